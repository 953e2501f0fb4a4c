package dev.carillon.bench.load;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

/** The one selector, and the one buffer that everything is read into. Threading: the generator's one thread. */
final class EventLoop implements Closeable {
    /** A connection that something can be done with. */
    interface Handler {
        void ready(SelectionKey key, ByteBuffer shared) throws IOException;
    }

    /** Large enough that a reader which fell behind catches up with a few system calls. */
    private static final int BUFFER_BYTES = 1 << 18;

    private final Selector selector;
    private final ByteBuffer shared = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Consumer<SelectionKey> dispatch = this::dispatch;

    EventLoop() throws IOException {
        this.selector = Selector.open();
    }

    SelectionKey register(SocketChannel socket, int operations, Handler handler) throws IOException {
        return socket.register(selector, operations, handler);
    }

    /** Serves what is ready; waits at most {@code maxWaitNanos}, rounded up to a millisecond, for something to be. */
    void turn(long maxWaitNanos) throws IOException {
        try {
            if (maxWaitNanos <= 0) {
                selector.selectNow(dispatch);
            } else {
                selector.select(dispatch, (maxWaitNanos + 999_999) / 1_000_000);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Serves connections for a while. */
    void turnFor(long nanos) throws IOException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            turn(left);
        }
    }

    /** Serves one connection, whether it is ready or not. */
    void serve(SelectionKey key) throws IOException {
        ((Handler) key.attachment()).ready(key, shared);
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }

    private void dispatch(SelectionKey key) {
        try {
            serve(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
