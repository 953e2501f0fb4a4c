package dev.carillon.engineio;

import dev.carillon.hub.CloseReason;
import dev.carillon.security.Caller;
import dev.carillon.security.Origin;
import dev.carillon.security.QueryNames;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Engine.IO 4 over HTTP: begins sessions, takes polls, and hands WebSockets over. Checks are made in the order of the npm server, so
 * that a client gets the same code from both.
 *
 * <p>Threading: request threads; none of them waits for a session.
 */
public final class EngineServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Sessions sessions;
    private final transient List<WebSocketUpgrade> upgrades;
    private final transient InstantSource clock;

    /** The first way to make a WebSocket that supports a request is taken. */
    public EngineServlet(Sessions sessions, List<WebSocketUpgrade> upgrades, InstantSource clock) {
        this.sessions = sessions;
        this.upgrades = List.copyOf(upgrades);
        this.clock = clock;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        String rest = request.getPathInfo();
        if (rest != null && !rest.equals("/")) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        String transport = parameter(request, "transport");
        if (!transport.equals("polling") && !transport.equals("websocket")) {
            HttpAnswer.refuse(response, EngineError.UNKNOWN_TRANSPORT);
            return;
        }
        String sid = parameter(request, "sid");
        EngineSession session = sid.isEmpty() ? null : sessions.find(sid);
        EngineError refusal = sid.isEmpty() ? refusalOfHandshake(request) : refusalOf(session, request);
        boolean isWebSocket = transport.equals("websocket");
        if (refusal == null && isWebSocket != isWebSocket(request)) {
            refusal = isWebSocket ? EngineError.NO_UPGRADE : EngineError.badRequest("A WebSocket is no polling.");
        }
        if (refusal != null) {
            HttpAnswer.refuse(response, refusal);
        } else if (isWebSocket) {
            upgrade(request, response, session);
        } else if (session == null) {
            openPolling(request, response);
        } else {
            exchange(request, response, session);
        }
    }

    private static @Nullable EngineError refusalOfHandshake(HttpServletRequest request) {
        if (!request.getMethod().equals("GET")) {
            return EngineError.BAD_METHOD;
        }
        return isVersion4(request) ? null : EngineError.UNSUPPORTED_VERSION;
    }

    private static @Nullable EngineError refusalOf(@Nullable EngineSession session, HttpServletRequest request) {
        if (session == null) {
            return PostFilter.overlaps(request) ? EngineError.OVERLAP : EngineError.UNKNOWN_SID;
        }
        if (!Sessions.belongsTo(session, Caller.of(request))) {
            return EngineError.FORBIDDEN;
        }
        return isVersion4(request) ? null : EngineError.badRequest("Send EIO=4, as in the handshake.");
    }

    private void openPolling(HttpServletRequest request, HttpServletResponse response) throws IOException {
        EngineSession session = sessions.create(handshake(request));
        session.open();
        HttpAnswer.text(response, sessions.settings().openPacket(session.id(), !upgrades.isEmpty()));
    }

    private static void exchange(HttpServletRequest request, HttpServletResponse response, EngineSession session)
            throws IOException {
        switch (request.getMethod()) {
            case "GET" -> {
                HttpAnswer answer = new HttpAnswer(request, response, session.polling()::pollBroke);
                session.polling().poll(answer);
                answer.returned();
            }
            case "POST" -> {
                HttpAnswer answer = new HttpAnswer(request, response, broken -> {});
                session.polling().post(request.getInputStream().readAllBytes(), answer);
                answer.returned();
            }
            default -> HttpAnswer.refuse(response, EngineError.badRequest("A session is polled by GET and POST."));
        }
    }

    private void upgrade(HttpServletRequest request, HttpServletResponse response, @Nullable EngineSession session)
            throws IOException, ServletException {
        WebSocketUpgrade way = upgrades.stream()
                .filter(upgrade -> upgrade.supports(request))
                .findFirst()
                .orElse(null);
        if (way == null) {
            HttpAnswer.refuse(response, EngineError.NO_UPGRADE);
            return;
        }
        EngineSession target = session == null ? sessions.create(handshake(request)) : session;
        WebSocketLink link = new WebSocketLink(sessions, target, session != null);
        boolean begun = false;
        try {
            if (session == null) {
                target.awaitSocket();
            }
            way.upgrade(request, response, link);
            begun = true;
        } finally {
            if (!begun) {
                link.gone(CloseReason.CLIENT_GONE);
            }
        }
    }

    private Handshake handshake(HttpServletRequest request) {
        String query = request.getQueryString();
        return new Handshake(
                Caller.of(request), Origin.of(request), query == null ? "" : query, cookies(request), clock.instant());
    }

    private static Map<String, String> cookies(HttpServletRequest request) {
        Map<String, String> cookies = new HashMap<>();
        Cookie[] sent = request.getCookies();
        if (sent != null) {
            for (Cookie cookie : sent) {
                cookies.putIfAbsent(cookie.getName(), cookie.getValue());
            }
        }
        return cookies;
    }

    private static boolean isVersion4(HttpServletRequest request) {
        return parameter(request, "EIO").equals("4");
    }

    private static boolean isWebSocket(HttpServletRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    }

    /** Empty if it is not there. */
    private static String parameter(HttpServletRequest request, String name) {
        return QueryNames.value(request.getQueryString(), name).orElse("");
    }
}
