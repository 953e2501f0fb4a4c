package dev.carillon.hub;

import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.log.EventLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Delivers, in rounds, what stands in its inbox, and does what is due. Its parts do the work: {@link Feeds} what is live, {@link
 * Replays} what is read from the log, {@link Subscribers} what comes and goes. See the package for the picture.
 *
 * <p>Threading: one thread calls {@link #round()} again and again; everything but what stands under "any thread" belongs to that
 * thread, with all its parts. After {@link #abandon()} it is whichever thread leaves a command, under a lock.
 */
final class Shard {

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

    /** Events of conflating channels to which it has not come; at most one of each key. */
    private final Map<Latest.Key, Event> newest = new ConcurrentHashMap<>();

    private final ShardStats stats = new ShardStats();
    private final ShardLoad load;

    private final Feeds feeds;
    private final Connections connections = new Connections();
    private final BlockedSubscribers blocked;
    private final Subscribers subscribers;
    private final Replays replays;
    private final Endings endings;
    private final EventId begin;
    private long roundNanos;
    private long lagLookedNanos;
    private boolean stopped;

    /** {@code random} is its own. */
    Shard(HubSettings settings, EventLog log, Executor io, LongSupplier nanoClock, Random random) {
        this.settings = settings;
        this.log = log;
        this.io = new IoTasks(io);
        this.nanoClock = nanoClock;
        this.begin = log.head();
        this.roundNanos = nanoClock.getAsLong();
        this.lagLookedNanos = roundNanos;
        this.load = new ShardLoad(roundNanos);
        this.feeds = new Feeds(this, begin.offset());
        this.blocked = new BlockedSubscribers(settings.timing(), roundNanos);
        this.subscribers = new Subscribers(this, connections, blocked);
        this.replays = new Replays(this);
        this.endings = new Endings(this, settings.drain().retry(), random);
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
                entries.forEach(feeds::append);
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
                    feeds.appendVolatile(event);
                }
            } finally {
                backlogBytes.addAndGet(-weight);
            }
        });
    }

    /**
     * The newest event of its key. If the shard has not come to the one before, that one is replaced: so no publisher has to wait for
     * the shard, and nothing piles up in it. Events of the same key have to come one after the other.
     */
    void offerConflated(Event event) {
        Latest.Key key = Latest.Key.of(event);
        if (newest.put(key, event) == null) {
            offer(() -> {
                Event now = newest.remove(key);
                if (now != null) {
                    feeds.conflating().append(now);
                }
            });
        }
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
        try {
            return work();
        } finally {
            // Also if every round fails.
            if (endings.isStopped(roundNanos)) {
                stopNow();
            }
        }
    }

    private boolean work() {
        int commands = 0;
        Inbox.Command command = inbox.poll();
        roundNanos = nanoClock.getAsLong();
        while (command != null) {
            command.run();
            commands++;
            command = commands < MAX_COMMANDS ? inbox.poll() : null;
        }
        feeds.flushTouched();
        subscribers.sendOnToWoken();
        boolean replaying = replays.round(roundNanos);
        load.look(connections.size(), blocked.size(), feeds.all(), roundNanos);
        boolean beating = feeds.beat(roundNanos);
        blocked.slow(roundNanos).forEach(subscriber -> subscribers.end(subscriber, CloseReason.SLOW));
        boolean closing = endings.round(roundNanos);
        boolean walking = connections.round();
        count();
        return commands > 0 || replaying || beating || closing || walking;
    }

    /** Waits for commands, but not longer than until something is due. */
    void await() {
        long untilTick = load.nanosUntilLook(settings.timing().slowGrace().toNanos() / 2);
        long now = nanoClock.getAsLong();
        long untilDue = Math.min(feeds.nanosUntilDue(now), endings.nanosUntilDue(now));
        inbox.await(Math.min(untilDue, untilTick));
    }

    boolean isStopped() {
        return stopped;
    }

    /** The thread is about to end. What comes in from now on is answered by whoever leaves it. */
    void abandon() {
        inbox.abandon();
    }

    private void count() {
        stats.connections(connections.size(), blocked.size(), feeds.count());
        stats.replays(
                replays.running(),
                replays.pages().waitingReplays(),
                replays.pages().cachedBytes());
        if (roundNanos - lagLookedNanos >= LAG_LOOK_NANOS) {
            lagLookedNanos = roundNanos;
            stats.lag(blocked.lag(feeds.budget().bytes()));
        }
    }

    // --- the shard's thread: commands for all of its connections ---

    /** Visits connections from the next round on. */
    void walk(Walk<?> walk) {
        if (stopped) {
            walk.end();
        } else {
            connections.begin(walk);
        }
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

    /** Begins to stop; clients are told to come back after a time that is spread. */
    void stop(Duration spread) {
        if (stopped) {
            return;
        }
        try {
            feeds.flushTouched();
        } finally {
            endings.stop(settings.drain().retry(), spread);
        }
    }

    /** Whatever fails: a shard that does not stop keeps the server from stopping. */
    private void stopNow() {
        try {
            connections.all().forEach(subscriber -> subscribers.end(subscriber, CloseReason.STOPPED));
            connections.stop();
            endings.resume();
            replays.stop();
        } finally {
            stopped = true;
        }
    }

    // --- the shard's thread: its parts, and what they need of it ---

    Feeds feeds() {
        return feeds;
    }

    Subscribers subscribers() {
        return subscribers;
    }

    Connections connections() {
        return connections;
    }

    Replays replays() {
        return replays;
    }

    Endings endings() {
        return endings;
    }

    ShardLoad load() {
        return load;
    }

    HubSettings settings() {
        return settings;
    }

    EventLog log() {
        return log;
    }

    IoTasks io() {
        return io;
    }

    EventId idAt(long offset) {
        return begin.at(offset);
    }

    /** When this round began. */
    long nowNanos() {
        return roundNanos;
    }

    /** Whether nothing is left of what subscribers needed; for tests. */
    boolean isEmpty() {
        return connections.isEmpty()
                && blocked.isEmpty()
                && endings.isEmpty()
                && feeds.isEmpty()
                && replays.isEmpty()
                && replays.running() == 0;
    }
}
