package dev.carillon.engineio.websocket;

import dev.carillon.engineio.WebSocketLink;
import dev.carillon.hub.CloseReason;
import jakarta.websocket.Session;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * WebSockets that a container is making of requests. Each is known by a ticket until it is there.
 *
 * <p>Threading: request threads hand over; the container's threads bring what has become of it, maybe later. Whoever is handed over and
 * does not come is given up by his session in time ({@code carillon.socketio.upgrade-timeout}).
 */
final class Arrivals {

    /** The parameter of the path that holds the ticket. */
    static final String TICKET = "ticket";

    /** Whoever was handed over and did not come; a container that loses so many is broken. */
    private static final int MAX_LOST = 10_000;

    private final ConcurrentMap<String, WebSocketLink> expected = new ConcurrentHashMap<>();
    private final ThreadLocal<Boolean> handingOver = new ThreadLocal<>();

    void expect(String ticket, WebSocketLink link) {
        if (expected.size() >= MAX_LOST) {
            expected.clear();
        }
        expected.put(ticket, link);
        handingOver.set(true);
    }

    /** The container has returned. */
    void handedOver(String ticket, boolean upgraded) {
        handingOver.remove();
        if (!upgraded) {
            WebSocketLink link = expected.remove(ticket);
            if (link != null) {
                link.gone(CloseReason.CLIENT_GONE);
            }
        }
    }

    /** Whether this thread's request is one of ours. */
    boolean isHandingOver() {
        return handingOver.get() != null;
    }

    /** Takes whoever has come; null if nobody expects him. */
    @Nullable
    WebSocketLink take(Session session) {
        String ticket = session.getPathParameters().get(TICKET);
        return ticket == null ? null : expected.remove(ticket);
    }
}
