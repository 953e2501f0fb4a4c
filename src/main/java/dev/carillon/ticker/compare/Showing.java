package dev.carillon.ticker.compare;

import dev.carillon.ticker.Standing;
import org.jspecify.annotations.Nullable;

/**
 * What a reader shows of one symbol, and how old that was over the time.
 *
 * <p>The age of a price is 0 while it is the newest, and grows from then on. Its average is the area under it, in microseconds squared,
 * by the time.
 *
 * <p>Threading: under the lock of its {@link Comparison}.
 */
final class Showing {

    private final long beganMicros;
    private long sequence;
    private long sinceMicros;
    private double area;

    /** What tells when the shown price ceases to be the newest; null if it had when it came. */
    private @Nullable Standing standing;

    private long ceasedMicros;

    Showing(long sequence, Standing newest, long nowMicros) {
        this.beganMicros = nowMicros;
        show(sequence, newest, nowMicros);
    }

    /** The reader got a quote; whether it is newer than what it shows. */
    boolean next(long newSequence, Standing newest, long nowMicros) {
        if (newSequence <= sequence) {
            return false;
        }
        area += areaUntil(nowMicros);
        show(newSequence, newest, nowMicros);
        return true;
    }

    private void show(long newSequence, Standing newest, long nowMicros) {
        sequence = newSequence;
        sinceMicros = nowMicros;
        boolean isNewest = newest.quote().sequence() <= newSequence;
        standing = isNewest ? newest : null;
        // One that was replaced on its way: by this newest one at the latest.
        ceasedMicros = isNewest ? 0 : newest.quote().version();
    }

    private double areaUntil(long nowMicros) {
        long ceased = standing == null ? ceasedMicros : standing.ceasedMicros();
        if (ceased == 0 || nowMicros <= ceased) {
            return 0;
        }
        double from = Math.max(sinceMicros, ceased) - ceased;
        double to = nowMicros - ceased;
        return Math.max(0, (to * to - from * from) / 2);
    }

    /** The area until now. */
    double area(long nowMicros) {
        return area + areaUntil(nowMicros);
    }

    long micros(long nowMicros) {
        return Math.max(0, nowMicros - beganMicros);
    }
}
