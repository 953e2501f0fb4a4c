package dev.carillon.engineio.tomcat;

import dev.carillon.engineio.WebSocketLink;
import dev.carillon.engineio.WebSocketUpgrade;
import dev.carillon.hub.CloseReason;
import dev.carillon.stream.tomcat.TomcatTransport;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The server's side of the opening handshake (RFC 6455 §4.2), and the connection taken over. */
public final class TomcatUpgrade implements WebSocketUpgrade {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String VERSION = "13";
    private static final int KEY_BYTES = 16;
    private static final int UPGRADE_REQUIRED = 426;

    private final TomcatTransport transport = new TomcatTransport();

    /** Fails with a {@link LinkageError} where Tomcat is not. */
    public TomcatUpgrade() {
        WebSocketConnection.requireTomcat();
    }

    @Override
    public boolean supports(HttpServletRequest request) {
        return transport.supports(request);
    }

    @Override
    public void upgrade(HttpServletRequest request, HttpServletResponse response, WebSocketLink link)
            throws IOException, ServletException {
        String key = request.getHeader("Sec-WebSocket-Key");
        if (!VERSION.equals(request.getHeader("Sec-WebSocket-Version"))) {
            response.setHeader("Sec-WebSocket-Version", VERSION);
            refuse(response, link, UPGRADE_REQUIRED, "Send Sec-WebSocket-Version: 13.");
        } else if (!namesUpgrade(request.getHeaders("Connection"))) {
            refuse(response, link, HttpServletResponse.SC_BAD_REQUEST, "Send Connection: Upgrade.");
        } else if (!isKey(key)) {
            refuse(response, link, HttpServletResponse.SC_BAD_REQUEST, "Sec-WebSocket-Key has 16 bytes in base64.");
        } else {
            response.setHeader("Upgrade", "websocket");
            response.setHeader("Connection", "Upgrade");
            response.setHeader("Sec-WebSocket-Accept", accept(key));
            request.upgrade(WebSocketConnection.class).bind(link);
        }
    }

    private static void refuse(HttpServletResponse response, WebSocketLink link, int status, String hint)
            throws IOException {
        link.gone(CloseReason.CLIENT_GONE);
        response.setStatus(status);
        response.setContentType("application/json; charset=UTF-8");
        response.getWriter().write("{\"code\":3,\"message\":\"Bad request\",\"hint\":\"" + hint + "\"}");
    }

    private static boolean namesUpgrade(Enumeration<String> connection) {
        return Collections.list(connection).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .anyMatch(option -> option.strip().toLowerCase(Locale.ROOT).equals("upgrade"));
    }

    private static boolean isKey(@Nullable String key) {
        try {
            return key != null && Base64.getDecoder().decode(key.strip()).length == KEY_BYTES;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    static String accept(@Nullable String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
