package dev.carillon.hub;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps quiet connections open, and finds out which of them are dead.
 *
 * <p>There is no timer for each connection: feeds stand in the order of their last write, so a look at the first one tells
 * whether anything is due. A large feed is served in slices, so that a heartbeat never holds up an event for long.
 *
 * <p>Threading: its shard's alone.
 */
final class Heartbeats {

    /** Writes between two looks at the inbox; some 2 ms. */
    private static final int SLICE = 512;

    /** After which a sink that does not notice a departure gets its second heartbeat, which then fails. */
    private static final long PROBE_NANOS = Duration.ofSeconds(1).toNanos();

    private final long intervalNanos;
    private final Set<Feed> quiet = new LinkedHashSet<>();
    private final Set<Feed> probed = new LinkedHashSet<>();
    private @Nullable Feed current;
    private boolean probing;
    private boolean probeNeeded;
    private int remaining;

    Heartbeats(Duration interval) {
        this.intervalNanos = interval.toNanos();
    }

    /** Does nothing for a feed whose format has no heartbeat. */
    void add(Feed feed, long nowNanos) {
        if (!feed.beats) {
            return;
        }
        feed.lastWriteNanos = nowNanos;
        quiet.add(feed);
    }

    void remove(Feed feed) {
        quiet.remove(feed);
        probed.remove(feed);
        if (current == feed) {
            current = null;
        }
    }

    boolean isEmpty() {
        return quiet.isEmpty() && probed.isEmpty() && current == null;
    }

    /** The feed has written an event. */
    void wrote(Feed feed, long nowNanos) {
        if (!feed.beats) {
            return;
        }
        remove(feed);
        add(feed, nowNanos);
    }

    long nanosUntilDue(long nowNanos) {
        if (current != null) {
            return 0;
        }
        long untilQuiet =
                quiet.isEmpty() ? Long.MAX_VALUE : quiet.iterator().next().lastWriteNanos + intervalNanos - nowNanos;
        long untilProbed =
                probed.isEmpty() ? Long.MAX_VALUE : probed.iterator().next().lastWriteNanos + PROBE_NANOS - nowNanos;
        return Math.max(0, Math.min(untilQuiet, untilProbed));
    }

    /**
     * Writes the heartbeats that are due, up to a slice.
     *
     * @return whether more are due
     */
    boolean beat(long nowNanos) {
        int budget = SLICE;
        while (budget > 0) {
            Feed feed = current != null ? current : next(nowNanos);
            if (feed == null) {
                return false;
            }
            budget -= slice(feed, budget);
            if (remaining == 0) {
                finish(feed, nowNanos);
            }
        }
        return true;
    }

    private @Nullable Feed next(long nowNanos) {
        Feed due = takeDue(probed, nowNanos - PROBE_NANOS);
        probing = due != null;
        if (due == null) {
            due = takeDue(quiet, nowNanos - intervalNanos);
        }
        if (due != null) {
            current = due;
            remaining = due.ready().size();
            probeNeeded = false;
        }
        return due;
    }

    private static @Nullable Feed takeDue(Set<Feed> feeds, long lastWriteUntil) {
        Iterator<Feed> oldestFirst = feeds.iterator();
        if (oldestFirst.hasNext()) {
            Feed feed = oldestFirst.next();
            if (feed.lastWriteNanos - lastWriteUntil <= 0) {
                oldestFirst.remove();
                return feed;
            }
        }
        return null;
    }

    private int slice(Feed feed, int budget) {
        Chunk chunk = Chunk.of(feed.key.format().heartbeat());
        Positions ready = feed.ready();
        remaining = Math.min(remaining, ready.size());
        int visited = 0;
        while (remaining > 0 && visited < budget) {
            Position position = ready.get(--remaining);
            visited++;
            boolean notices = position.subscriber.noticesDeparture();
            if (probing && notices) {
                continue;
            }
            probeNeeded |= !notices;
            position.subscriber.write(chunk);
        }
        return Math.max(1, visited);
    }

    private void finish(Feed feed, long nowNanos) {
        current = null;
        feed.lastWriteNanos = nowNanos;
        (probeNeeded && !probing ? probed : quiet).add(feed);
    }
}
