package dev.carillon.engineio;

import dev.carillon.hub.CloseReason;
import org.jspecify.annotations.Nullable;

/**
 * A session. It is put together here, and looked at by those above and by their sinks; what its client does comes by {@link
 * PollingSide} and {@link SocketSide}.
 *
 * <p>Threading: any thread. The lock of the {@link SessionState} guards that and the way out; {@link Intake} has one of its own for what
 * the listener is told.
 */
final class EngineSession implements Session {

    private final Sessions sessions;
    private final String id;
    private final Handshake handshake;
    private final Intake intake = new Intake(this);
    private final SessionState state;
    private final PollingSide polling;
    private final SocketSide sockets;

    EngineSession(Sessions sessions, String id, Handshake handshake) {
        this.sessions = sessions;
        this.id = id;
        this.handshake = handshake;
        this.state = new SessionState(sessions, this);
        this.polling = new PollingSide(sessions, this, state);
        this.sockets = new SocketSide(sessions, this, state);
    }

    PollingSide polling() {
        return polling;
    }

    SocketSide sockets() {
        return sockets;
    }

    // --- for those above ---

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
        synchronized (state) {
            return state.socket() == null ? "polling" : "websocket";
        }
    }

    @Override
    public SessionSink newSink() {
        return new EngineSink(this);
    }

    @Override
    public void send(byte[] frames) {
        boolean tooMuch;
        synchronized (state) {
            tooMuch = !state.outlet.hasRoomFor(frames.length);
            if (state.is(SessionState.Phase.OPEN) && !tooMuch) {
                state.outlet.write(FrameBytes.of(frames));
            }
        }
        if (tooMuch) {
            close(CloseReason.SLOW);
        }
    }

    @Override
    public boolean isClosed() {
        synchronized (state) {
            return state.is(SessionState.Phase.CLOSING) || state.is(SessionState.Phase.CLOSED);
        }
    }

    @Override
    public void close(CloseReason reason) {
        boolean ended;
        synchronized (state) {
            ended = state.end(reason);
        }
        if (ended) {
            intake.end(reason);
        }
    }

    // --- for sinks ---

    boolean write(EngineSink sink, FrameBytes frames) {
        synchronized (state) {
            if (state.is(SessionState.Phase.OPEN)) {
                state.outlet.write(frames);
            }
            return takesFrom(sink);
        }
    }

    /** Whether a sink may write; if not, it is woken once it may. */
    boolean takesFrom(EngineSink sink) {
        synchronized (state) {
            boolean takes = state.is(SessionState.Phase.OPEN) && state.outlet.isReady();
            if (!takes) {
                state.outlet.block(sink);
            }
            return takes;
        }
    }

    void forget(EngineSink sink) {
        synchronized (state) {
            state.outlet.forget(sink);
        }
    }

    // --- opening ---

    /** Its handshake is answered. */
    void open() {
        synchronized (state) {
            if (!state.is(SessionState.Phase.OPENING)) {
                return;
            }
            state.open();
        }
        intake.begin(() -> sessions.acceptor().open(this));
    }

    /** The same over a WebSocket, which is written the answer. */
    void open(WebSocketLink link, Wire wire) {
        synchronized (state) {
            if (!state.is(SessionState.Phase.OPENING)) {
                sessions.sayGoodbye(wire, CloseCodes.GOING_AWAY);
                return;
            }
            state.carry(link, wire);
            state.outlet.write(FrameBytes.of(Frames.text(sessions.settings().openPacket(id, false))));
        }
        open();
    }

    /** It has a WebSocket's handshake and will have the socket soon, or none. */
    void awaitSocket() {
        synchronized (state) {
            state.schedule();
        }
    }

    // --- the way in ---

    Intake intake() {
        return intake;
    }

    /** A packet has come. Whether the session is open. */
    boolean heard(boolean isPong) {
        synchronized (state) {
            if (!state.is(SessionState.Phase.OPEN)) {
                return false;
            }
            if (isPong) {
                state.pong();
            } else {
                state.heartbeat.packet(sessions.now());
            }
            return true;
        }
    }

    /** The client ends it, by a POST or over its WebSocket. */
    void closedByClient(@Nullable Answer post) {
        boolean ended;
        synchronized (state) {
            ended = state.endByClient(post);
        }
        if (ended) {
            intake.end(CloseReason.CLIENT_GONE);
        }
    }

    /** Its time may have come. */
    void due(long nowNanos) {
        state.due(nowNanos);
    }
}
