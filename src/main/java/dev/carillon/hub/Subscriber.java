package dev.carillon.hub;

import dev.carillon.event.HubBusyException;
import dev.carillon.event.Limit;
import dev.carillon.event.LimitExceededException;
import dev.carillon.event.Problem;
import dev.carillon.event.SelectorSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection: a sink, and a position in each feed that it listens to (mostly one).
 *
 * <p>It begins blocked: nothing is written until the sink calls {@link #writable()} for the first time.
 *
 * <p>Threading: the public methods may be called by any thread; they only leave a command for the subscriber's shard. All
 * else belongs to that shard's thread.
 */
public final class Subscriber {

    /** Selectors that one subscriber may have included: a page of the log is looked for in each of them. */
    public static final int MAX_INCLUDED = 1_024;

    private static final System.Logger LOGGER = System.getLogger(Subscriber.class.getName());

    private final long id;
    private final Shard shard;
    private final Sink sink;
    private final WireFormat format;
    private final Peer peer;
    private final @Nullable String name;
    private final Consumer<CloseReason> onEnd;
    private final long sinceNanos;
    private final long patienceNanos;
    private final AtomicBoolean signalled = new AtomicBoolean();
    private volatile @Nullable CloseReason ended;

    /** Changed under this object's lock, so that it changes in the order of the commands. */
    private volatile SelectorSet included = SelectorSet.none();

    // Owned by the shard's thread.
    private final List<Position> positions = new ArrayList<>(1);
    private @Nullable Inclusion inclusion;
    private @Nullable Outbox outbox;
    private @Nullable CloseReason closing;
    private boolean writable;
    private boolean behindRing;
    private long blockedSinceNanos;

    Subscriber(
            long id,
            Shard shard,
            Sink sink,
            WireFormat format,
            Peer peer,
            @Nullable String name,
            Consumer<CloseReason> onEnd) {
        this.id = id;
        this.shard = shard;
        this.sinceNanos = shard.clockNanos();
        this.sink = sink;
        this.patienceNanos = sink.patience().toNanos();
        this.format = format;
        this.peer = peer;
        this.name = name;
        this.onEnd = onEnd;
    }

    /** The sink takes bytes, for the first time or again. */
    public void writable() {
        if (signalled.compareAndSet(false, true)) {
            shard.offer(() -> shard.subscribers().woken(this));
        }
    }

    /** The client went away. */
    public void gone() {
        shard.offer(() -> shard.subscribers().end(this, CloseReason.CLIENT_GONE));
    }

    /**
     * Listens to one more set of channels. Nothing is lost or repeated between what is read from the log and what is new. A
     * set that it listens to already goes on as it is.
     */
    public void subscribe(SelectorSet selectors, Start start) {
        subscribe(selectors, start, () -> {});
    }

    /**
     * The same.
     *
     * @param onLive is called once, on the shard's thread: when it has come to what is live, or will never
     */
    public void subscribe(SelectorSet selectors, Start start, Runnable onLive) {
        subscribe(selectors, start, Pace.ANY, onLive);
    }

    /**
     * The same.
     *
     * @param pace of events of conflating channels
     */
    public void subscribe(SelectorSet selectors, Start start, Pace pace, Runnable onLive) {
        shard.offer(() -> shard.subscribers().subscribe(this, selectors, start, pace, onLive));
    }

    /**
     * Listens to more channels in one order with all others that were included: their events come as one stream whose last id is exact
     * for all of them. Not to be mixed with {@link #subscribe}. Selectors that are included already go on as they are.
     *
     * <p>A reader who lags gets first what was published before. Then comes what is asked for of the past, also what he has by another
     * selector: meanwhile he gets nothing that is newer than that, so that no id that he has got is ahead of what he still gets; then
     * he is told by {@link WireFormat#cursor} where he stands. Events of conflating channels have no place in that order; he is told what
     * their keys say.
     *
     * @param onLive is called once, on the shard's thread: when all that was asked for of the past has been written, or never will be.
     *     because they were excluded or the connection {@linkplain #isEnded() has ended}. Until then a last id says nothing about
     *     these channels
     * @throws LimitExceededException if more than {@value #MAX_INCLUDED} would be included; then nothing changes
     */
    public synchronized void include(SelectorSet selectors, Start start, Runnable onLive) {
        SelectorSet all = included.plus(selectors);
        requireRoomFor(all);
        included = all;
        shard.offer(() -> shard.subscribers().include(this, selectors, start, onLive));
    }

    /**
     * Goes on as one who had included channels one after the other: he gets, in the order of the log, what he would have got, so of each
     * channel nothing that is older than its step. Nothing may have been included yet.
     *
     * @param steps at least one; each comes after the one before it, and has its selectors, too
     * @param onLive as for {@link #include}
     * @throws LimitExceededException as {@link #include}
     */
    public synchronized void resume(List<Step> steps, Runnable onLive) {
        SelectorSet all = steps.get(steps.size() - 1).selectors();
        requireRoomFor(all);
        included = all;
        shard.offer(() -> shard.subscribers().resume(this, steps, onLive));
    }

    private static void requireRoomFor(SelectorSet all) {
        if (all.selectors().size() > MAX_INCLUDED) {
            throw new LimitExceededException(
                    Limit.SELECTORS,
                    Problem.TOO_MANY_SELECTORS,
                    "A connection listens to at most " + MAX_INCLUDED + " selectors.",
                    "With these it would be " + all.selectors().size() + ".",
                    "Use patterns, as in 'orders/*', or open a second connection.");
        }
    }

    /**
     * Listens to these selectors no more; those that are not included do not matter. What they choose may still be chosen by others.
     * What was published before, and he has not got yet because he lags, he still gets; but no more of what was asked for of the past
     * beside other channels. Who has excluded everything stays connected and hears nothing.
     */
    public synchronized void exclude(SelectorSet selectors) {
        included = included.minus(selectors);
        shard.offer(() -> shard.subscribers().exclude(this, selectors));
    }

    /** What was included and not excluded until now; the shard may not have come to it yet. */
    public SelectorSet included() {
        return included;
    }

    /**
     * Writes something that is not an event of the hub, between two frames.
     *
     * @return completes when the sink has taken the bytes; fails with {@link ConnectionEndedException} if the connection ends
     *     before, and with {@link HubBusyException} if too many bytes wait already
     */
    public CompletionStage<@Nullable Void> send(byte[] bytes) {
        CloseReason reason = ended;
        if (reason != null) {
            return CompletableFuture.failedStage(new ConnectionEndedException(reason));
        }
        CompletableFuture<@Nullable Void> taken = new CompletableFuture<>();
        shard.offer(() -> send(new Outbox.Send(Chunk.of(bytes), taken)));
        return taken;
    }

    /**
     * Ends the connection. If the reason is an orderly one, what was sent before is still written, and last words that tell the
     * reason, unless it is {@link CloseReason#APPLICATION}; a client that does not take them is cut off after a second.
     */
    public void close(CloseReason reason) {
        shard.offer(() -> shard.endings().close(this, reason));
    }

    /** Whether the connection has ended. */
    public boolean isEnded() {
        return ended != null;
    }

    /** Unique in its hub; later connections have larger ones. */
    public long id() {
        return id;
    }

    public Peer peer() {
        return peer;
    }

    /** By which {@link WireFormat#notFor} leaves it out. */
    public @Nullable String name() {
        return name;
    }

    // --- the shard's thread ---

    WireFormat format() {
        return format;
    }

    Inclusion inclusion() {
        Inclusion known = inclusion;
        if (known == null) {
            known = new Inclusion(shard, this);
            inclusion = known;
        }
        return known;
    }

    /** What holds it now. */
    String transport() {
        String now = sink.transport();
        return now == null ? peer.sink() : now;
    }

    boolean isPoll() {
        return sink.isPoll();
    }

    boolean isReplaying() {
        return positions.stream().anyMatch(position -> position.replay != null);
    }

    /** Events that wait for it; while it is replaying, entries of the log that it has not looked at yet. */
    long lag() {
        long lag = 0;
        for (Position position : positions) {
            lag += position.lag();
        }
        return lag;
    }

    void keepShort() {
        try {
            sink.keepShort();
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "a sink keeps what it has", e);
        }
    }

    boolean noticesDeparture() {
        return sink.noticesDeparture();
    }

    List<Position> positions() {
        return positions;
    }

    boolean isIn(Feed feed) {
        return positions.stream().anyMatch(position -> position.feed == feed);
    }

    boolean isWritable() {
        return writable;
    }

    /** When it came, on the shard's clock. */
    long sinceNanos() {
        return sinceNanos;
    }

    long blockedSinceNanos() {
        return blockedSinceNanos;
    }

    /** As {@link Sink#patience()}. */
    long patienceNanos() {
        return patienceNanos;
    }

    /** It is blocked, and a position of it has left the ring since it was writable the last time. */
    boolean isBehindRing() {
        return behindRing;
    }

    /** The container has said that the sink takes bytes, and the shard has not come to it yet. */
    boolean isSignalled() {
        return signalled.get();
    }

    void leftRing() {
        behindRing = !writable;
    }

    /** Writes to a sink that is writable; false if it is blocked now. */
    boolean write(Chunk chunk) {
        boolean more;
        try {
            more = sink.write(chunk);
        } catch (RuntimeException e) {
            more = failed(e);
        }
        if (!more) {
            block();
        }
        return writable;
    }

    /** A broken sink is its own connection's matter, never the shard's. */
    private boolean failed(RuntimeException cause) {
        LOGGER.log(System.Logger.Level.DEBUG, "a sink failed", cause);
        gone();
        return false;
    }

    /** Its sink takes nothing, to begin with or again. */
    void block() {
        writable = false;
        blockedSinceNanos = shard.nowNanos();
        shard.subscribers().blocked(this);
    }

    /** The container says that it is writable: goes on with what waits beside the feeds. */
    boolean drain() {
        signalled.set(false);
        if (isEnded() || writable) {
            return writable && !isEnded();
        }
        if (!drainSink()) {
            block();
            return false;
        }
        writable = true;
        behindRing = false;
        shard.subscribers().unblocked(this);
        if (outbox != null) {
            sendWaiting(outbox);
        }
        return writable;
    }

    private void sendWaiting(Outbox waiting) {
        waiting.taken();
        while (writable) {
            Outbox.Send send = waiting.poll();
            if (send == null) {
                outbox = null;
                return;
            }
            writeNow(send);
        }
    }

    private boolean drainSink() {
        try {
            return sink.drain();
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    /** The reason for which it ends once everything is written. */
    @Nullable
    CloseReason closing() {
        return closing;
    }

    boolean closeWhenWritten(CloseReason reason) {
        if (writable && outbox == null) {
            return false;
        }
        closing = reason;
        return true;
    }

    /** From here on {@link #isEnded()} tells it, also to whoever waited for a replay that comes to no end. */
    void ends(CloseReason reason) {
        ended = reason;
    }

    void end(CloseReason reason) {
        ends(reason);
        positions.clear();
        try {
            sink.close(reason);
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "a sink failed while it was closed", e);
        }
        if (outbox != null) {
            outbox.fail(reason);
            outbox = null;
        }
        try {
            onEnd.accept(reason);
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.ERROR, "whoever waited for the end of a connection failed", e);
        }
    }

    /** Tells it something that was not asked for, unless it is about to end or too much waits already; whether it does. */
    boolean offer(Chunk chunk) {
        if (isEnded() || closing != null || !hasRoomFor(chunk)) {
            return false;
        }
        post(new Outbox.Send(chunk, new CompletableFuture<>()));
        return true;
    }

    /** Tells it of a gap, or why it ends. Never refused, since a gap must not be hidden. */
    void sendControl(byte[] frame) {
        post(new Outbox.Send(Chunk.of(frame), new CompletableFuture<>()));
    }

    private void send(Outbox.Send send) {
        CloseReason reason = ended != null ? ended : closing;
        if (reason != null) {
            shard.io().fail(send.taken(), new ConnectionEndedException(reason));
        } else if (writable || hasRoomFor(send.chunk())) {
            post(send);
        } else {
            String finding = waitingBytes() + " bytes wait for this connection.";
            shard.io().fail(send.taken(), new HubBusyException(finding, Duration.ofSeconds(1)));
        }
    }

    /** One that is larger has room where nothing else waits: else a sink that takes one thing at a time would never get it. */
    private boolean hasRoomFor(Chunk chunk) {
        int waits = waitingBytes();
        return waits == 0 || waits + chunk.length() <= Outbox.MAX_BYTES;
    }

    private int waitingBytes() {
        return outbox == null ? 0 : outbox.bytes();
    }

    private void post(Outbox.Send send) {
        if (writable) {
            writeNow(send);
        } else {
            outbox().add(send);
        }
    }

    private void writeNow(Outbox.Send send) {
        if (write(send.chunk())) {
            shard.io().complete(send.taken());
        } else {
            outbox().taking(send);
        }
    }

    private Outbox outbox() {
        Outbox waiting = outbox;
        if (waiting == null) {
            waiting = new Outbox(shard.io());
            outbox = waiting;
        }
        return waiting;
    }
}
