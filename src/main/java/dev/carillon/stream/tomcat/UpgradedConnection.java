package dev.carillon.stream.tomcat;

import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * What Tomcat tells about a connection that was taken over.
 *
 * <p>Threading: Tomcat's threads, one at a time. Public and without constructor parameters, because Tomcat makes it.
 */
public final class UpgradedConnection implements InternalHttpUpgradeHandler {

    /** Bytes that a client may send after its request: a stray line break or a pipelined request, but no flood. */
    private static final int MAX_UNEXPECTED_BYTES = 16 << 10;

    private @Nullable SocketWrapperBase<?> socket;
    private @Nullable TomcatSink sink;
    private int unexpectedBytes;

    /** Calling it loads the class, and so the interface of Tomcat that it implements. */
    static void requireTomcat() {}

    void bind(TomcatSink newSink) {
        sink = newSink;
    }

    @Override
    public void setSocketWrapper(SocketWrapperBase<?> wrapper) {
        socket = wrapper;
    }

    @Override
    public void init(WebConnection connection) {
        if (sink != null && socket != null) {
            sink.connected(socket);
        }
    }

    @Override
    public SocketState upgradeDispatch(SocketEvent event) {
        SocketWrapperBase<?> connection = socket;
        TomcatSink target = sink;
        if (connection == null || target == null) {
            return SocketState.CLOSED;
        }
        return switch (event) {
            case OPEN_READ -> read(connection, target);
            case OPEN_WRITE -> {
                target.writable();
                yield SocketState.UPGRADED;
            }
            default -> {
                target.gone();
                yield SocketState.CLOSED;
            }
        };
    }

    /** Nothing is expected but the end of the stream. */
    private SocketState read(SocketWrapperBase<?> connection, TomcatSink target) {
        byte[] discarded = new byte[512];
        try {
            int count = connection.read(false, discarded, 0, discarded.length);
            while (count > 0) {
                unexpectedBytes += count;
                if (unexpectedBytes > MAX_UNEXPECTED_BYTES) {
                    target.refuseInput();
                    return SocketState.CLOSED;
                }
                count = connection.read(false, discarded, 0, discarded.length);
            }
            if (count == 0) {
                return SocketState.UPGRADED;
            }
        } catch (IOException endOfStream) {
            // Tomcat throws EOFException for it.
        }
        target.gone();
        return SocketState.CLOSED;
    }

    @Override
    public void destroy() {
        if (sink != null) {
            sink.gone();
        }
    }

    /** The hub has its own idea of time. */
    @Override
    public void timeoutAsync(long now) {}

    @Override
    public void setSslSupport(SSLSupport sslSupport) {}

    /** The server stops taking connections; streams end when the application stops. */
    @Override
    public void pause() {}
}
