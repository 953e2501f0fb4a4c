package dev.carillon.ticker.feed.kind;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Spreads things evenly over time, in batches where a thread cannot wake up as often.
 *
 * <p>Threading: one thread.
 */
final class Pace {

    /** What a thread's wake-up costs is nothing beside what it does then. */
    static final Duration BATCH = Duration.ofMillis(10);

    private static final double NANOS = 1e9;

    private final double perSecond;
    private @Nullable Instant begin;
    private long done;

    Pace(double perSecond) {
        this.perSecond = perSecond;
    }

    /** How many are due now that were not before. The first is due at once. */
    long due(Instant now) {
        long due = (long) Math.floor(sinceBegin(now) * perSecond) + 1 - done;
        // A machine that slept, or a clock that was set: what was missed is not made up for.
        boolean jumped = due < -1 || due > Math.max(1, perSecond) + 1;
        if (jumped) {
            begin = now;
            done = 0;
            due = 1;
        }
        done += Math.max(0, due);
        return Math.max(0, due);
    }

    /** How long to wait until something is due again. */
    Duration untilNext(Instant now) {
        Duration wait = Duration.ofNanos((long) Math.ceil((done / perSecond - sinceBegin(now)) * NANOS));
        return wait.compareTo(BATCH) < 0 ? BATCH : wait;
    }

    private double sinceBegin(Instant now) {
        Instant first = begin == null ? now : begin;
        begin = first;
        Duration passed = Duration.between(first, now);
        return passed.getSeconds() + passed.getNano() / NANOS;
    }
}
