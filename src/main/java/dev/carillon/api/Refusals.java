package dev.carillon.api;

import dev.carillon.event.ConnectionLimitException;
import dev.carillon.event.HubException;
import dev.carillon.event.HubStoppedException;
import dev.carillon.event.LimitExceededException;
import dev.carillon.security.LimitStats;
import jakarta.json.JsonObject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says no. Every refusal of what a request brings becomes a document here, and what is too large is counted by the way, so that nobody
 * who refuses has to think of it.
 *
 * <p>Threading: any thread.
 */
public final class Refusals {

    private final LimitStats stats;
    private final Supplier<Duration> comeBack;

    /** {@code comeBack} is when one client of too many is to come back: each at another time. */
    public Refusals(LimitStats stats, Supplier<Duration> comeBack) {
        this.stats = stats;
        this.comeBack = comeBack;
    }

    /** When the client is to come back; null if nobody knows. */
    public @Nullable Duration retryAfter(HubException refusal) {
        boolean manyAtOnce = refusal instanceof ConnectionLimitException || refusal instanceof HubStoppedException;
        return manyAtOnce ? comeBack.get() : refusal.retryAfter();
    }

    void sayRetryAfter(HubException refusal, HttpServletResponse response) {
        Duration retryAfter = retryAfter(refusal);
        if (retryAfter != null) {
            response.setHeader("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
    }

    ProblemDocument document(HubException refusal, String instance) {
        if (refusal instanceof LimitExceededException tooLarge) {
            stats.hit(tooLarge.limit());
        }
        return ProblemDocument.of(refusal, instance);
    }

    /** The problem document of a failure, for somebody who asked otherwise than by a request of HTTP. */
    public JsonObject told(Throwable failure, String instance) {
        ProblemDocument document = failure instanceof HubException refusal
                ? document(refusal, instance)
                : ProblemDocument.internal(instance, failure);
        return document.toJsonObject();
    }

    /** Answers, outside of JAX-RS, with what kept a request from its answer. */
    public void answer(RuntimeException failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ProblemDocument document = failure instanceof HubException refusal
                ? document(refusal, request.getRequestURI())
                : ProblemDocument.internal(request.getRequestURI(), failure);
        if (failure instanceof HubException refusal) {
            sayRetryAfter(refusal, response);
        }
        ProblemResponse.write(ProblemAnswer.of(document, ProblemResponse.reader(request)), request, response);
    }

    /**
     * Refuses a request of which not everything has been read: answers and has the connection closed. In asynchronous mode, because a container reads the rest of a body before it closes a connection,
     * and waits for it on the request's thread; but not here.
     */
    void close(HttpServletRequest request, HttpServletResponse response, HubException refusal) throws IOException {
        AsyncContext async = request.isAsyncSupported() ? request.startAsync() : null;
        try {
            write(request, response, refusal);
        } finally {
            if (async != null) {
                async.complete();
            }
        }
    }

    /** The same for a request that is in asynchronous mode, or has no body. */
    void write(HttpServletRequest request, HttpServletResponse response, HubException refusal) throws IOException {
        if (!request.getProtocol().startsWith("HTTP/2")) {
            response.setHeader("Connection", "close");
        }
        sayRetryAfter(refusal, response);
        ProblemAnswer answer =
                ProblemAnswer.of(document(refusal, request.getRequestURI()), ProblemResponse.reader(request));
        ProblemResponse.write(answer, request, response);
    }
}
