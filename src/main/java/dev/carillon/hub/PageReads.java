package dev.carillon.hub;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gets pages of the log for the replays of a shard: out of the cache, or else off the shard's thread.
 *
 * <p>However many replays there are, only a few pages are read at a time; the others wait, first come, first served. A page
 * takes one of the few slots from the beginning of the read until each replay that waited for it has had its turn, which
 * bounds what is held in memory. Who wants a page that is being read already waits for that one.
 *
 * <p>Threading: its shard's alone; only {@link ReplayPage#read} runs on an I/O thread and touches nothing of it.
 */
final class PageReads {

    private static final System.Logger LOGGER = System.getLogger(PageReads.class.getName());

    /** A page for which replays wait: it stands in the queue, or is being read, or is there and they have not had their turn. */
    static final class Read {

        private final Feed.Key key;
        private final long after;
        private final Set<Replay> replays = new LinkedHashSet<>(2);
        private PageCache.@Nullable Cached found;

        private Read(Feed.Key key, long after) {
            this.key = key;
            this.after = after;
        }

        boolean isFound() {
            return found != null;
        }
    }

    private final Shard shard;
    private final HubSettings.ReplayLimits limits;
    private final Consumer<Replay> onFound;
    private final PageCache cache;
    private final Map<Feed.Key, NavigableMap<Long, Read>> underWay = new HashMap<>();
    private final Set<Read> queue = new LinkedHashSet<>();
    private int usedSlots;
    private int waitingReplays;
    private boolean stopped;

    /** {@code onFound} is told that a replay's page is there. */
    PageReads(Shard shard, Consumer<Replay> onFound) {
        this.shard = shard;
        this.limits = shard.settings().replay();
        this.onFound = onFound;
        this.cache = new PageCache(limits);
    }

    /** Replays whose page is not there yet. */
    int waitingReplays() {
        return waitingReplays;
    }

    int usedSlots() {
        return usedSlots;
    }

    long cachedBytes() {
        return cache.bytes();
    }

    /** The page that goes on after the cursor, if it is there. */
    @Nullable
    ReplayPage find(Feed.Key key, long cursor, long limit) {
        PageCache.Cached found = cache.find(key, cursor, limit, shard.nowNanos());
        return found == null ? null : found.page;
    }

    /** Gets the page for the replay's cursor. */
    void request(Replay replay) {
        Read read = underWay(replay.key(), replay.cursor());
        if (read == null) {
            read = begin(replay.key(), replay.cursor());
            queue.add(read);
        }
        read.replays.add(replay);
        replay.read = read;
        waitingReplays++;
        startNext();
    }

    /** Gets a page for which nobody waits yet, if nobody waits for another one either and it leaves a slot free. */
    void readAhead(Feed.Key key, long after) {
        if (queue.isEmpty()
                && usedSlots + 1 < limits.maxReads()
                && underWay(key, after) == null
                && cached(key, after) == null) {
            start(begin(key, after));
        }
    }

    /** The replay has its turn, or has ended: whatever it waited for, it does so no more. */
    void leave(Replay replay) {
        Read read = replay.read;
        if (read == null) {
            return;
        }
        replay.read = null;
        read.replays.remove(replay);
        if (read.found == null) {
            waitingReplays--;
        }
        if (read.replays.isEmpty()) {
            if (read.found != null) {
                release(read);
            } else if (queue.remove(read)) {
                end(read);
            }
        }
    }

    void tidy(long nowNanos) {
        cache.tidy(nowNanos);
    }

    /** All replays have left. */
    void stop() {
        stopped = true;
        cache.clear();
    }

    private void startNext() {
        while (usedSlots < limits.maxReads() && !queue.isEmpty()) {
            Read next = queue.iterator().next();
            queue.remove(next);
            // One that is blocked asks again when it is not.
            List.copyOf(next.replays).stream()
                    .filter(replay -> !replay.isWritable())
                    .forEach(replay -> {
                        next.replays.remove(replay);
                        replay.read = null;
                        waitingReplays--;
                    });
            PageCache.Cached found = cached(next.key, next.after);
            if (next.replays.isEmpty()) {
                end(next);
            } else if (found != null) {
                // Another read has come as far while this one waited.
                cache.pin(found);
                usedSlots++;
                handOver(next, found);
            } else {
                start(next);
            }
        }
    }

    private void start(Read read) {
        usedSlots++;
        shard.io()
                .run(
                        () -> {
                            ReplayPage page = ReplayPage.read(shard.log(), read.key, read.after, limits.page());
                            shard.offer(() -> arrived(read, page));
                        },
                        cause -> shard.offer(() -> failed(read, cause)));
    }

    private void arrived(Read read, ReplayPage page) {
        shard.stats().pageRead();
        if (stopped) {
            end(read);
            usedSlots--;
            return;
        }
        handOver(read, cache.add(read.key, page, shard.nowNanos()));
    }

    private void handOver(Read read, PageCache.Cached found) {
        end(read);
        read.found = found;
        waitingReplays -= read.replays.size();
        read.replays.forEach(onFound);
        if (read.replays.isEmpty()) {
            release(read);
        }
    }

    private void failed(Read read, Throwable cause) {
        end(read);
        usedSlots--;
        List<Replay> unserved = List.copyOf(read.replays);
        LOGGER.log(
                System.Logger.Level.WARNING,
                "the log cannot be read, its readers are closed subscribers=" + unserved.size(),
                cause);
        unserved.forEach(replay -> shard.subscribers().end(replay.position().subscriber, CloseReason.LOG_FAILED));
        startNext();
    }

    private void release(Read read) {
        PageCache.Cached found = read.found;
        if (found != null) {
            read.found = null;
            cache.unpin(found);
        }
        usedSlots--;
        startNext();
    }

    private PageCache.@Nullable Cached cached(Feed.Key key, long after) {
        return cache.find(key, after, shard.feeds().handled(), shard.nowNanos());
    }

    private Read begin(Feed.Key key, long after) {
        Read read = new Read(key, after);
        underWay.computeIfAbsent(key, any -> new TreeMap<>()).put(after, read);
        return read;
    }

    private void end(Read read) {
        underWay.computeIfPresent(read.key, (key, reads) -> {
            reads.remove(read.after);
            return reads.isEmpty() ? null : reads;
        });
    }

    /** The read that most likely comes past this offset. If it does not, whoever waited for it asks again. */
    private @Nullable Read underWay(Feed.Key key, long cursor) {
        NavigableMap<Long, Read> reads = underWay.get(key);
        Map.Entry<Long, Read> before = reads == null ? null : reads.floorEntry(cursor);
        return before != null && cursor - before.getKey() < limits.page().entries() ? before.getValue() : null;
    }
}
