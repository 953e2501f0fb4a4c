package dev.carillon.socketio;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carillon.engineio.Handshake;
import dev.carillon.engineio.Session;
import dev.carillon.engineio.SessionListener;
import dev.carillon.engineio.SessionSink;
import dev.carillon.hub.Chunk;
import dev.carillon.hub.CloseReason;
import dev.carillon.hub.Subscriber;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A session whose client takes everything at once, unless it is told not to. */
public final class FakeSession implements Session {

    /** As a session of engineio. */
    private static final int MAX_WAITING_BYTES = 1 << 20;

    private final String id;
    private final Handshake handshake;
    private final BlockingQueue<Object> received = new LinkedBlockingQueue<>();
    private final List<Sink> sinks = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable CloseReason> closed = new AtomicReference<>();
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private volatile boolean blocked;

    /** It has taken something since its client reads nothing any more. */
    private boolean full;

    private int waitingBytes;
    private volatile @Nullable SessionListener listener;

    FakeSession(String id, Handshake handshake) {
        this.id = id;
        this.handshake = handshake;
    }

    void listen(SessionListener server) {
        listener = server;
    }

    /** Its client reads nothing any more, or again. */
    public void block(boolean blocks) {
        synchronized (this) {
            blocked = blocks;
            if (!blocks) {
                full = false;
                waitingBytes = 0;
                waiting.forEach(frames -> takeApart(ByteBuffer.wrap(frames)));
                waiting.clear();
            }
        }
        if (!blocks) {
            sinks.forEach(sink -> sink.owner().writable());
        }
    }

    /** Messages: strings with the type of their packet, and bytes. */
    BlockingQueue<Object> received() {
        return received;
    }

    @Nullable
    CloseReason closeReason() {
        return closed.get();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Handshake handshake() {
        return handshake;
    }

    @Override
    public String transport() {
        return "websocket";
    }

    @Override
    public SessionSink newSink() {
        Sink sink = new Sink();
        sinks.add(sink);
        return sink;
    }

    @Override
    public void send(byte[] frames) {
        boolean tooMuch;
        synchronized (this) {
            waitingBytes += full ? frames.length : 0;
            tooMuch = waitingBytes > MAX_WAITING_BYTES;
            if (full) {
                waiting.add(frames);
            } else {
                take(ByteBuffer.wrap(frames));
            }
        }
        if (tooMuch) {
            close(CloseReason.SLOW);
        }
    }

    private synchronized boolean take(ByteBuffer frames) {
        takeApart(frames);
        full = blocked;
        return !full;
    }

    @Override
    public void close(CloseReason reason) {
        if (closed.compareAndSet(null, reason)) {
            SessionListener server = listener;
            if (server != null) {
                server.closed(reason);
            }
            sinks.forEach(Sink::gone);
        }
    }

    @Override
    public boolean isClosed() {
        return closed.get() != null;
    }

    private void takeApart(ByteBuffer frames) {
        while (frames.hasRemaining()) {
            int opcode = frames.get() & 0xf;
            int length = frames.get();
            if (length == 126) {
                length = frames.getShort() & 0xffff;
            } else if (length == 127) {
                length = Math.toIntExact(frames.getLong());
            }
            byte[] message = new byte[length];
            frames.get(message);
            received.add(opcode == 1 ? new String(message, UTF_8) : message);
        }
    }

    private final class Sink implements SessionSink {

        private volatile @Nullable Subscriber subscriber;

        private Subscriber owner() {
            Subscriber owner = subscriber;
            if (owner == null) {
                throw new IllegalStateException("not started");
            }
            return owner;
        }

        private void gone() {
            Subscriber owner = subscriber;
            if (owner != null) {
                owner.gone();
            }
        }

        @Override
        public void start(Subscriber owner) {
            subscriber = owner;
            owner.writable();
        }

        @Override
        public boolean write(Chunk chunk) {
            return take(ByteBuffer.wrap(chunk.array(), 0, chunk.length()));
        }

        @Override
        public boolean drain() {
            return !blocked;
        }

        @Override
        public void close(CloseReason reason) {}

        @Override
        public String transport() {
            return FakeSession.this.transport();
        }

        @Override
        public boolean noticesDeparture() {
            return true;
        }
    }
}
