package dev.carillon.ticker.feed;

import java.time.Duration;
import java.util.Optional;

/** What only the runner of feeds reads of a failure. */
public final class RetryAfter {

    private RetryAfter() {}

    public static Optional<Duration> of(FeedException failure) {
        return Optional.ofNullable(failure.retryAfter());
    }
}
