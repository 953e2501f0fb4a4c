package dev.carillon.engineio;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the answer of one request of HTTP long polling: at once, on the request's thread, if it is there when that returns; else on
 * another thread of the container, because a client that does not read its answer holds up whoever writes it.
 *
 * <p>Threading: the request's thread calls {@link #returned}; whoever answers may be any. The container's callbacks wait while the
 * answer is written, for they give the objects behind it to the next request.
 */
final class HttpAnswer implements Answer {

    private static final System.Logger LOGGER = System.getLogger(HttpAnswer.class.getName());

    private static final String TEXT = "text/plain; charset=UTF-8";
    private static final String JSON = "application/json; charset=UTF-8";

    private record Reply(int status, String type, Supplier<byte[]> body) {}

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Consumer<Answer> onBroken;

    @GuardedBy("this")
    private @Nullable AsyncContext async;

    @GuardedBy("this")
    private @Nullable Reply reply;

    /** Nothing of the request is used any more. */
    @GuardedBy("this")
    private boolean over;

    /** {@code onBroken} is told if the connection breaks before there is an answer. */
    HttpAnswer(HttpServletRequest request, HttpServletResponse response, Consumer<Answer> onBroken) {
        this.request = request;
        this.response = response;
        this.onBroken = onBroken;
    }

    @Override
    public void packets(List<FrameBytes> frames) {
        settle(new Reply(200, TEXT, () -> Payload.of(frames)));
    }

    @Override
    public void ok() {
        settle(new Reply(200, TEXT, () -> utf8("ok")));
    }

    @Override
    public void refuse(EngineError error) {
        settle(new Reply(error.status(), JSON, () -> utf8(error.json())));
    }

    /** The same, written at once: nobody else knows the request. */
    static void text(HttpServletResponse response, String text) throws IOException {
        write(response, new Reply(200, TEXT, () -> utf8(text)));
    }

    static void refuse(HttpServletResponse response, EngineError error) throws IOException {
        write(response, new Reply(error.status(), JSON, () -> utf8(error.json())));
    }

    /** The request's thread has nothing more to do. */
    void returned() throws IOException {
        Reply ready;
        synchronized (this) {
            ready = reply;
            if (ready == null) {
                AsyncContext started = request.startAsync();
                // The session has its own idea of time.
                started.setTimeout(0);
                started.addListener(new End());
                async = started;
            }
        }
        if (ready != null) {
            write(response, ready);
        }
    }

    private synchronized void settle(Reply given) {
        if (reply != null) {
            throw new IllegalStateException("the request is answered already");
        }
        reply = given;
        AsyncContext started = async;
        if (started != null && !over) {
            try {
                started.start(() -> writeAsync(started, given));
            } catch (RuntimeException e) {
                LOGGER.log(System.Logger.Level.DEBUG, "a poll was not answered", e);
            }
        }
    }

    private synchronized void writeAsync(AsyncContext started, Reply given) {
        if (over) {
            return;
        }
        over = true;
        try {
            write(response, given);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "a poll's client is gone", e);
        }
        try {
            started.complete();
        } catch (IllegalStateException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "the container was faster", e);
        }
    }

    private static void write(HttpServletResponse response, Reply reply) throws IOException {
        byte[] body = reply.body.get();
        response.setStatus(reply.status);
        response.setContentType(reply.type);
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private final class End implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            ended();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            broken(event);
        }

        @Override
        public void onError(AsyncEvent event) {
            broken(event);
        }

        @Override
        public void onStartAsync(AsyncEvent event) {}

        private void broken(AsyncEvent event) {
            if (ended()) {
                try {
                    event.getAsyncContext().complete();
                } catch (IllegalStateException e) {
                    LOGGER.log(System.Logger.Level.DEBUG, "the container was faster", e);
                }
            }
        }

        /** Whether it was not over before. */
        private boolean ended() {
            boolean early;
            boolean unanswered;
            synchronized (HttpAnswer.this) {
                early = !over;
                over = true;
                unanswered = reply == null;
            }
            if (unanswered) {
                onBroken.accept(HttpAnswer.this);
            }
            return early;
        }
    }
}
