package dev.carillon.engineio.tomcat;

import dev.carillon.engineio.WebSocketLink;
import dev.carillon.hub.CloseReason;
import dev.carillon.stream.tomcat.SocketWriter;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * What Tomcat tells about a connection that became a WebSocket. While nothing of a message has come it keeps no memory for one.
 *
 * <p>Threading: Tomcat's threads, one at a time. Public and without constructor parameters, because Tomcat makes it.
 */
public final class WebSocketConnection implements InternalHttpUpgradeHandler, FrameReader.Taker {

    private static final System.Logger LOGGER = System.getLogger(WebSocketConnection.class.getName());

    private static final int READ_BYTES = 4 << 10;

    private @Nullable SocketWrapperBase<?> socket;
    private @Nullable WebSocketLink link;
    private @Nullable SocketWire wire;
    private @Nullable FrameReader reader;

    /** Bytes that have come behind our goodbye. */
    private int late;

    /** Both have said goodbye, or one of them has gone. */
    private boolean over;

    /** Calling it loads the class, and so the interface of Tomcat that it implements. */
    static void requireTomcat() {}

    void bind(WebSocketLink newLink) {
        link = newLink;
    }

    @Override
    public void setSocketWrapper(SocketWrapperBase<?> wrapper) {
        socket = wrapper;
    }

    @Override
    public void init(WebConnection connection) {
        if (link != null && socket != null) {
            wire = new SocketWire(new SocketWriter(socket), link);
            link.opened(wire);
        }
    }

    @Override
    public SocketState upgradeDispatch(SocketEvent event) {
        SocketWrapperBase<?> connection = socket;
        SocketWire out = wire;
        WebSocketLink told = link;
        if (connection == null || out == null || told == null) {
            return SocketState.CLOSED;
        }
        switch (event) {
            case OPEN_READ -> read(connection, out, told);
            case OPEN_WRITE -> {
                out.proceed();
                told.writable();
            }
            default -> over = true;
        }
        if (over) {
            told.gone(CloseReason.CLIENT_GONE);
            return SocketState.CLOSED;
        }
        return SocketState.UPGRADED;
    }

    private void read(SocketWrapperBase<?> connection, SocketWire out, WebSocketLink told) {
        byte[] bytes = new byte[READ_BYTES];
        FrameReader frames = reader == null ? new FrameReader(told.maxMessageBytes(), this) : reader;
        try {
            int count = connection.read(false, bytes, 0, bytes.length);
            while (count > 0 && !over) {
                frames.read(bytes, 0, count);
                // What comes behind our goodbye is only waited for: the client's own stands at its end.
                // But a flood of a second is hundreds of megabytes, so it is as much as one message.
                late += out.isEnded() ? count : 0;
                over |= late > told.maxMessageBytes();
                count = connection.read(false, bytes, 0, bytes.length);
            }
            over |= count < 0;
        } catch (ProtocolException e) {
            violated(e, out, told);
        } catch (IOException endOfStream) {
            // Tomcat throws EOFException for it.
            over = true;
        }
        reader = frames.isIdle() ? null : frames;
    }

    private void violated(ProtocolException violation, SocketWire out, WebSocketLink told) {
        LOGGER.log(System.Logger.Level.DEBUG, violation.getMessage());
        if (out.isEnded()) {
            over = true;
            return;
        }
        out.violated(violation.code());
        told.violated();
    }

    // --- what frames say ---

    @Override
    public void text(String message) {
        if (link != null) {
            link.text(message);
        }
    }

    @Override
    public void binary(byte[] message) {
        if (link != null) {
            link.binary(message);
        }
    }

    @Override
    public void ping(byte[] payload) {
        if (wire != null) {
            wire.pong(payload);
        }
    }

    @Override
    public void close(int code) {
        if (wire != null) {
            wire.end(code);
        }
        over = true;
    }

    // --- the container ---

    @Override
    public void destroy() {
        if (link != null) {
            link.gone(CloseReason.CLIENT_GONE);
        }
    }

    /** The session has its own idea of time. */
    @Override
    public void timeoutAsync(long now) {}

    @Override
    public void setSslSupport(SSLSupport sslSupport) {}

    /** The server stops taking connections; sessions end when the application stops. */
    @Override
    public void pause() {}
}
