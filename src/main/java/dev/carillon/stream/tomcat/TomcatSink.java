package dev.carillon.stream.tomcat;

import dev.carillon.hub.Chunk;
import dev.carillon.hub.CloseReason;
import dev.carillon.hub.Subscriber;
import dev.carillon.stream.Transport;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the socket of an upgraded connection.
 *
 * <p>Without TLS it writes to the {@link SocketChannel} itself: one system call, nothing copied on the way. Tomcat's own
 * {@code NioChannel} is not kept, because Tomcat gives it to another connection after a close; a {@code SocketChannel} that
 * was closed stays closed. With TLS it writes through Tomcat, which encrypts.
 *
 * <p>Threading: {@link #start} on the request's thread, then the shard's; {@link #connected}, {@link #writable} and {@link
 * #gone} on Tomcat's.
 */
final class TomcatSink implements Transport.StreamSink {

    private volatile @Nullable Subscriber subscriber;
    private volatile @Nullable SocketWrapperBase<?> socket;
    private volatile boolean closed;

    /** Null with TLS. Written before {@link #socket}. */
    private @Nullable SocketChannel channel;

    /** What the socket did not take of the last chunk. Owned by the shard's thread. */
    private @Nullable ByteBuffer rest;

    @Override
    public void start(HttpServletRequest request, HttpServletResponse response, Subscriber owner)
            throws IOException, ServletException {
        subscriber = owner;
        response.setHeader("Connection", "close");
        response.flushBuffer();
        request.upgrade(UpgradedConnection.class).bind(this);
    }

    void connected(SocketWrapperBase<?> wrapper) {
        if (wrapper.getSocket() instanceof NioChannel nio && !(nio instanceof SecureNioChannel)) {
            channel = nio.getIOChannel();
        }
        socket = wrapper;
        if (closed) {
            wrapper.close();
        } else {
            writable();
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
        SocketWrapperBase<?> wrapper = socket;
        if (wrapper == null) {
            return false;
        }
        try {
            return channel != null ? writePlain(chunk, channel, wrapper) : writeSecure(chunk, wrapper);
        } catch (IOException | RuntimeException e) {
            gone();
            return false;
        }
    }

    @Override
    public boolean drain() {
        SocketWrapperBase<?> wrapper = socket;
        if (wrapper == null) {
            return false;
        }
        try {
            ByteBuffer left = rest;
            boolean done;
            if (left == null) {
                done = channel != null || !wrapper.flush(false);
            } else {
                if (channel != null) {
                    channel.write(left);
                }
                done = !left.hasRemaining();
            }
            return done ? taken() : waitFor(wrapper);
        } catch (IOException | RuntimeException e) {
            gone();
            return false;
        }
    }

    @Override
    public void close(CloseReason reason) {
        closed = true;
        rest = null;
        SocketWrapperBase<?> wrapper = socket;
        if (wrapper != null) {
            wrapper.close();
        }
    }

    @Override
    public boolean noticesDeparture() {
        return true;
    }

    private boolean writePlain(Chunk chunk, SocketChannel target, SocketWrapperBase<?> wrapper) throws IOException {
        ByteBuffer direct = chunk.direct();
        int written = target.write(direct != null ? direct : ByteBuffer.wrap(chunk.array(), 0, chunk.length()));
        if (written == chunk.length()) {
            return true;
        }
        rest = ByteBuffer.wrap(chunk.array(), written, chunk.length() - written);
        return waitFor(wrapper);
    }

    /** What does not fit into the socket stays in Tomcat's buffer for the connection: at most this chunk. */
    private boolean writeSecure(Chunk chunk, SocketWrapperBase<?> wrapper) throws IOException {
        wrapper.write(false, chunk.array(), 0, chunk.length());
        return !wrapper.flush(false) || waitFor(wrapper);
    }

    private boolean taken() {
        rest = null;
        return true;
    }

    private static boolean waitFor(SocketWrapperBase<?> wrapper) {
        wrapper.registerWriteInterest();
        return false;
    }
}
