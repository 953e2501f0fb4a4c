package dev.carillon.api;

import dev.carillon.event.HubException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/** Refuses requests of which not everything has been read. */
final class Refusals {

    private Refusals() {}

    /**
     * Answers and has the connection closed. In asynchronous mode, because a container reads the rest of a body before it closes a connection,
     * and waits for it on the request's thread; but not here.
     */
    static void close(HttpServletRequest request, HttpServletResponse response, HubException refusal)
            throws IOException {
        AsyncContext async = request.isAsyncSupported() ? request.startAsync() : null;
        try {
            write(request, response, refusal);
        } finally {
            if (async != null) {
                async.complete();
            }
        }
    }

    static void write(HttpServletRequest request, HttpServletResponse response, HubException refusal)
            throws IOException {
        if (!request.getProtocol().startsWith("HTTP/2")) {
            response.setHeader("Connection", "close");
        }
        Duration retryAfter = refusal.retryAfter();
        if (retryAfter != null) {
            response.setHeader("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
        ProblemAnswer answer =
                ProblemAnswer.of(ProblemDocument.of(refusal, request.getRequestURI()), ProblemResponse.reader(request));
        ProblemResponse.write(answer, request, response);
    }
}
