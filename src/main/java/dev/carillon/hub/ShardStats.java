package dev.carillon.hub;

import dev.carillon.log.Distribution;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
    private final AtomicLong conflated = new AtomicLong();
    private final AtomicLong pagesRead = new AtomicLong();
    private final AtomicLong pagesUsed = new AtomicLong();
    private final Map<CloseReason, AtomicLong> closes = counters(CloseReason.class);
    private final Map<Gap.Reason, AtomicLong> gaps = counters(Gap.Reason.class);
    private final Distribution eventsInWrite = Distribution.ofSizes();

    /** By {@link Peer#sink()}; there are as many as there are ways to hold a connection. */
    private final Map<String, AtomicLong> bySink = new ConcurrentHashMap<>();

    private volatile int subscribers;
    private volatile int feeds;
    private volatile int blocked;
    private volatile int replaysRunning;
    private volatile int replaysWaiting;
    private volatile long cachedBytes;
    private volatile HubStats.Lag lag = HubStats.Lag.NONE;

    private static <E extends Enum<E>> Map<E, AtomicLong> counters(Class<E> type) {
        Map<E, AtomicLong> counters = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            counters.put(constant, new AtomicLong());
        }
        return counters;
    }

    /** One chunk, which so many sinks were given. */
    void delivered(int reached, long events, int bytes) {
        add(writes, reached);
        add(deliveries, reached * events);
        add(deliveredBytes, (long) reached * bytes);
        eventsInWrite.add(events, reached);
    }

    /** A change that had not gone to everybody was replaced by a newer one of its key. */
    void conflated() {
        add(conflated, 1);
    }

    void pageRead() {
        add(pagesRead, 1);
    }

    void pageUsed() {
        add(pagesUsed, 1);
    }

    void opened(Peer peer) {
        add(bySink.computeIfAbsent(peer.sink(), sink -> new AtomicLong()), 1);
    }

    void closed(Peer peer, CloseReason reason) {
        AtomicLong open = bySink.get(peer.sink());
        if (open != null) {
            add(open, -1);
        }
        refused(reason);
    }

    /** It was never open. */
    void refused(CloseReason reason) {
        count(closes, reason);
    }

    void gap(Gap.Reason reason) {
        count(gaps, reason);
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

    void replays(int runningNow, int waitingNow, long cachedBytesNow) {
        if (replaysRunning != runningNow) {
            replaysRunning = runningNow;
        }
        if (replaysWaiting != waitingNow) {
            replaysWaiting = waitingNow;
        }
        if (cachedBytes != cachedBytesNow) {
            cachedBytes = cachedBytesNow;
        }
    }

    void lag(HubStats.Lag now) {
        lag = now;
    }

    /** How many are open, without looking at anything else. */
    int subscribers() {
        return subscribers;
    }

    HubStats snapshot(HubStats.Queue queue) {
        Map<String, Integer> sinks = new HashMap<>();
        bySink.forEach((sink, count) -> sinks.put(sink, (int) count.get()));
        return new HubStats(
                new HubStats.Connections(subscribers, blocked, feeds),
                sinks,
                new HubStats.Deliveries(deliveries.get(), writes.get(), deliveredBytes.get(), conflated.get()),
                eventsInWrite.snapshot(),
                new HubStats.Replays(replaysRunning, replaysWaiting, cachedBytes, pagesRead.get(), pagesUsed.get()),
                lag,
                List.of(queue),
                values(CloseReason.class, closes),
                values(Gap.Reason.class, gaps));
    }

    private static <E extends Enum<E>> Map<E, Long> values(Class<E> type, Map<E, AtomicLong> counters) {
        Map<E, Long> values = new EnumMap<>(type);
        counters.forEach((constant, count) -> values.put(constant, count.get()));
        return values;
    }

    private static <E> void count(Map<E, AtomicLong> counters, E what) {
        AtomicLong count = counters.get(what);
        if (count != null) {
            add(count, 1);
        }
    }

    /** There is one writer, so no atomic addition is needed. */
    private static void add(AtomicLong counter, long amount) {
        counter.lazySet(counter.get() + amount);
    }
}
