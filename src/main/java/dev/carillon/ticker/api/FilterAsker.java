package dev.carillon.ticker.api;

import dev.carillon.api.Refusals;
import dev.carillon.api.poll.Asker;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A poll that is answered without JAX-RS: on the request's thread, and if it had to wait on another one of the container.
 *
 * <p>Threading: the first who answers writes; {@link #suspend()} comes before anybody else knows of it.
 */
final class FilterAsker implements Asker<QuoteAnswer> {

    private static final System.Logger LOGGER = System.getLogger(FilterAsker.class.getName());

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Refusals refusals;
    private final AtomicBoolean answered = new AtomicBoolean();
    private @Nullable AsyncContext async;

    FilterAsker(HttpServletRequest request, HttpServletResponse response, Refusals refusals) {
        this.request = request;
        this.response = response;
        this.refusals = refusals;
    }

    @Override
    public AsyncContext suspend() {
        AsyncContext started = request.startAsync(request, response);
        // Whoever has it wait ends that.
        started.setTimeout(0);
        async = started;
        return started;
    }

    @Override
    public void answer(QuoteAnswer answer) {
        write(() -> answer.write(response));
    }

    @Override
    public void fail(RuntimeException failure) {
        write(() -> refusals.answer(failure, request, response));
    }

    private interface Write {
        void run() throws IOException;
    }

    private void write(Write write) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        try {
            write.run();
        } catch (IOException clientGone) {
            LOGGER.log(System.Logger.Level.DEBUG, "a client did not wait for its answer", clientGone);
        } finally {
            complete();
        }
    }

    private void complete() {
        AsyncContext started = async;
        if (started == null) {
            return;
        }
        try {
            started.complete();
        } catch (IllegalStateException over) {
            // Tomcat ends a request itself whose client has gone.
            LOGGER.log(System.Logger.Level.DEBUG, "a request had ended before its answer", over);
        }
    }
}
