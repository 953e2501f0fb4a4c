package dev.carillon.bench.load;

import java.util.HashSet;
import java.util.Set;

/**
 * Checks that one subscriber gets every event of its channel once and in order: the sequence grows by exactly one. (If several
 * connections publish to the channel at once, the order is for the server to choose.)
 *
 * <p>An event that is skipped is missing until it comes after all (then it was out of order) or until the end (then it
 * is lost). One that comes again is repeated. What is behind the last one that came is undelivered: it would perhaps have
 * come, had the run been longer.
 */
final class SequenceCheck {
    /** Beyond this many remembered gaps a late event counts as repeated; such a run is broken anyway. */
    private static final int MAX_REMEMBERED = 10_000;

    private final Tally tally;
    private final boolean ordered;
    private final Set<Long> missing = new HashSet<>(0);
    private long expected;
    private long skipped;
    private long order;

    SequenceCheck(long firstExpected, boolean ordered, Tally tally) {
        this.ordered = ordered;
        this.expected = firstExpected;
        this.tally = tally;
    }

    void delivered(long sequence, long stampNanos, long nowNanos) {
        if (sequence == expected) {
            expected++;
        } else {
            disorder(sequence);
        }
        order = order * 31 + sequence;
        tally.delivered(stampNanos, nowNanos);
    }

    /** How many events were left out before one that came. */
    long lost() {
        return skipped;
    }

    /** How many events at the end did not come, when the last one sent was {@code lastSequence}. */
    long undelivered(long lastSequence) {
        return Math.max(0, lastSequence + 1 - expected);
    }

    /** The same number for all who got the same events in the same order, whichever the server chose. */
    long order() {
        return order;
    }

    private void disorder(long sequence) {
        if (sequence > expected) {
            for (long lacking = expected; lacking < sequence && missing.size() < MAX_REMEMBERED; lacking++) {
                missing.add(lacking);
            }
            skipped += sequence - expected;
            expected = sequence + 1;
        } else if (missing.remove(sequence)) {
            skipped--;
            tally.outOfOrder += ordered ? 1 : 0;
        } else {
            tally.repeated++;
        }
    }
}
