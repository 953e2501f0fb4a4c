package dev.carillon.stream.servlet;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.carillon.hub.Chunk;
import dev.carillon.hub.CloseReason;
import dev.carillon.hub.Subscriber;
import dev.carillon.stream.Transport;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes through a {@link ServletOutputStream} in non-blocking mode.
 *
 * <p>Once the container has told of the request's end, it gives the objects behind it to the next request, of another client. So the
 * lock is held while one of them is used, and the callbacks that tell the end wait for it; otherwise the shard, still busy with
 * a client that has gone, could end the stream of one that has just come.
 *
 * <p>Threading: {@link #start} on the request's thread, then the shard's; the container's callbacks only pass the news on.
 */
final class ServletSink implements Transport.StreamSink {

    private static final System.Logger LOGGER = System.getLogger(ServletSink.class.getName());

    private final Object lock = new Object();
    private volatile @Nullable Subscriber subscriber;

    @GuardedBy("lock")
    private @Nullable AsyncContext async;

    @GuardedBy("lock")
    private @Nullable ServletOutputStream out;

    /** The request has ended, or is ending: nothing of it is used any more. */
    @GuardedBy("lock")
    private boolean over;

    /** The last write has not been flushed, because the stream was not ready for that. */
    @GuardedBy("lock")
    private boolean flushOwed;

    @Override
    public void start(HttpServletRequest request, HttpServletResponse response, Subscriber owner) throws IOException {
        subscriber = owner;
        synchronized (lock) {
            AsyncContext context = request.startAsync(request, response);
            // The default of 30 s would end every stream with an error page.
            context.setTimeout(0);
            context.addListener(new Departure());
            if (over) {
                complete(context);
                return;
            }
            async = context;
            ServletOutputStream stream = response.getOutputStream();
            out = stream;
            stream.setWriteListener(new Readiness());
        }
    }

    @Override
    public boolean write(Chunk chunk) {
        synchronized (lock) {
            ServletOutputStream stream = out;
            if (over || stream == null) {
                return false;
            }
            try {
                stream.write(chunk.array(), 0, chunk.length());
                return flush(stream);
            } catch (IOException | RuntimeException e) {
                return gone(e);
            }
        }
    }

    @Override
    public boolean drain() {
        synchronized (lock) {
            ServletOutputStream stream = out;
            if (over || stream == null) {
                return false;
            }
            try {
                return flushOwed ? flush(stream) : stream.isReady();
            } catch (IOException | RuntimeException e) {
                return gone(e);
            }
        }
    }

    @Override
    public void close(CloseReason reason) {
        end();
    }

    @Override
    public boolean noticesDeparture() {
        return false;
    }

    /** Tomcat wants to be asked before every write and before every flush, and throws otherwise. */
    @GuardedBy("lock")
    private boolean flush(ServletOutputStream stream) throws IOException {
        flushOwed = !stream.isReady();
        if (flushOwed) {
            return false;
        }
        stream.flush();
        return stream.isReady();
    }

    private boolean gone(@Nullable Throwable cause) {
        LOGGER.log(System.Logger.Level.TRACE, "client is gone", cause);
        Subscriber owner = subscriber;
        if (owner != null) {
            owner.gone();
        }
        return false;
    }

    /** Ends the request, unless it has ended already. */
    private void end() {
        synchronized (lock) {
            AsyncContext context = async;
            if (!over && context != null) {
                complete(context);
            }
            over = true;
        }
    }

    private static void complete(AsyncContext context) {
        try {
            context.complete();
        } catch (IllegalStateException e) {
            // The container was faster.
            LOGGER.log(System.Logger.Level.TRACE, "already completed", e);
        }
    }

    private final class Readiness implements WriteListener {

        @Override
        public void onWritePossible() {
            Subscriber owner = subscriber;
            if (owner != null) {
                owner.writable();
            }
        }

        @Override
        public void onError(Throwable cause) {
            end();
            gone(cause);
        }
    }

    /** Whoever ends the request, the subscriber hears of it. */
    private final class Departure implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            synchronized (lock) {
                over = true;
            }
            gone(null);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            end();
            gone(null);
        }

        @Override
        public void onError(AsyncEvent event) {
            end();
            gone(event.getThrowable());
        }

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
