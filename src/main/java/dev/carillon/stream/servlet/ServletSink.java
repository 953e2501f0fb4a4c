package dev.carillon.stream.servlet;

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
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Writes through a {@link ServletOutputStream} in non-blocking mode.
 *
 * <p>Threading: {@link #start} on the request's thread, then the shard's; the container's callbacks only pass the news on.
 */
final class ServletSink implements Transport.StreamSink {

    private static final System.Logger LOGGER = System.getLogger(ServletSink.class.getName());

    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable AsyncContext async;
    private volatile @Nullable ServletOutputStream out;
    private volatile @Nullable Subscriber subscriber;

    /** The last write has not been flushed, because the stream was not ready for that. Owned by the shard's thread. */
    private boolean flushOwed;

    @Override
    public void start(HttpServletRequest request, HttpServletResponse response, Subscriber owner) throws IOException {
        subscriber = owner;
        AsyncContext context = request.startAsync(request, response);
        // The default of 30 s would end every stream with an error page.
        context.setTimeout(0);
        context.addListener(new Departure());
        async = context;
        ServletOutputStream stream = response.getOutputStream();
        out = stream;
        stream.setWriteListener(new Readiness());
        if (over.get()) {
            complete();
        }
    }

    @Override
    public boolean write(Chunk chunk) {
        ServletOutputStream stream = out;
        if (stream == null) {
            return false;
        }
        try {
            stream.write(chunk.array(), 0, chunk.length());
            return flush(stream);
        } catch (IOException | RuntimeException e) {
            // Tomcat answers with IllegalStateException or NullPointerException once it has recycled the response.
            return gone(e);
        }
    }

    @Override
    public boolean drain() {
        ServletOutputStream stream = out;
        if (stream == null) {
            return false;
        }
        try {
            return flushOwed ? flush(stream) : stream.isReady();
        } catch (IOException | RuntimeException e) {
            return gone(e);
        }
    }

    @Override
    public void close(CloseReason reason) {
        if (over.compareAndSet(false, true)) {
            complete();
        }
    }

    @Override
    public boolean noticesDeparture() {
        return false;
    }

    /** Tomcat wants to be asked before every write and before every flush, and throws otherwise. */
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

    private void complete() {
        AsyncContext context = async;
        if (context == null) {
            return;
        }
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
            gone(cause);
        }
    }

    /** Whoever ends the request, the subscriber hears of it. */
    private final class Departure implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            over.set(true);
            gone(null);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            gone(null);
        }

        @Override
        public void onError(AsyncEvent event) {
            gone(event.getThrowable());
        }

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
