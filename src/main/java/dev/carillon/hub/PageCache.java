package dev.carillon.hub;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Pages that were read lately, for whoever comes to the same place of the log. Bounded in bytes; a page that nobody uses is
 * dropped after a few seconds, so that an idle hub holds none.
 *
 * <p>Threading: its shard's alone.
 */
final class PageCache {

    /** A page in the cache. */
    static final class Cached {

        final ReplayPage page;
        private final Feed.Key key;
        private final long weightInBytes;
        private long usedNanos;

        /** How often somebody counts on it to stay. */
        private int pins;

        private Cached(Feed.Key key, ReplayPage page) {
            this.key = key;
            this.page = page;
            this.weightInBytes = page.weightInBytes();
        }
    }

    private final HubSettings.ReplayLimits limits;
    private final Map<Feed.Key, NavigableMap<Long, Cached>> pages = new HashMap<>();
    private final Set<Cached> eldestFirst = new LinkedHashSet<>();
    private long bytes;

    PageCache(HubSettings.ReplayLimits limits) {
        this.limits = limits;
    }

    long bytes() {
        return bytes;
    }

    /** The page that goes on after this offset, for a reader that wants to come to the limit. */
    @Nullable
    Cached find(Feed.Key key, long cursor, long limit, long nowNanos) {
        NavigableMap<Long, Cached> ofKey = pages.get(key);
        Map.Entry<Long, Cached> before = ofKey == null ? null : ofKey.floorEntry(cursor);
        if (before == null || !before.getValue().page.serves(cursor, limit)) {
            return null;
        }
        Cached found = before.getValue();
        found.usedNanos = nowNanos;
        eldestFirst.remove(found);
        eldestFirst.add(found);
        return found;
    }

    /** Adds a page, pinned. */
    Cached add(Feed.Key key, ReplayPage page, long nowNanos) {
        Cached added = new Cached(key, page);
        added.usedNanos = nowNanos;
        added.pins = 1;
        Cached replaced = pages.computeIfAbsent(key, any -> new TreeMap<>()).put(page.after(), added);
        if (replaced != null) {
            eldestFirst.remove(replaced);
            bytes -= replaced.weightInBytes;
        }
        eldestFirst.add(added);
        bytes += added.weightInBytes;
        return added;
    }

    /** It stays until it is unpinned. */
    void pin(Cached cached) {
        cached.pins++;
    }

    /** It may go at the next {@link #tidy}, not before: whoever unpins it is about to use it. */
    void unpin(Cached cached) {
        cached.pins--;
    }

    /** Drops what is over the limit, and what was not used for some time. */
    void tidy(long nowNanos) {
        evict();
        Iterator<Cached> eldest = eldestFirst.iterator();
        while (eldest.hasNext()) {
            Cached cached = eldest.next();
            if (nowNanos - cached.usedNanos < limits.keepUnused().toNanos()) {
                return;
            }
            if (cached.pins == 0) {
                eldest.remove();
                forget(cached);
            }
        }
    }

    void clear() {
        pages.clear();
        eldestFirst.clear();
        bytes = 0;
    }

    private void evict() {
        Iterator<Cached> eldest = eldestFirst.iterator();
        while (bytes > limits.maxCachedBytes() && eldest.hasNext()) {
            Cached cached = eldest.next();
            if (cached.pins == 0) {
                eldest.remove();
                forget(cached);
            }
        }
    }

    private void forget(Cached cached) {
        bytes -= cached.weightInBytes;
        NavigableMap<Long, Cached> ofKey = pages.get(cached.key);
        if (ofKey != null) {
            ofKey.remove(cached.page.after());
            if (ofKey.isEmpty()) {
                pages.remove(cached.key);
            }
        }
    }
}
