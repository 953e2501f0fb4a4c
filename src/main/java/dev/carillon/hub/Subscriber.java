package dev.carillon.hub;

import dev.carillon.event.HubBusyException;
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

    private static final System.Logger LOGGER = System.getLogger(Subscriber.class.getName());

    private final long id;
    private final Shard shard;
    private final Sink sink;
    private final WireFormat format;
    private final Peer peer;
    private final Consumer<CloseReason> onEnd;
    private final long sinceNanos;
    private final AtomicBoolean signalled = new AtomicBoolean();
    private volatile @Nullable CloseReason ended;

    // Owned by the shard's thread.
    private final List<Position> positions = new ArrayList<>(1);
    private @Nullable Outbox outbox;
    private @Nullable CloseReason closing;
    private boolean writable;
    private boolean behindRing;
    private long blockedSinceNanos;

    Subscriber(long id, Shard shard, Sink sink, WireFormat format, Peer peer, Consumer<CloseReason> onEnd) {
        this.id = id;
        this.shard = shard;
        this.sinceNanos = shard.clockNanos();
        this.sink = sink;
        this.format = format;
        this.peer = peer;
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
        shard.offer(() -> shard.subscribers().subscribe(this, selectors, start, onLive));
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

    // --- the shard's thread ---

    WireFormat format() {
        return format;
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

    void end(CloseReason reason) {
        ended = reason;
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

    private boolean hasRoomFor(Chunk chunk) {
        return waitingBytes() + chunk.length() <= Outbox.MAX_BYTES;
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
