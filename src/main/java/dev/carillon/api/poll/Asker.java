package dev.carillon.api.poll;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;

/**
 * Who is to be answered: a request of JAX-RS, or one of a filter that answers itself.
 *
 * <p>Threading: the request's thread; whoever has asked to {@linkplain #suspend() wait} may be answered on another one.
 *
 * @param <A> what an answer is
 */
public interface Asker<A> {

    /** Has the answer wait, without a time-out. Until then nothing has been begun. Once at most, on the request's thread. */
    AsyncContext suspend();

    /** What comes after the first answer or failure is dropped. */
    void answer(A answer);

    /** Answers with what went wrong; as {@link #answer}. */
    void fail(RuntimeException failure);

    /** One who asked by JAX-RS, which has put the request into asynchronous mode already. */
    static Asker<Response> of(HttpServletRequest request, AsyncResponse response) {
        return of(request, response, answer -> answer);
    }

    /** The same, where {@code response} is made of what is answered. */
    static <A> Asker<A> of(HttpServletRequest request, AsyncResponse suspended, Function<A, Response> response) {
        return new Asker<>() {
            @Override
            public AsyncContext suspend() {
                return request.getAsyncContext();
            }

            @Override
            public void answer(A answer) {
                suspended.resume(response.apply(answer));
            }

            @Override
            public void fail(RuntimeException failure) {
                suspended.resume(failure);
            }
        };
    }
}
