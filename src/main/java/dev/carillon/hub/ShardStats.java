package dev.carillon.hub;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a shard counts.
 *
 * <p>Threading: written by the shard's thread alone, read by any.
 */
final class ShardStats {

    private final AtomicLong deliveries = new AtomicLong();
    private final AtomicLong deliveredBytes = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();
    private final Map<CloseReason, AtomicLong> closes = new EnumMap<>(CloseReason.class);
    private volatile int subscribers;
    private volatile int feeds;
    private volatile int blocked;

    ShardStats() {
        for (CloseReason reason : CloseReason.values()) {
            closes.put(reason, new AtomicLong());
        }
    }

    void delivered(int reached, long events, int bytes) {
        add(writes, reached);
        add(deliveries, reached * events);
        add(deliveredBytes, (long) reached * bytes);
    }

    void closed(CloseReason reason) {
        AtomicLong count = closes.get(reason);
        if (count != null) {
            add(count, 1);
        }
    }

    void publish(int subscribersNow, int feedsNow, int blockedNow) {
        if (subscribers != subscribersNow) {
            subscribers = subscribersNow;
        }
        if (feeds != feedsNow) {
            feeds = feedsNow;
        }
        if (blocked != blockedNow) {
            blocked = blockedNow;
        }
    }

    HubStats snapshot() {
        Map<CloseReason, Long> closesNow = new EnumMap<>(CloseReason.class);
        closes.forEach((reason, count) -> closesNow.put(reason, count.get()));
        return new HubStats(
                new HubStats.Connections(subscribers, blocked, feeds),
                new HubStats.Deliveries(deliveries.get(), writes.get(), deliveredBytes.get()),
                closesNow);
    }

    /** There is one writer, so no atomic addition is needed. */
    private static void add(AtomicLong counter, long amount) {
        counter.lazySet(counter.get() + amount);
    }
}
