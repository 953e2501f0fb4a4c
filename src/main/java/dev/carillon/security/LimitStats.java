package dev.carillon.security;

import dev.carillon.event.Limit;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often each limit was hit since the start.
 *
 * <p>Threading: any thread.
 */
public final class LimitStats {

    private final Map<Limit, LongAdder> hits = new EnumMap<>(Limit.class);

    public LimitStats() {
        for (Limit limit : Limit.values()) {
            hits.put(limit, new LongAdder());
        }
    }

    public void hit(Limit limit) {
        adder(limit).increment();
    }

    public long hits(Limit limit) {
        return adder(limit).sum();
    }

    /** By the name that metrics have for the limit. */
    public Map<String, Long> byName() {
        Map<String, Long> byName = new TreeMap<>();
        hits.forEach((limit, count) -> byName.put(limit.label(), count.sum()));
        return byName;
    }

    private LongAdder adder(Limit limit) {
        LongAdder adder = hits.get(limit);
        if (adder == null) {
            throw new IllegalStateException(limit.name());
        }
        return adder;
    }
}
