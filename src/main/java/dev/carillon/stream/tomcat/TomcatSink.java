package dev.carillon.stream.tomcat;

import dev.carillon.hub.Chunk;
import dev.carillon.hub.CloseReason;
import dev.carillon.hub.Subscriber;
import dev.carillon.stream.Transport;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.StandardSocketOptions;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Writes chunks to the socket of an upgraded connection.
 *
 * <p>Threading: {@link #start} on the request's thread, then the shard's; {@link #connected}, {@link #writable} and {@link
 * #gone} on Tomcat's.
 */
final class TomcatSink implements Transport.StreamSink {

    private static final System.Logger LOGGER = System.getLogger(TomcatSink.class.getName());

    /** Linux doubles it. */
    private static final int SHORT_BUFFER = 64 << 10;

    private volatile @Nullable Subscriber subscriber;
    private volatile @Nullable SocketWriter socket;
    private volatile boolean closed;

    /** Told by the shard's thread, maybe before there is a socket. */
    private volatile boolean keepsShort;

    @Override
    public void start(HttpServletRequest request, HttpServletResponse response, Subscriber owner)
            throws IOException, ServletException {
        subscriber = owner;
        response.setHeader("Connection", "close");
        response.flushBuffer();
        request.upgrade(UpgradedConnection.class).bind(this);
    }

    void connected(SocketWrapperBase<?> wrapper) {
        SocketWriter writer = new SocketWriter(wrapper);
        socket = writer;
        if (keepsShort) {
            limitBuffer(writer);
        }
        if (closed) {
            writer.close();
        } else {
            writable();
        }
    }

    @Override
    public void keepShort() {
        keepsShort = true;
        SocketWriter writer = socket;
        if (writer != null) {
            limitBuffer(writer);
        }
    }

    /** The system lets it grow, and what is in there a slow reader gets first, however old it is. With TLS it stays so. */
    private static void limitBuffer(SocketWriter writer) {
        try {
            writer.setOption(StandardSocketOptions.SO_SNDBUF, SHORT_BUFFER);
        } catch (IOException gone) {
            LOGGER.log(System.Logger.Level.DEBUG, "the buffer of a socket was not limited", gone);
        }
    }

    void writable() {
        Subscriber owner = subscriber;
        if (owner != null) {
            owner.writable();
        }
    }

    void gone() {
        Subscriber owner = subscriber;
        if (owner != null) {
            owner.gone();
        }
    }

    void refuseInput() {
        Subscriber owner = subscriber;
        if (owner != null) {
            owner.close(CloseReason.CLIENT_SENT_DATA);
        }
    }

    @Override
    public boolean write(Chunk chunk) {
        SocketWriter writer = socket;
        if (writer == null) {
            return false;
        }
        try {
            return writer.write(chunk.array(), chunk.length(), chunk.direct());
        } catch (IOException | RuntimeException e) {
            gone();
            return false;
        }
    }

    @Override
    public boolean drain() {
        SocketWriter writer = socket;
        if (writer == null) {
            return false;
        }
        try {
            return writer.drain();
        } catch (IOException | RuntimeException e) {
            gone();
            return false;
        }
    }

    @Override
    public void close(CloseReason reason) {
        closed = true;
        SocketWriter writer = socket;
        if (writer != null) {
            writer.close();
        }
    }

    @Override
    public boolean noticesDeparture() {
        return true;
    }
}
