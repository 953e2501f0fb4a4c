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
    private final AtomicLong pagesRead = new AtomicLong();
    private final AtomicLong pagesUsed = new AtomicLong();
    private final Map<CloseReason, AtomicLong> closes = new EnumMap<>(CloseReason.class);
    private volatile int subscribers;
    private volatile int feeds;
    private volatile int blocked;
    private volatile int replaysWaiting;
    private volatile long cachedBytes;

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

    void pageRead() {
        add(pagesRead, 1);
    }

    void pageUsed() {
        add(pagesUsed, 1);
    }

    void closed(CloseReason reason) {
        AtomicLong count = closes.get(reason);
        if (count != null) {
            add(count, 1);
        }
    }

    // Most rounds change nothing of the following, and a write that others see costs more than a look.

    void connections(int subscribersNow, int blockedNow, int feedsNow) {
        if (subscribers != subscribersNow) {
            subscribers = subscribersNow;
        }
        if (blocked != blockedNow) {
            blocked = blockedNow;
        }
        if (feeds != feedsNow) {
            feeds = feedsNow;
        }
    }

    void replays(int waitingNow, long cachedBytesNow) {
        if (replaysWaiting != waitingNow) {
            replaysWaiting = waitingNow;
        }
        if (cachedBytes != cachedBytesNow) {
            cachedBytes = cachedBytesNow;
        }
    }

    HubStats snapshot() {
        Map<CloseReason, Long> closesNow = new EnumMap<>(CloseReason.class);
        closes.forEach((reason, count) -> closesNow.put(reason, count.get()));
        return new HubStats(
                new HubStats.Connections(subscribers, blocked, feeds),
                new HubStats.Deliveries(deliveries.get(), writes.get(), deliveredBytes.get()),
                new HubStats.Replays(replaysWaiting, cachedBytes, pagesRead.get(), pagesUsed.get()),
                closesNow);
    }

    /** There is one writer, so no atomic addition is needed. */
    private static void add(AtomicLong counter, long amount) {
        counter.lazySet(counter.get() + amount);
    }
}
