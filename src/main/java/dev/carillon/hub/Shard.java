package dev.carillon.hub;

import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.EventLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Owns feeds and subscribers, and delivers. See the package for the picture.
 *
 * <p>Threading: one thread calls {@link #round()} again and again; everything but {@link #offer}, {@link #backlogBytes()},
 * {@link #isOverloaded()} and {@link #stats()} belongs to that thread. After {@link #abandon()} it is whichever thread leaves a
 * command, under a lock.
 */
final class Shard {

    private static final System.Logger LOGGER = System.getLogger(Shard.class.getName());

    /** Commands that one round takes at most, so that feeds are flushed and ticks are seen under any load. */
    private static final int MAX_COMMANDS = 4096;

    /** Between two looks at what waits for blocked subscribers, for there may be thousands of them. */
    private static final long LAG_LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    private final HubSettings settings;
    private final EventLog log;
    private final IoTasks io;
    private final LongSupplier nanoClock;
    private final Inbox inbox = new Inbox();
    private final AtomicLong backlogBytes = new AtomicLong();
    private final ShardStats stats = new ShardStats();
    private final ShardLoad load;

    private final FeedIndex index = new FeedIndex();
    private final FrameCache frames = new FrameCache();
    private final Joiner joiner = new Joiner();
    private final Ring.Budget budget;
    private final Heartbeats heartbeats;
    private final Connections connections = new Connections();
    private final Endings endings;
    private final BlockedSubscribers blocked;
    private final Replays replays;
    private final List<Feed> touched = new ArrayList<>();
    private final List<Subscriber> woken = new ArrayList<>();
    private final EventId begin;
    private long handled;
    private long roundNanos;
    private long lagLookedNanos;
    private int replaysRunning;
    private boolean stopped;

    /** {@code random} is its own. */
    Shard(HubSettings settings, EventLog log, Executor io, LongSupplier nanoClock, Random random) {
        this.settings = settings;
        this.log = log;
        this.io = new IoTasks(io);
        this.nanoClock = nanoClock;
        this.budget = new Ring.Budget(settings.ring().maxTotalBytes());
        this.begin = log.head();
        this.handled = begin.offset();
        this.roundNanos = nanoClock.getAsLong();
        this.load = new ShardLoad(roundNanos);
        this.blocked = new BlockedSubscribers(settings.timing(), roundNanos);
        this.heartbeats = new Heartbeats(settings.timing().heartbeat());
        this.replays = new Replays(this);
        this.endings = new Endings(this, settings.drain().retry(), random);
        this.lagLookedNanos = roundNanos;
    }

    // --- any thread ---

    void offer(Inbox.Command command) {
        inbox.offer(command);
    }

    /** Committed entries, in the order of the log. */
    void offerEntries(List<Entry> entries, long weight) {
        backlogBytes.addAndGet(weight);
        offer(() -> {
            try {
                entries.forEach(this::appendDurable);
            } finally {
                backlogBytes.addAndGet(-weight);
            }
        });
    }

    void offerVolatile(List<Event> events, long weight) {
        backlogBytes.addAndGet(weight);
        offer(() -> {
            try {
                for (Event event : events) {
                    append(event, null);
                }
            } finally {
                backlogBytes.addAndGet(-weight);
            }
        });
    }

    /** Whether publishers have to wait for it. */
    boolean isOverloaded() {
        return load.isHigh();
    }

    /** Weight of the events that wait in the inbox. */
    long backlogBytes() {
        return backlogBytes.get();
    }

    ShardStats stats() {
        return stats;
    }

    HubStats snapshot() {
        return stats.snapshot(new HubStats.Queue(inbox.size(), backlogBytes()));
    }

    long clockNanos() {
        return nanoClock.getAsLong();
    }

    // --- the shard's thread: rounds ---

    /**
     * Takes what waits, delivers it, and does what is due.
     *
     * @return whether there was anything to do
     */
    boolean round() {
        int commands = 0;
        Inbox.Command command = inbox.poll();
        roundNanos = nanoClock.getAsLong();
        while (command != null) {
            command.run();
            commands++;
            command = commands < MAX_COMMANDS ? inbox.poll() : null;
        }
        flushTouched();
        sendOnToWoken();
        boolean replaying = replays.round(roundNanos);
        load.look(connections.size(), blocked.size(), index.all(), roundNanos);
        boolean beating = heartbeats.beat(roundNanos);
        blocked.slow(roundNanos).forEach(subscriber -> end(subscriber, CloseReason.SLOW));
        boolean closing = endings.round(roundNanos);
        boolean walking = connections.round();
        count();
        if (endings.isStopped(roundNanos)) {
            stopNow();
        }
        return commands > 0 || replaying || beating || closing || walking;
    }

    /** Waits for commands, but not longer than until something is due. */
    void await() {
        long untilTick = load.nanosUntilLook(settings.timing().slowGrace().toNanos() / 2);
        long now = nanoClock.getAsLong();
        long untilDue = Math.min(heartbeats.nanosUntilDue(now), endings.nanosUntilDue(now));
        inbox.await(Math.min(untilDue, untilTick));
    }

    boolean isStopped() {
        return stopped;
    }

    /** Entries up to here were committed before the shard began to listen to the log. */
    void beginAfter(long offset) {
        handled = Math.max(handled, offset);
    }

    /** The thread is about to end. What comes in from now on is answered by whoever leaves it. */
    void abandon() {
        inbox.abandon();
    }

    private void flushTouched() {
        for (Feed feed : touched) {
            feed.touched = false;
            feed.flush();
            if (feed.members > 0) {
                heartbeats.wrote(feed, roundNanos);
            }
        }
        touched.clear();
    }

    void sendOnToWoken() {
        if (woken.isEmpty()) {
            return;
        }
        List<Subscriber> now = List.copyOf(woken);
        woken.clear();
        for (Subscriber subscriber : now) {
            if (!subscriber.drain()) {
                continue;
            }
            CloseReason closing = subscriber.closing();
            if (closing != null) {
                end(subscriber, closing);
            } else {
                sendOn(subscriber);
            }
        }
    }

    private void sendOn(Subscriber subscriber) {
        for (int i = 0; i < subscriber.positions().size() && subscriber.isWritable(); i++) {
            Position position = subscriber.positions().get(i);
            if (position.replay != null) {
                replays.ready(position.replay);
            } else if (position.lagging) {
                position.feed.catchUp(position);
            }
        }
    }

    // --- the shard's thread: commands ---

    private void appendDurable(Entry entry) {
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

    private void append(Event event, @Nullable Entry entry) {
        frames.begin(event, entry, handled);
        index.forEach(event.channel(), this::appendFrame);
    }

    private void appendFrame(Feed feed) {
        feed.append(frames.in(feed.key.format()));
        if (!feed.touched) {
            feed.touched = true;
            touched.add(feed);
        }
    }

    void connect(Subscriber subscriber) {
        if (stopped) {
            stats.refused(CloseReason.STOPPED);
            subscriber.end(CloseReason.STOPPED);
            return;
        }
        connections.add(subscriber);
        stats.opened(subscriber.peer());
        subscriber.beginBlocked();
        endings.cameLate(subscriber);
    }

    void subscribe(Subscriber subscriber, SelectorSet selectors, Start start, Runnable onLive) {
        if (subscriber.isEnded() || subscriber.closing() != null) {
            onLive.run();
            return;
        }
        Feed feed = feed(new Feed.Key(selectors, subscriber.format()));
        if (subscriber.isIn(feed)) {
            onLive.run();
            return;
        }
        Position position = new Position(subscriber, feed);
        subscriber.positions().add(position);
        feed.members++;
        feed.flush();
        if (start instanceof Start.After after) {
            after.gap().filter(gap -> gap.reason() != Gap.Reason.TRIMMED).ifPresent(gap -> {
                stats.gap(gap.reason());
                subscriber.sendControl(feed.key.format().gap(gap));
            });
            position.onLive = onLive;
            replay(position, after);
        } else {
            onLive.run();
            if (start instanceof Start.Live live && live.tellsCursor()) {
                subscriber.sendControl(feed.key.format().cursor(idAt(handled)));
            }
            feed.joinAtTail(position);
            if (!subscriber.isWritable()) {
                feed.block(position);
            }
        }
    }

    void woken(Subscriber subscriber) {
        woken.add(subscriber);
    }

    void unblocked(Subscriber subscriber) {
        blocked.remove(subscriber);
    }

    void blocked(Subscriber subscriber) {
        blocked.add(subscriber);
        subscriber.positions().forEach(position -> position.feed.block(position));
    }

    void close(Subscriber subscriber, CloseReason reason) {
        endings.close(subscriber, reason);
    }

    void end(Subscriber subscriber, CloseReason reason) {
        if (subscriber.isEnded() || !connections.remove(subscriber)) {
            return;
        }
        blocked.remove(subscriber);
        endings.ended(subscriber);
        for (Position position : subscriber.positions()) {
            leave(position);
        }
        stats.closed(subscriber.peer(), reason);
        LOGGER.log(System.Logger.Level.TRACE, "connection ended reason={0}", reason);
        subscriber.end(reason);
    }

    /** Visits connections from the next round on. */
    void walk(Walk<?> walk) {
        if (stopped) {
            walk.end();
        } else {
            connections.begin(walk);
        }
    }

    /** Begins to stop; clients are told to come back after a time that is spread. */
    void stop(Duration spread) {
        if (stopped) {
            return;
        }
        flushTouched();
        endings.stop(settings.drain().retry(), spread);
    }

    /** Closes all connections evenly over a time, and tells when none is left. */
    void drain(Duration time, Duration retry, Runnable onDone) {
        if (stopped) {
            onDone.run();
        } else {
            endings.drain(time, retry, onDone);
        }
    }

    void resume() {
        endings.resume();
    }

    private void stopNow() {
        connections.all().forEach(subscriber -> end(subscriber, CloseReason.STOPPED));
        connections.stop();
        endings.resume();
        replays.stop();
        stopped = true;
    }

    private void count() {
        stats.connections(connections.size(), blocked.size(), index.all().size());
        stats.replays(
                replaysRunning,
                replays.pages().waitingReplays(),
                replays.pages().cachedBytes());
        if (roundNanos - lagLookedNanos >= LAG_LOOK_NANOS) {
            lagLookedNanos = roundNanos;
            stats.lag(blocked.lag(budget.bytes()));
        }
    }

    // --- the shard's thread: what feeds and replays need ---

    private Feed feed(Feed.Key key) {
        Feed feed = index.get(key);
        if (feed == null) {
            feed = new Feed(key, this);
            index.add(feed);
            heartbeats.add(feed, roundNanos);
        }
        return feed;
    }

    private void leave(Position position) {
        Feed feed = position.feed;
        replayed(position);
        feed.remove(position);
        if (--feed.members == 0) {
            index.remove(feed);
            heartbeats.remove(feed);
        }
    }

    /** The position's place has left the ring: it goes on in the log. */
    void leftRing(Position position) {
        position.subscriber.leftRing();
        if (position.replay != null) {
            position.replay.liftAnchor();
        } else {
            position.leftRing = true;
            load.enteredLog();
            replay(position, new Start.After(position.offset, Optional.empty()));
        }
    }

    /** It has its turn later in the round: here we may be in the middle of an append, and the ring is not in order. */
    private void replay(Position position, Start.After start) {
        position.replay = new Replay(this, position, start);
        replaysRunning++;
        replays.ready(position.replay);
    }

    /** The position reads the log no more. */
    void replayed(Position position) {
        if (position.replay != null) {
            replays.remove(position.replay);
            position.replay = null;
            replaysRunning--;
        }
        if (position.leftRing) {
            position.leftRing = false;
            load.leftLog();
        }
        if (position.onLive != null) {
            position.onLive.run();
            position.onLive = null;
        }
    }

    Chunk gapBySlowness(Position position) {
        EventId here = idAt(position.offset);
        return Chunk.of(position.feed.key.format().gap(new Gap(Gap.Reason.SLOW, here, here)));
    }

    void logFailed(List<Replay> waiting, Throwable cause) {
        LOGGER.log(
                System.Logger.Level.WARNING,
                "the log cannot be read, its readers are closed subscribers=" + waiting.size(),
                cause);
        waiting.forEach(replay -> end(replay.position().subscriber, CloseReason.LOG_FAILED));
    }

    Connections connections() {
        return connections;
    }

    Endings endings() {
        return endings;
    }

    IoTasks io() {
        return io;
    }

    void countDeliveries(int subscribersReached, long events, int bytes) {
        stats.delivered(subscribersReached, events, bytes);
    }

    void countReplayed(int events, int bytes) {
        stats.delivered(1, events, bytes);
    }

    HubSettings settings() {
        return settings;
    }

    EventLog log() {
        return log;
    }

    Replays replays() {
        return replays;
    }

    Joiner joiner() {
        return joiner;
    }

    Ring.Budget budget() {
        return budget;
    }

    Collection<Feed> feeds() {
        return index.all();
    }

    /** Whether nothing is left of what subscribers needed; for tests. */
    boolean isEmpty() {
        return connections.isEmpty()
                && endings.isEmpty()
                && replaysRunning == 0
                && blocked.isEmpty()
                && index.isEmpty()
                && heartbeats.isEmpty()
                && replays.isEmpty()
                && budget.bytes() == 0;
    }

    EventId idAt(long offset) {
        return begin.at(offset);
    }

    /** Offset of the last entry that is in the rings. */
    long handled() {
        return handled;
    }

    /** When this round began. */
    long nowNanos() {
        return roundNanos;
    }
}
