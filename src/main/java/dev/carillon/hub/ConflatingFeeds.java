package dev.carillon.hub;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.SelectorSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The feeds of a shard that conflate, and what all their keys say at the moment.
 *
 * <p>Threading: its shard's alone.
 */
final class ConflatingFeeds {

    private static final System.Logger LOGGER = System.getLogger(ConflatingFeeds.class.getName());
    private static final double SECOND = Duration.ofSeconds(1).toNanos();

    private final Shard shard;
    private final HubSettings.Conflation settings;
    private final Heartbeats heartbeats;
    private final FeedIndex<ConflatingFeed> index = new FeedIndex<>();
    private final LatestEvents latest;
    private final List<ConflatingFeed> touched = new ArrayList<>();

    /** Those that were touched in their pause; the first one is due first. */
    private final PriorityQueue<ConflatingFeed> waiting =
            new PriorityQueue<>(Comparator.comparingLong(feed -> feed.waitsUntilNanos));

    ConflatingFeeds(Shard shard, Heartbeats heartbeats) {
        this.shard = shard;
        this.settings = shard.settings().conflation();
        this.heartbeats = heartbeats;
        this.latest = new LatestEvents(settings.maxKeys());
    }

    void append(Event event) {
        try {
            ConflatedEvent newest = latest.put(event).event;
            index.forEach(event.channel(), feed -> append(newest, feed));
        } catch (RuntimeException e) {
            // One event that cannot be delivered must not take those after it along.
            LOGGER.log(System.Logger.Level.ERROR, "event not delivered channel=" + event.channel(), e);
        }
    }

    private void append(ConflatedEvent event, ConflatingFeed feed) {
        feed.append(event);
        if (!feed.touched) {
            feed.touched = true;
            touched.add(feed);
        }
    }

    /** Flushes those that have changed, each in its turn. */
    void flushDue(long nowNanos) {
        for (ConflatingFeed feed : touched) {
            feed.touched = false;
            if (feed.isDue(nowNanos)) {
                flush(feed, nowNanos);
            } else if (!feed.waiting) {
                feed.waiting = true;
                feed.waitsUntilNanos = feed.dueNanos;
                waiting.add(feed);
            }
        }
        touched.clear();
        ConflatingFeed first = waiting.peek();
        while (first != null && nowNanos - first.waitsUntilNanos >= 0) {
            waiting.remove();
            first.waiting = false;
            flush(first, nowNanos);
            first = waiting.peek();
        }
    }

    private void flush(ConflatingFeed feed, long nowNanos) {
        feed.flush();
        if (feed.members > 0) {
            heartbeats.wrote(feed, nowNanos);
        }
    }

    /** Until one of those that wait may be flushed. */
    long nanosUntilDue(long nowNanos) {
        ConflatingFeed first = waiting.peek();
        return first == null ? Long.MAX_VALUE : Math.max(0, first.waitsUntilNanos - nowNanos);
    }

    /**
     * The feed that has this key, a new one if there is none.
     *
     * @param maxRate flushes in a second; the settings may allow fewer
     */
    ConflatingFeed feed(SelectorSet selectors, WireFormat format, double maxRate) {
        long pauseNanos = (long) (SECOND / Math.min(maxRate, settings.maxRate()));
        Feed.Key key = new Feed.Key(selectors, format, pauseNanos);
        ConflatingFeed feed = index.get(key);
        if (feed == null) {
            feed = new ConflatingFeed(key, shard);
            index.add(feed);
            heartbeats.add(feed, shard.nowNanos());
        }
        return feed;
    }

    void remove(ConflatingFeed feed) {
        index.remove(feed);
        waiting.remove(feed);
    }

    /** What the channels that the selectors choose say at this moment. */
    List<ConflatedEvent> latest(SelectorSet selectors) {
        return latest.matching(selectors);
    }

    boolean isHeard(ChannelName channel) {
        return index.hasAny(channel);
    }

    Collection<ConflatingFeed> all() {
        return index.all();
    }

    /** Whether nothing is left of what subscribers needed. */
    boolean isEmpty() {
        return index.isEmpty() && waiting.isEmpty() && touched.isEmpty();
    }
}
