package dev.carillon.security;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts what is there at a time, in all and for each key.
 *
 * <p>Threading: any thread.
 */
public final class Places {

    private final int max;
    private final int maxPerKey;
    private final AtomicInteger taken = new AtomicInteger();

    /** A key without a place has no entry. */
    private final ConcurrentMap<String, Integer> takenByKey = new ConcurrentHashMap<>();

    /** What came of the wish for a place. */
    public enum Outcome {
        TAKEN,
        FULL,
        FULL_FOR_KEY
    }

    public Places(int max, int maxPerKey) {
        this.max = max;
        this.maxPerKey = maxPerKey;
    }

    /** Whoever has taken a place {@linkplain #give gives} it back. */
    public Outcome take(String key) {
        if (taken.incrementAndGet() > max) {
            taken.decrementAndGet();
            return Outcome.FULL;
        }
        if (takenByKey.merge(key, 1, Integer::sum) > maxPerKey) {
            give(key);
            return Outcome.FULL_FOR_KEY;
        }
        return Outcome.TAKEN;
    }

    public void give(String key) {
        taken.decrementAndGet();
        takenByKey.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
    }

    int max() {
        return max;
    }

    int maxPerKey() {
        return maxPerKey;
    }

    int taken() {
        return taken.get();
    }

    int keys() {
        return takenByKey.size();
    }
}
