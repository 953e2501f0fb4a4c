package dev.carillon.api;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers when something has been done. A thread of the container writes the answer: a client that does not read it must not hold up a
 * thread of the hub.
 */
public final class Later {

    private static final System.Logger LOGGER = System.getLogger(Later.class.getName());

    private Later() {}

    public static <T> void answer(
            HttpServletRequest request,
            AsyncResponse response,
            CompletionStage<T> stage,
            Function<T, Response> answer) {
        AsyncContext container = request.getAsyncContext();
        stage.whenComplete((done, failure) -> {
            try {
                container.start(() -> write(response, done, failure, answer));
            } catch (RuntimeException over) {
                // The request has ended, or the container is stopping and ends it.
                LOGGER.log(System.Logger.Level.DEBUG, "a request was not answered", over);
            }
        });
    }

    private static <T> void write(
            AsyncResponse response, T done, @Nullable Throwable failure, Function<T, Response> answer) {
        try {
            if (failure != null) {
                response.resume(failure);
            } else {
                response.resume(answer.apply(done));
            }
        } catch (RuntimeException e) {
            response.resume(e);
        }
    }
}
