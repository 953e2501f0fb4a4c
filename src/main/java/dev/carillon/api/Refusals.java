package dev.carillon.api;

import dev.carillon.event.HubException;
import dev.carillon.event.LimitExceededException;
import dev.carillon.security.LimitStats;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/**
 * Says no. Every refusal of what a request brings becomes a document here, and what is too large is counted by the way, so that nobody
 * who refuses has to think of it.
 *
 * <p>Threading: any thread.
 */
public final class Refusals {

    private final LimitStats stats;

    public Refusals(LimitStats stats) {
        this.stats = stats;
    }

    ProblemDocument document(HubException refusal, String instance) {
        if (refusal instanceof LimitExceededException tooLarge) {
            stats.hit(tooLarge.limit());
        }
        return ProblemDocument.of(refusal, instance);
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
        Duration retryAfter = refusal.retryAfter();
        if (retryAfter != null) {
            response.setHeader("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
        ProblemAnswer answer =
                ProblemAnswer.of(document(refusal, request.getRequestURI()), ProblemResponse.reader(request));
        ProblemResponse.write(answer, request, response);
    }
}
