package dev.carillon.hub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Connections that are closed with a reason, and whose sink has not taken the last words yet. They get a second for that: a token
 * that was revoked must not be of use for as long as its owner likes not to read.
 *
 * <p>Threading: its shard's alone.
 */
final class Farewells {

    static final Duration PATIENCE = Duration.ofSeconds(1);

    /** In the order of the deadlines, for the patience is the same for all. */
    private final Map<Subscriber, Long> deadlines = new LinkedHashMap<>();

    void add(Subscriber subscriber, long nowNanos) {
        deadlines.putIfAbsent(subscriber, nowNanos + PATIENCE.toNanos());
    }

    void remove(Subscriber subscriber) {
        deadlines.remove(subscriber);
    }

    boolean isEmpty() {
        return deadlines.isEmpty();
    }

    long nanosUntilDue(long nowNanos) {
        return deadlines.isEmpty()
                ? Long.MAX_VALUE
                : Math.max(0, deadlines.values().iterator().next() - nowNanos);
    }

    /** Those whose time is over. */
    List<Subscriber> overdue(long nowNanos) {
        if (deadlines.isEmpty()) {
            return List.of();
        }
        List<Subscriber> overdue = new ArrayList<>(0);
        Iterator<Map.Entry<Subscriber, Long>> oldestFirst = deadlines.entrySet().iterator();
        while (oldestFirst.hasNext()) {
            Map.Entry<Subscriber, Long> entry = oldestFirst.next();
            if (entry.getValue() - nowNanos > 0) {
                break;
            }
            overdue.add(entry.getKey());
        }
        return overdue;
    }
}
