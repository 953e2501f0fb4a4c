package dev.carillon.engineio.websocket;

import dev.carillon.engineio.CloseCodes;
import dev.carillon.engineio.WebSocketLink;
import dev.carillon.hub.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What the container tells about one WebSocket.
 *
 * <p>Threading: the container's threads, one at a time. Public, because Tyrus calls it by reflection.
 */
public final class StandardEndpoint extends Endpoint {

    private static final System.Logger LOGGER = System.getLogger(StandardEndpoint.class.getName());

    /** How long Tomcat waits for a client that takes no close frame; its default is 20 s. Others do not know it. */
    private static final String TOMCATS_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

    private static final long CLOSE_MILLIS = 500;

    private final Arrivals arrivals;
    private final Executor patient;
    private @Nullable WebSocketLink link;

    StandardEndpoint(Arrivals arrivals, Executor patient) {
        this.arrivals = arrivals;
        this.patient = patient;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        WebSocketLink arrived = arrivals.take(session);
        if (arrived == null) {
            closeNow(session);
            return;
        }
        link = arrived;
        // The session has heartbeats of its own.
        session.setMaxIdleTimeout(0);
        session.getUserProperties().put(TOMCATS_TIMEOUT, CLOSE_MILLIS);
        StandardWire wire = new StandardWire(session, arrived, patient);
        Parts parts = new Parts(arrived, wire);
        session.addMessageHandler(String.class, parts.ofText());
        session.addMessageHandler(byte[].class, parts.ofBytes());
        arrived.opened(wire);
    }

    @Override
    public void onClose(Session session, jakarta.websocket.CloseReason reason) {
        boolean broken = switch (reason.getCloseCode().getCode()) {
            case CloseCodes.PROTOCOL_ERROR, CloseCodes.INVALID_DATA, CloseCodes.TOO_BIG -> true;
            default -> false;
        };
        WebSocketLink told = link;
        if (told != null) {
            told.gone(broken ? CloseReason.CLIENT_SENT_DATA : CloseReason.CLIENT_GONE);
        }
    }

    private static void closeNow(Session session) {
        try {
            session.close();
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "a WebSocket that nobody expects was not closed", e);
        }
    }

    /** The container closes it, and tells that too. */
    @Override
    public void onError(Session session, Throwable cause) {
        LOGGER.log(System.Logger.Level.DEBUG, "a WebSocket failed", cause);
    }
}
