package dev.carillon.log;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often something had which size: counts for fixed bounds, each some times the one before, and the sum.
 *
 * <p>Threading: any thread; counting neither locks nor allocates.
 */
public final class Distribution {

    private final long[] bounds;
    private final LongAdder[] counts;
    private final LongAdder sum = new LongAdder();

    private Distribution(long first, int factor, int count) {
        bounds = new long[count];
        counts = new LongAdder[count + 1];
        long bound = first;
        for (int i = 0; i < count; i++) {
            bounds[i] = bound;
            bound *= factor;
        }
        for (int i = 0; i <= count; i++) {
            counts[i] = new LongAdder();
        }
    }

    /** Of times in nanoseconds: from 62.5 µs, each bound twice the one before, to 16.4 s. */
    public static Distribution ofNanos() {
        return new Distribution(62_500, 2, 19);
    }

    /** Of numbers of things: 1, 2, 4 and so on to 8,192. */
    public static Distribution ofSizes() {
        return new Distribution(1, 2, 14);
    }

    public void add(long value) {
        add(value, 1);
    }

    /** The same value as often. */
    public void add(long value, long times) {
        counts[indexOf(value)].add(times);
        sum.add(value * times);
    }

    private int indexOf(long value) {
        int index = 0;
        while (index < bounds.length && value > bounds[index]) {
            index++;
        }
        return index;
    }

    public Snapshot snapshot() {
        List<Long> limits = new ArrayList<>(bounds.length);
        for (long bound : bounds) {
            limits.add(bound);
        }
        List<Long> now = new ArrayList<>(counts.length);
        for (LongAdder count : counts) {
            now.add(count.sum());
        }
        return new Snapshot(limits, now, sum.sum());
    }

    /**
     * What was counted so far.
     *
     * @param bounds the largest value that is counted in each place
     * @param counts how many values were in that place alone; one more than bounds, for what is above all of them
     * @param sum of all values
     */
    public record Snapshot(List<Long> bounds, List<Long> counts, long sum) {

        public Snapshot {
            bounds = List.copyOf(bounds);
            counts = List.copyOf(counts);
            if (counts.size() != bounds.size() + 1) {
                throw new IllegalArgumentException(counts.size() + " counts for " + bounds.size() + " bounds");
            }
        }

        /** How many values there were. */
        public long count() {
            return counts.stream().mapToLong(Long::longValue).sum();
        }

        /** Both together; they must have the same bounds. */
        public Snapshot plus(Snapshot other) {
            if (!bounds.equals(other.bounds)) {
                throw new IllegalArgumentException("other bounds: " + bounds + " and " + other.bounds);
            }
            List<Long> together = new ArrayList<>(counts.size());
            for (int i = 0; i < counts.size(); i++) {
                together.add(counts.get(i) + other.counts.get(i));
            }
            return new Snapshot(bounds, Collections.unmodifiableList(together), sum + other.sum);
        }

        /** What was counted since an earlier look at the same. */
        public Snapshot since(Snapshot earlier) {
            if (!bounds.equals(earlier.bounds)) {
                throw new IllegalArgumentException("other bounds: " + bounds + " and " + earlier.bounds);
            }
            List<Long> since = new ArrayList<>(counts.size());
            for (int i = 0; i < counts.size(); i++) {
                since.add(counts.get(i) - earlier.counts.get(i));
            }
            return new Snapshot(bounds, Collections.unmodifiableList(since), sum - earlier.sum);
        }

        /**
         * The value that a share of all values does not exceed, as near as the bounds tell: values are taken to lie evenly between two
         * of them. What is above all bounds counts as the last of them.
         *
         * @param share above 0, at most 1
         * @return 0 if there were no values
         */
        public double quantile(double share) {
            double wanted = share * count();
            double below = 0;
            for (int i = 0; i < bounds.size(); i++) {
                long here = counts.get(i);
                if (here > 0 && below + here >= wanted) {
                    double from = i == 0 ? 0 : bounds.get(i - 1);
                    return from + (bounds.get(i) - from) * (wanted - below) / here;
                }
                below += here;
            }
            return count() == 0 ? 0 : bounds.get(bounds.size() - 1);
        }
    }
}
