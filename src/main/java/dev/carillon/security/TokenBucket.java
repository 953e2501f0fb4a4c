package dev.carillon.security;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * What somebody may still do at a {@link Rate}.
 *
 * <p>Threading: any thread.
 */
final class TokenBucket {

    private final Bucket bucket;
    private final long burst;

    TokenBucket(Rate rate, TimeMeter clock) {
        this.burst = rate.burst();
        this.bucket = Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(rate.perSecond(), Duration.ofSeconds(1)))
                .withCustomTimePrecision(clock)
                .build();
    }

    /**
     * Takes so many. More than it ever holds are given if it is full; then nothing is given until all of them have come in.
     *
     * @return zero if they were there, else how long it takes until they are; then nothing was taken
     */
    Duration take(long count) {
        return take(count, Math.min(count, burst));
    }

    /** The same for what comes on top of one that was taken just now: full is what was full before that one. */
    Duration takeFurther(long count) {
        return take(count, Math.min(count, burst - 1));
    }

    private Duration take(long count, long atOnce) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(atOnce);
        if (!probe.isConsumed()) {
            return Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
        }
        if (count > atOnce) {
            bucket.consumeIgnoringRateLimits(count - atOnce);
        }
        return Duration.ZERO;
    }

    void giveBack(long count) {
        bucket.addTokens(count);
    }
}
