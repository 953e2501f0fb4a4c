package dev.carillon.ticker.feed.run;

import java.time.Instant;
import java.util.Arrays;

/**
 * How often something happens in a second: over the ten whole seconds before this one, or since it began.
 *
 * <p>Threading: whoever owns it locks.
 */
final class RateWindow {

    private static final int SECONDS = 10;

    /** The last one is of the second that goes on. */
    private final long[] counts = new long[SECONDS + 1];

    private final Instant begin;
    private long second;

    RateWindow(Instant begin) {
        this.begin = begin;
        this.second = begin.getEpochSecond();
    }

    void count(Instant now) {
        advance(now);
        counts[SECONDS]++;
    }

    double perSecond(Instant now) {
        advance(now);
        long whole = Arrays.stream(counts, 0, SECONDS).sum();
        double age = (now.toEpochMilli() - begin.toEpochMilli()) / 1000.0;
        return age >= SECONDS + 1 ? (double) whole / SECONDS : (whole + counts[SECONDS]) / Math.max(1, age);
    }

    /** A clock that goes back is waited for. */
    private void advance(Instant now) {
        long passed = Math.min(now.getEpochSecond() - second, counts.length);
        if (passed > 0) {
            System.arraycopy(counts, (int) passed, counts, 0, counts.length - (int) passed);
            Arrays.fill(counts, counts.length - (int) passed, counts.length, 0);
            second = now.getEpochSecond();
        }
    }
}
