package dev.carillon.api;

import dev.carillon.api.ProblemDocument.Explanation;
import dev.carillon.api.sse.Streams;
import dev.carillon.event.ConnectionLimitException;
import dev.carillon.event.HubBusyException;
import dev.carillon.event.HubException;
import dev.carillon.event.HubStoppedException;
import dev.carillon.event.IdempotencyKeyReusedException;
import dev.carillon.event.LimitExceededException;
import dev.carillon.event.LogUnavailableException;
import dev.carillon.event.Problem;
import dev.carillon.stream.SseFormat;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Maps every error to an answer: a problem document (RFC 9457) or a page for a browser that navigates, or for a stream that cannot be had right now an empty stream
 * that tells when to come back, because an {@code EventSource} gives up for good on everything but 200.
 *
 * <table>
 * <caption>Which error is which status</caption>
 * <tr><th>error</th><th>status</th></tr>
 * <tr><td>{@link LimitExceededException}</td><td>413; 400 for too many selectors</td></tr>
 * <tr><td>{@link HubBusyException}</td><td>429 with {@code Retry-After}</td></tr>
 * <tr><td>{@link HubStoppedException}, {@link LogUnavailableException}</td><td>503; a stream as for {@link
 *     ConnectionLimitException}</td></tr>
 * <tr><td>{@link IdempotencyKeyReusedException}</td><td>422</td></tr>
 * <tr><td>{@link ConnectionLimitException}</td><td>200 with {@code retry:} and a close</td></tr>
 * <tr><td>any other {@link HubException}</td><td>400</td></tr>
 * <tr><td>JAX-RS's own</td><td>theirs</td></tr>
 * <tr><td>anything else</td><td>500 with a number that stands in the log too</td></tr>
 * </table>
 */
public final class ProblemMapper implements ExceptionMapper<Throwable> {

    private final Streams streams;

    @Context
    private @Nullable UriInfo uri;

    @Context
    private @Nullable HttpHeaders headers;

    public ProblemMapper(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Response toResponse(Throwable thrown) {
        HubException refusal = refusalIn(thrown);
        if (refusal != null) {
            return isPassing(refusal) ? comeBackLater(refusal) : refused(refusal);
        }
        if (thrown instanceof WebApplicationException http) {
            return standard(http);
        }
        return document(Response.serverError(), ProblemDocument.internal(instance(), thrown));
    }

    private boolean isPassing(HubException refusal) {
        return refusal instanceof ConnectionLimitException
                || (wantsStream()
                        && (refusal instanceof HubStoppedException || refusal instanceof LogUnavailableException));
    }

    /** JAX-RS wraps what a parameter's constructor throws, and futures wrap what a stage throws. */
    private static @Nullable HubException refusalIn(Throwable thrown) {
        Throwable cause = thrown;
        while (cause != null) {
            if (cause instanceof HubException refusal) {
                return refusal;
            }
            boolean wrapper = cause instanceof WebApplicationException || cause instanceof CompletionException;
            cause = wrapper ? cause.getCause() : null;
        }
        return null;
    }

    private Response comeBackLater(HubException refusal) {
        byte[] opening = SseFormat.PLAIN.opening(streams.jitteredRetry());
        byte[] closing = SseFormat.PLAIN.closing(refusal.problem().slug());
        byte[] body = new byte[opening.length + closing.length];
        System.arraycopy(opening, 0, body, 0, opening.length);
        System.arraycopy(closing, 0, body, opening.length, closing.length);
        return Response.ok(body, MediaType.SERVER_SENT_EVENTS_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache, no-store, no-transform")
                .build();
    }

    private Response refused(HubException refusal) {
        ProblemDocument document = ProblemDocument.of(refusal, instance());
        Response.ResponseBuilder response = Response.status(document.status());
        Duration retryAfter = refusal.retryAfter();
        if (retryAfter != null) {
            response.header(HttpHeaders.RETRY_AFTER, retryAfter.toSeconds());
        }
        return document(response, document);
    }

    private Response standard(WebApplicationException http) {
        Response own = http.getResponse();
        if (own.hasEntity() || own.getStatus() < 400) {
            return own;
        }
        Response.ResponseBuilder response = Response.fromResponse(own);
        return document(response, explain(http, own));
    }

    private ProblemDocument explain(WebApplicationException http, Response own) {
        String path = instance();
        Problem problem;
        Explanation explanation;
        if (http instanceof NotFoundException) {
            problem = Problem.NOT_FOUND;
            explanation = new Explanation(
                    "Every path of the API is listed in the README.",
                    "There is none " + path + ".",
                    "Look for a typing error; events are under /api/events.");
        } else if (http instanceof NotAllowedException) {
            problem = Problem.METHOD_NOT_ALLOWED;
            explanation = new Explanation(
                    "A resource answers only the methods in Allow.",
                    "Allow is " + own.getHeaderString("Allow") + ".",
                    "Use one of them.");
        } else if (http instanceof NotAcceptableException) {
            problem = Problem.NOT_ACCEPTABLE;
            explanation = new Explanation(
                    "A stream of events is text/event-stream.",
                    "The request's Accept does not allow it.",
                    "Send Accept: text/event-stream.");
        } else if (http instanceof NotSupportedException) {
            problem = Problem.UNSUPPORTED_MEDIA_TYPE;
            explanation = new Explanation(
                    "A resource takes certain types of bodies.",
                    "The request's Content-Type is none of them.",
                    "Send application/json.");
        } else {
            problem = Problem.BAD_REQUEST;
            explanation = new Explanation(
                    "A request follows the HTTP contract in the README.",
                    own.getStatusInfo().getReasonPhrase() + ".",
                    "Correct the request.");
        }
        return new ProblemDocument(problem, own.getStatus(), path, explanation);
    }

    private Response document(Response.ResponseBuilder response, ProblemDocument document) {
        ProblemAnswer answer = ProblemAnswer.of(document, reader());
        answer.headers().forEach(response::header);
        return response.entity(answer.body()).build();
    }

    private ProblemAnswer.Reader reader() {
        HttpHeaders request = headers;
        UriInfo here = uri;
        if (request == null || here == null) {
            return ProblemAnswer.Reader.of(null, null, "");
        }
        // The application's path is below the context's: /carillon/api/ is resolved to /carillon/.
        String context = here.getBaseUri().resolve("..").getRawPath().replaceFirst("/+$", "");
        return ProblemAnswer.Reader.of(
                request.getHeaderString(HttpHeaders.ACCEPT),
                request.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE),
                context);
    }

    private String instance() {
        return uri == null ? "" : uri.getRequestUri().getRawPath();
    }

    private boolean wantsStream() {
        return headers != null && headers.getAcceptableMediaTypes().contains(MediaType.SERVER_SENT_EVENTS_TYPE);
    }
}
