package dev.carillon.hub;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.SelectorSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The feeds of a shard: an event is appended to all that listen to its channel, and those that it touched are flushed once in the
 * round. Events of conflating channels go to feeds of their own, see {@link ConflatingFeeds}.
 *
 * <p>Threading: its shard's alone.
 */
final class Feeds {

    private static final System.Logger LOGGER = System.getLogger(Feeds.class.getName());

    private final Shard shard;
    private final FeedIndex<RingFeed> index = new FeedIndex<>();
    private final ConflatingFeeds conflating;
    private final FrameCache frames = new FrameCache();
    private final Joiner joiner = new Joiner();
    private final Ring.Budget budget;
    private final Heartbeats heartbeats;
    private final List<RingFeed> touched = new ArrayList<>();
    private long handled;

    /** {@code handled} is the offset of the newest entry that is not for the feeds any more. */
    Feeds(Shard shard, long handled) {
        this.shard = shard;
        this.handled = handled;
        this.budget = new Ring.Budget(shard.settings().ring().maxTotalBytes());
        this.heartbeats = new Heartbeats(shard.settings().timing().heartbeat());
        this.conflating = new ConflatingFeeds(shard, heartbeats);
    }

    /** Entries up to here were committed before the shard began to listen to the log. */
    void beginAfter(long offset) {
        handled = Math.max(handled, offset);
    }

    void append(Entry entry) {
        if (entry.offset() > handled) {
            try {
                append(entry.event(), entry);
            } catch (RuntimeException e) {
                // One event that cannot be delivered must not take those after it along.
                LOGGER.log(System.Logger.Level.ERROR, "event not delivered id=" + entry.id(), e);
            }
            handled = entry.offset();
        }
    }

    void appendVolatile(Event event) {
        append(event, null);
    }

    private void append(Event event, @Nullable Entry entry) {
        frames.begin(event, entry, handled);
        index.forEach(event.channel(), feed -> appendFrame(event, feed));
    }

    private void appendFrame(Event event, RingFeed feed) {
        if (!feed.key.format().isFor(event, feed.key.selectors())) {
            return;
        }
        feed.append(frames.in(feed.key.format()));
        if (!feed.touched) {
            feed.touched = true;
            touched.add(feed);
        }
    }

    void flushTouched() {
        for (RingFeed feed : touched) {
            feed.touched = false;
            feed.flush();
            if (feed.members > 0) {
                heartbeats.wrote(feed, shard.nowNanos());
            }
        }
        touched.clear();
        conflating.flushDue(shard.nowNanos());
    }

    /** Writes heartbeats that are due; whether there are more. */
    boolean beat(long nowNanos) {
        return heartbeats.beat(nowNanos);
    }

    /** Until a heartbeat is due, or a feed that conflates. */
    long nanosUntilDue(long nowNanos) {
        return Math.min(heartbeats.nanosUntilDue(nowNanos), conflating.nanosUntilDue(nowNanos));
    }

    /** The feed of every event that has this key, a new one if there is none. */
    RingFeed feed(SelectorSet selectors, WireFormat format) {
        Feed.Key key = new Feed.Key(selectors, format);
        RingFeed feed = index.get(key);
        if (feed == null) {
            feed = new RingFeed(key, shard);
            index.add(feed);
            heartbeats.add(feed, shard.nowNanos());
        }
        return feed;
    }

    /** A feed without a position is of no use. */
    void leave(Position position) {
        Feed feed = position.feed;
        feed.remove(position);
        if (--feed.members == 0) {
            if (feed instanceof RingFeed ring) {
                index.remove(ring);
            } else if (feed instanceof ConflatingFeed newest) {
                conflating.remove(newest);
            }
            heartbeats.remove(feed);
        }
    }

    /** Those of every event. */
    Collection<RingFeed> all() {
        return index.all();
    }

    /** Whether anybody listens to the channel. */
    boolean isHeard(ChannelName channel) {
        return index.hasAny(channel) || conflating.isHeard(channel);
    }

    /** How many there are, of both kinds. */
    int count() {
        return index.all().size() + conflating.all().size();
    }

    ConflatingFeeds conflating() {
        return conflating;
    }

    /** Offset of the last entry that is in the rings. */
    long handled() {
        return handled;
    }

    Joiner joiner() {
        return joiner;
    }

    Ring.Budget budget() {
        return budget;
    }

    /** Whether nothing is left of what subscribers needed. */
    boolean isEmpty() {
        return index.isEmpty() && conflating.isEmpty() && heartbeats.isEmpty() && budget.bytes() == 0;
    }
}
