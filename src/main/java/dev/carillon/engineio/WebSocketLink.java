package dev.carillon.engineio;

import dev.carillon.hub.CloseReason;
import java.time.Duration;

/**
 * One WebSocket, as its transport sees it: tells the session what happens to it.
 *
 * <p>Threading: the container's threads, one at a time; {@link #writable} and {@link #gone} may come from any.
 */
public final class WebSocketLink {

    private final EngineSession session;
    private final Sessions sessions;
    private final boolean isUpgrade;

    WebSocketLink(Sessions sessions, EngineSession session, boolean isUpgrade) {
        this.sessions = sessions;
        this.session = session;
        this.isUpgrade = isUpgrade;
    }

    /** A longer message ends the connection with {@link CloseCodes#TOO_BIG}. */
    public int maxMessageBytes() {
        return sessions.settings().maxPayload();
    }

    /** The WebSocket's handshake is done. */
    public void opened(Wire wire) {
        if (!isUpgrade) {
            session.open(this, wire);
        } else if (!session.sockets().beginUpgrade(this, wire)) {
            // It has a WebSocket already, or is over.
            sessions.sayGoodbye(wire, CloseCodes.NORMAL);
        }
    }

    /** A message of text has come. */
    public void text(String message) {
        if (session.sockets().isCarriedBy(this)) {
            session.intake().text(message);
        } else {
            session.sockets().probe(this, message);
        }
    }

    /** A message of bytes has come; the array is nobody else's. */
    public void binary(byte[] message) {
        if (session.sockets().isCarriedBy(this)) {
            session.intake().message(message);
        } else {
            session.sockets().probe(this, null);
        }
    }

    /** The wire takes bytes again. */
    public void writable() {
        session.sockets().writable(this);
    }

    /** The client has broken a rule of WebSockets, and the wire knows which one. */
    public void violated() {
        if (session.sockets().isCarriedBy(this)) {
            session.close(CloseReason.CLIENT_SENT_DATA);
        } else {
            session.sockets().probe(this, null);
        }
    }

    /** Writing has failed; told by a wire, so the session hears of it later. */
    public void broke() {
        sessions.later(Duration.ZERO, () -> gone(CloseReason.CLIENT_GONE));
    }

    /**
     * The WebSocket has ended, or could not be opened.
     *
     * @param reason {@link CloseReason#CLIENT_SENT_DATA} if the client has broken a rule
     */
    public void gone(CloseReason reason) {
        session.sockets().gone(this, reason);
    }
}
