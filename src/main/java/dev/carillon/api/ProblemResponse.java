package dev.carillon.api;

import dev.carillon.event.HubException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** Answers a request outside of JAX-RS with a problem. */
public final class ProblemResponse {

    private ProblemResponse() {}

    /** Tells why a filter or a servlet does not do what it was asked for. */
    public static void refuse(HubException refusal, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Duration retryAfter = refusal.retryAfter();
        if (retryAfter != null) {
            response.setHeader("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
        ProblemDocument document = ProblemDocument.of(refusal, request.getRequestURI());
        write(ProblemAnswer.of(document, reader(request)), request, response);
    }

    static ProblemAnswer.Reader reader(HttpServletRequest request) {
        if (EngineRefusal.isFor(request)) {
            return new ProblemAnswer.Reader(Audience.ENGINE, Language.ENGLISH, request.getContextPath());
        }
        return ProblemAnswer.Reader.of(
                joined(request.getHeaders("Accept")),
                joined(request.getHeaders("Accept-Language")),
                request.getContextPath());
    }

    static void write(ProblemAnswer answer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        fill(answer, request, response);
        // Payara takes an error without a body for one that nobody has answered, and adds its own headers.
        response.flushBuffer();
    }

    /** The same, sent by the container when the request ends. */
    static void fill(ProblemAnswer answer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.setContentLength(body.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }

    /** A header that comes in several lines means the same as one with commas (RFC 9110 §5.3). */
    private static @Nullable String joined(Enumeration<String> lines) {
        return lines.hasMoreElements() ? String.join(",", Collections.list(lines)) : null;
    }
}
