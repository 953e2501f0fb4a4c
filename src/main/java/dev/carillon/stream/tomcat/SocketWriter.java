package dev.carillon.stream.tomcat;

import java.io.IOException;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the socket of an upgraded connection, and keeps what it does not take.
 *
 * <p>Without TLS it writes to the {@link SocketChannel} itself: one system call, nothing copied on the way. Tomcat's own {@code
 * NioChannel} is not kept, because Tomcat gives it to another connection after a close; a {@code SocketChannel} that was closed stays
 * closed. With TLS it writes through Tomcat, which encrypts.
 *
 * <p>Threading: one thread at a time.
 */
public final class SocketWriter {

    private final SocketWrapperBase<?> wrapper;

    /** Null with TLS. */
    private final @Nullable SocketChannel channel;

    /** What the socket did not take of the last bytes. */
    private @Nullable ByteBuffer rest;

    public SocketWriter(SocketWrapperBase<?> wrapper) {
        this.wrapper = wrapper;
        this.channel = wrapper.getSocket() instanceof NioChannel nio && !(nio instanceof SecureNioChannel)
                ? nio.getIOChannel()
                : null;
    }

    /**
     * Takes all of it. Not to be called before {@link #drain} has brought away what was left.
     *
     * @param array nobody writes to it
     * @param direct the same bytes outside of the heap, lent for this call; null if there are none
     * @return whether the socket took it; if not, Tomcat tells when it takes more
     */
    public boolean write(byte[] array, int length, @Nullable ByteBuffer direct) throws IOException {
        return channel != null ? writePlain(channel, array, length, direct) : writeSecure(array, length);
    }

    /** Goes on with what was left; returns as {@link #write}. */
    public boolean drain() throws IOException {
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
        if (done) {
            rest = null;
        }
        return done || waitForMore();
    }

    /** Sets an option of the socket, if there is no TLS. */
    <T> void setOption(SocketOption<T> option, T value) throws IOException {
        if (channel != null) {
            channel.setOption(option, value);
        }
    }

    /** Ends the connection; what is left is lost. */
    public void close() {
        rest = null;
        wrapper.close();
    }

    private boolean writePlain(SocketChannel target, byte[] array, int length, @Nullable ByteBuffer direct)
            throws IOException {
        int written = target.write(direct != null ? direct : ByteBuffer.wrap(array, 0, length));
        if (written == length) {
            return true;
        }
        rest = ByteBuffer.wrap(array, written, length - written);
        return waitForMore();
    }

    /** What does not fit into the socket stays in Tomcat's buffer for the connection: at most these bytes. */
    private boolean writeSecure(byte[] array, int length) throws IOException {
        wrapper.write(false, array, 0, length);
        return !wrapper.flush(false) || waitForMore();
    }

    private boolean waitForMore() {
        wrapper.registerWriteInterest();
        return false;
    }
}
