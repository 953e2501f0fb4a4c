package dev.carillon.ticker.feed.upstream;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.io.Closer;
import org.jspecify.annotations.Nullable;

/**
 * How long an upstream is waited for: until a moment, so that a byte now and then gains it nothing, be it within a handshake; or, for
 * streams, for a time that begins anew with each wait for a piece. When it is over the connection is closed, and who waits for it gets an
 * {@link IOException}.
 *
 * <p>The connection is the socket of a {@link SocketChannel}: a blocking call on it ends when its thread is interrupted.
 *
 * <p>Threading: one thread waits, the scheduler's looks after it.
 */
final class Patience implements Closeable {

    private final ScheduledExecutorService scheduler;
    private final Duration time;
    private final long end;

    private @Nullable SocketChannel channel;
    private @Nullable Future<?> nextLook;
    private boolean stream;
    private boolean waiting;
    private long waitingSince;
    private boolean over;
    private boolean closed;

    /**
     * Begins.
     *
     * @param time the whole of it, for streams and for messages
     * @param end of {@link System#nanoTime()}
     */
    Patience(ScheduledExecutorService scheduler, Duration time, long end) {
        this.scheduler = scheduler;
        this.time = time;
        this.end = end;
        look();
    }

    /** A connection that is not connected yet, instead of the one before. */
    synchronized Socket connection() throws IOException {
        hangUp();
        if (over || closed) {
            throw new SocketTimeoutException(words());
        }
        channel = SocketChannel.open();
        return channel.socket();
    }

    /** From now on it is the time for one piece. */
    synchronized void countSilence() {
        stream = true;
    }

    synchronized void waits() {
        waiting = true;
        waitingSince = System.nanoTime();
    }

    synchronized void heard() {
        waiting = false;
    }

    synchronized boolean isOver() {
        return over;
    }

    /** What happened when it is over. */
    synchronized String words() {
        return (stream ? "silent for " : "no whole answer within ") + time.toMillis() / 1000.0 + " s";
    }

    private synchronized void look() {
        long left = left();
        if (closed) {
            return;
        }
        if (left > 0) {
            nextLook = scheduler.schedule(this::look, left, TimeUnit.NANOSECONDS);
        } else {
            over = true;
            hangUp();
        }
    }

    private long left() {
        if (!stream) {
            return end - System.nanoTime();
        }
        return waiting ? waitingSince + time.toNanos() - System.nanoTime() : time.toNanos();
    }

    private void hangUp() {
        Closer.closeQuietly(channel);
    }

    /** At once, also under TLS: whoever does not read would make its goodbye wait. */
    @Override
    public synchronized void close() {
        closed = true;
        if (nextLook != null) {
            nextLook.cancel(false);
        }
        hangUp();
    }
}
