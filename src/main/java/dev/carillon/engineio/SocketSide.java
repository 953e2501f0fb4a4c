package dev.carillon.engineio;

import dev.carillon.hub.CloseReason;
import org.jspecify.annotations.Nullable;

/**
 * A session and its WebSockets: one that carries it, or is to carry it once its client has probed it.
 *
 * <p>Threading: any thread; the state's lock guards it.
 */
final class SocketSide {

    private final Sessions sessions;
    private final EngineSession session;
    private final SessionState state;

    SocketSide(Sessions sessions, EngineSession session, SessionState state) {
        this.sessions = sessions;
        this.session = session;
        this.state = state;
    }

    /** Begins to upgrade; false if it cannot be. */
    boolean beginUpgrade(WebSocketLink link, Wire wire) {
        synchronized (state) {
            if (!state.is(SessionState.Phase.OPEN) || state.socket() != null || state.upgrade() != null) {
                return false;
            }
            long endNanos =
                    sessions.now() + sessions.settings().upgradeTimeout().toNanos();
            state.upgrade(new Upgrade(link, wire, endNanos));
            state.schedule();
            return true;
        }
    }

    /** Whether what comes over this WebSocket is the session's. */
    boolean isCarriedBy(WebSocketLink link) {
        synchronized (state) {
            return state.socket() == link;
        }
    }

    /** A message of a WebSocket that does not carry the session, maybe not yet; null if it was of bytes. */
    void probe(WebSocketLink link, @Nullable String text) {
        synchronized (state) {
            Upgrade probing = state.upgrade();
            if (probing == null || !probing.isOf(link)) {
                return;
            }
            if ("2probe".equals(text)) {
                probing.probe();
                if (state.polls.isWaiting()) {
                    // Not at once: the packet that completes the upgrade may stand right behind this one.
                    probing.holdPoll(sessions.now());
                    state.schedule();
                }
            } else if ("5".equals(text)) {
                state.upgrade(null);
                state.heartbeat.packet(sessions.now());
                Answer late = state.polls.release();
                if (late != null) {
                    late.refuse(EngineError.TRANSPORT_MISMATCH);
                }
                state.carry(link, probing.wire());
                sessions.upgraded();
            } else {
                state.dropUpgrade();
            }
        }
    }

    void writable(WebSocketLink link) {
        synchronized (state) {
            Upgrade running = state.upgrade();
            if (state.socket() == link) {
                state.outlet.wake();
                state.sayGoodbye();
            } else if (running != null && running.isOf(link)) {
                running.drain();
            }
        }
    }

    /** A WebSocket is gone, or could not be opened. */
    void gone(WebSocketLink link, CloseReason reason) {
        boolean ended = false;
        synchronized (state) {
            Upgrade running = state.upgrade();
            if (running != null && running.isOf(link)) {
                state.upgrade(null);
                state.outlet.wake();
            } else if (state.socket() == link || state.is(SessionState.Phase.OPENING)) {
                ended = state.is(SessionState.Phase.OPENING) || state.is(SessionState.Phase.OPEN);
                state.closed();
            }
        }
        if (ended) {
            session.intake().end(reason);
        }
    }
}
