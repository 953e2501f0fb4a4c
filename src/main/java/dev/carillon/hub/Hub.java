package dev.carillon.hub;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.HubDrainingException;
import dev.carillon.event.HubStoppedException;
import dev.carillon.event.LimitExceededException;
import dev.carillon.event.Payload;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.Append;
import dev.carillon.log.Appended;
import dev.carillon.log.CountedLog;
import dev.carillon.log.Distribution;
import dev.carillon.log.EventLog;
import dev.carillon.log.PageLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Takes events and delivers them to everybody who listens.
 *
 * <p>Threading: any thread may call any method. {@link #locate}, {@link #read} and {@link #readBefore} may wait for the log; the
 * others never block.
 */
public final class Hub implements AutoCloseable {

    /** Where readers of envelopes see what is told to everybody. Nobody can subscribe to it or publish to it. */
    public static final ChannelName BROADCAST = new ChannelName("~broadcast");

    private final HubSettings settings;
    private final CountedLog log;
    private final NewestEvents newest;
    private final Executor io;
    private final Publishing publishing;
    private final List<Shard> shards = new ArrayList<>();
    private final ShardThreads threads;
    private final AtomicLong connected = new AtomicLong();
    private final Draining draining;
    private final Census census;
    private volatile boolean closed;

    /**
     * Starts the shards.
     *
     * @param log the hub listens to it; it is closed by whoever made it
     * @param io runs what may wait: reads of the log, and what callers have chained to a future
     * @param nanoClock as {@link System#nanoTime()}
     * @param threadFactory makes one thread for each shard
     */
    public Hub(HubSettings settings, EventLog log, Executor io, LongSupplier nanoClock, ThreadFactory threadFactory) {
        this(settings, log, io, nanoClock, threadFactory, new SplittableRandom());
    }

    /** {@code random} decides in which order connections are let go, and when each comes back. */
    Hub(
            HubSettings settings,
            EventLog log,
            Executor io,
            LongSupplier nanoClock,
            ThreadFactory threadFactory,
            RandomGenerator random) {
        this.settings = settings;
        this.log = new CountedLog(log);
        this.newest = new NewestEvents(log.head());
        this.io = io;
        this.publishing = new Publishing(settings, this.log, shards, newest, io, nanoClock);
        this.threads = new ShardThreads(threadFactory, publishing.gate(), ShardThreads.PATIENCE);
        IoTasks tasks = new IoTasks(io);
        this.draining = new Draining(shards, tasks, nanoClock);
        this.census = new Census(shards, tasks);
        for (int i = 0; i < settings.shards(); i++) {
            shards.add(new Shard(settings, this.log, io, nanoClock, new Random(random.nextLong())));
        }
        log.listen(publishing::deliver);
        // What was appended in the meantime may have come both ways; the shard leaves out what it has already.
        EventId begin = log.head();
        newest.beginAfter(begin);
        for (Shard shard : shards) {
            shard.feeds().beginAfter(begin.offset());
            threads.start(shard);
        }
    }

    /**
     * Publishes all of the events or none, the durable ones in order and together. While the hub is behind, it waits first.
     *
     * @param append durable and volatile events; the key counts for all of them, and one of them has to be durable if there is
     *     one, for the log remembers it
     * @return completes with the ids of the durable events once they are committed, which does not mean delivered; fails as
     *     {@link EventLog#append}, and then nothing was appended. On which thread, stands there too
     * @throws LimitExceededException if they are larger than the settings allow
     */
    public CompletionStage<Appended> publish(Append append) {
        return publishing.publish(append);
    }

    /** Publishes one event; completes on the caller's thread or on one that may wait. */
    public CompletionStage<Optional<EventId>> publish(Event event) {
        CompletableFuture<Appended> appended = publish(Append.of(event)).toCompletableFuture();
        Executor executor = appended.isDone() ? Runnable::run : io;
        return appended.thenApplyAsync(done -> done.ids().stream().findFirst(), executor);
    }

    /** Takes a connection of the server's own. */
    public Subscriber connect(Sink sink, WireFormat format, Consumer<CloseReason> onEnd) {
        return connect(sink, format, Peer.LOCAL, onEnd);
    }

    /** Takes a connection without a name, which gets every event of its channels. */
    public Subscriber connect(Sink sink, WireFormat format, Peer peer, Consumer<CloseReason> onEnd) {
        return connect(sink, format, peer, null, onEnd);
    }

    /**
     * Takes a connection, which listens to nothing yet.
     *
     * @param name by which its format can {@linkplain WireFormat#notFor leave it out}
     * @param onEnd is told once why it ended, on the shard's thread, so it must return quickly
     * @throws HubStoppedException if the hub is stopping
     * @throws HubDrainingException if it lets its connections go
     */
    public Subscriber connect(
            Sink sink, WireFormat format, Peer peer, @Nullable String name, Consumer<CloseReason> onEnd) {
        requireOpen();
        long id = connected.incrementAndGet();
        Shard shard = shards.get((int) (id % shards.size()));
        Subscriber subscriber = new Subscriber(id, shard, sink, format, peer, name, onEnd);
        shard.offer(() -> shard.subscribers().connect(subscriber));
        return subscriber;
    }

    /**
     * Refuses whoever wants to connect while that is not possible.
     *
     * @throws HubStoppedException if the hub is stopping
     * @throws HubDrainingException if it lets its connections go
     */
    public void requireOpen() {
        if (closed) {
            throw new HubStoppedException();
        }
        if (draining.isDraining()) {
            throw new HubDrainingException(draining.retryAfter(settings.drain().retry()));
        }
    }

    /** Finds a starting point in the log, and what a reader that begins there has missed for good. */
    public Start locate(SelectorSet selectors, StartingPoint from) {
        return new Locator(log).locate(selectors, from);
    }

    /**
     * Has somebody told whenever events are committed on these channels, so that he may read them.
     *
     * @param told runs on the log's thread, before the events can be read, so it must return at once and must not call the log
     * @return ends it
     */
    public Runnable onCommit(SelectorSet selectors, Runnable told) {
        return publishing.listeners().add(selectors, told);
    }

    // --- for readers who do not stay ---

    /** The newest event. Whatever matches and follows it is told to whoever subscribes after it. */
    public EventId head() {
        return log.head();
    }

    /**
     * Whether certainly nothing that matches was committed after an event of this log. Told from memory, without a read of the log;
     * false also if that is not known.
     */
    public boolean isUnchangedSince(SelectorSet selectors, EventId id) {
        return newest.nothingAfter(selectors, id);
    }

    /** Reads from a starting point on, as far as the limit, which one event may exceed, or the head of the log. */
    public Reading read(SelectorSet selectors, StartingPoint from, PageLimit limit) {
        // Before the look: what is committed later may match.
        EventId head = log.head();
        if (from instanceof StartingPoint.After after && newest.nothingAfter(selectors, after.id())) {
            return Reading.nothing(head);
        }
        return locate(selectors, from) instanceof Start.After start
                ? new LogReader(log).read(selectors, start, limit)
                : Reading.nothing(head);
    }

    /** Reads what stands before an event, the newest of it that fits the limit. */
    public Reading readBefore(SelectorSet selectors, EventId before, PageLimit limit) {
        return new LogReader(log).readBefore(selectors, before, limit);
    }

    /** How often the log was read, for whatever purpose. */
    public long logReads() {
        return log.reads();
    }

    public HubStats stats() {
        HubStats sum = HubStats.none();
        for (Shard shard : shards) {
            sum = sum.plus(shard.snapshot());
        }
        return sum;
    }

    /** How long publishers waited for the acknowledgement, in nanoseconds: back-pressure, the log, and telling the shards. */
    public Distribution.Snapshot publishNanos() {
        return publishing.publishNanos();
    }

    // --- for administrators ---

    /**
     * Looks at connections.
     *
     * @param after begins with the next larger id; 0 for the beginning
     * @param limit on one page, at least 1
     * @return completes on an I/O thread
     */
    public CompletionStage<ConnectionPage> connections(ConnectionFilter filter, long after, int limit) {
        return census.page(filter, after, limit);
    }

    /**
     * Whether anybody listens to a channel, by its name or by a pattern, so that what nobody would see need not be made.
     *
     * @return completes on an I/O thread; never, if the hub has stopped
     */
    public CompletionStage<Boolean> isHeard(ChannelName channel) {
        return census.isHeard(channel);
    }

    /** Ends connections as {@link Subscriber#close} does; completes with how many, once all of them are told to end. */
    public CompletionStage<Integer> close(ConnectionFilter filter, CloseReason reason) {
        return census.close(filter, reason);
    }

    /**
     * Tells every open stream something, whatever it listens to. It is not kept; readers of envelopes see it in the channel
     * {@link #BROADCAST}.
     *
     * @return completes with how many streams were told
     */
    public CompletionStage<Integer> broadcast(
            @Nullable String type, Payload payload, Instant time, ConnectionFilter filter) {
        publishing.checkSize(BROADCAST, payload.sizeInBytes());
        return census.tell(Event.of(BROADCAST, payload, time).withType(type).asVolatile(), filter);
    }

    /**
     * What is published to the channels that the selectors choose: those that had an event lately. Looks at all of them, at most
     * 65,536.
     *
     * @param after begins with the next name; empty for the beginning
     */
    public ChannelPage channels(SelectorSet selectors, String after, int limit) {
        return publishing.traffic().page(selectors, after, limit);
    }

    /**
     * Lets the connections go: new ones are refused, polls that wait are answered, and the others are closed with {@link
     * CloseReason#DRAINED} in random order, evenly over the time of the plan. Publishing goes on. If a drain is running already,
     * nothing changes.
     *
     * @return completes when no connection is left, or the drain was {@linkplain #resume() ended} before
     */
    public CompletionStage<@Nullable Void> drain(DrainPlan plan) {
        return draining.begin(plan);
    }

    /** Ends a drain: what is open stays open, and new connections are taken. */
    public void resume() {
        draining.end();
    }

    /** How the drain stands; empty if there is none. */
    public Optional<DrainState> draining() {
        return draining.state();
    }

    public HubSettings settings() {
        return settings;
    }

    /** The thread of each shard: does what it is given in its turn. That must return at once. */
    public List<Executor> shardThreads() {
        return shards.stream()
                .<Executor>map(shard -> task -> shard.offer(task::run))
                .toList();
    }

    /** Whether it takes nothing any more. */
    public boolean isClosed() {
        return closed;
    }

    /**
     * Ends every connection with {@link CloseReason#STOPPED} and waits until that is done: about a second at most, if clients do
     * not take their last words.
     */
    @Override
    public void close() {
        closed = true;
        publishing.close();
        Duration spread = settings.drain().timeFor(draining.open());
        for (Shard shard : shards) {
            shard.offer(() -> shard.stop(spread));
        }
        threads.join();
    }

    // For tests, which drive the shards themselves.

    List<Shard> shards() {
        return shards;
    }

    PublishGate gate() {
        return publishing.gate();
    }
}
