package dev.carillon.ticker.feed.run;

import dev.carillon.ticker.feed.FeedException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: 1 s, then twice as long each time up to 5 minutes, less a random part of up to a half, so that
 * feeds which failed together do not come back together.
 *
 * <p>Threading: one thread.
 */
final class Backoff {

    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofMinutes(5);

    private final RandomGenerator random;
    private Duration whole = FIRST;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    void reset() {
        whole = FIRST;
    }

    Duration after(Throwable failure) {
        long millis = whole.toMillis();
        Duration wait = Duration.ofMillis(millis - random.nextLong(millis / 2 + 1));
        Duration doubled = whole.multipliedBy(2);
        whole = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        Duration demanded = failure instanceof FeedException e ? e.retryAfter() : null;
        return demanded != null && demanded.compareTo(wait) > 0 ? demanded : wait;
    }
}
