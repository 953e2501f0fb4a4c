package dev.carillon.api;

import dev.carillon.api.ProblemDocument.Explanation;
import dev.carillon.api.sse.Streams;
import dev.carillon.event.ConnectionLimitException;
import dev.carillon.event.HubBusyException;
import dev.carillon.event.HubDrainingException;
import dev.carillon.event.HubException;
import dev.carillon.event.HubStoppedException;
import dev.carillon.event.IdempotencyKeyReusedException;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.LimitExceededException;
import dev.carillon.event.LogUnavailableException;
import dev.carillon.event.Problem;
import dev.carillon.event.RateLimitException;
import dev.carillon.stream.NdjsonFormat;
import dev.carillon.stream.SseFormat;
import dev.carillon.stream.StreamFormat;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.glassfish.jersey.message.internal.HeaderValueException;
import org.jspecify.annotations.Nullable;

/**
 * Maps every error to an answer: a problem document (RFC 9457) or a page for a browser that navigates, or for a stream that cannot be had right now an empty stream
 * that tells when to come back, because an {@code EventSource} gives up for good on everything but 200.
 *
 * <table>
 * <caption>Which error is which status</caption>
 * <tr><th>error</th><th>status</th></tr>
 * <tr><td>{@link LimitExceededException}</td><td>413; 400 for names, and for too many of them</td></tr>
 * <tr><td>{@link HubBusyException}</td><td>429 with {@code Retry-After}</td></tr>
 * <tr><td>{@link HubDrainingException}</td><td>503 with {@code Retry-After}; a stream as for {@link
 *     ConnectionLimitException}</td></tr>
 * <tr><td>{@link HubStoppedException}, {@link LogUnavailableException}</td><td>503 with {@code Retry-After}; a stream as for {@link
 *     ConnectionLimitException}</td></tr>
 * <tr><td>{@link IdempotencyKeyReusedException}</td><td>422</td></tr>
 * <tr><td>{@link ConnectionLimitException}</td><td>200 with {@code retry:} and a close for a stream; 429 with {@code
 *     Retry-After} for a poll that wants to wait</td></tr>
 * <tr><td>{@link RateLimitException}</td><td>the same</td></tr>
 * <tr><td>any other {@link HubException}</td><td>400</td></tr>
 * <tr><td>JAX-RS's own</td><td>theirs</td></tr>
 * <tr><td>anything else</td><td>500 with a number that stands in the log too</td></tr>
 * </table>
 */
public final class ProblemMapper implements ExceptionMapper<Throwable> {

    private final Streams streams;
    private final Refusals refusals;

    @Context
    private @Nullable UriInfo uri;

    @Context
    private @Nullable HttpHeaders headers;

    @Context
    private @Nullable ResourceInfo resource;

    public ProblemMapper(Streams streams, Refusals refusals) {
        this.streams = streams;
        this.refusals = refusals;
    }

    @Override
    public Response toResponse(Throwable thrown) {
        HubException refusal = refusalIn(thrown);
        if (refusal != null) {
            StreamFormat stream = isPassing(refusal) ? streamFormat() : null;
            return stream != null ? comeBackLater(refusal, stream) : refused(refusal);
        }
        if (thrown instanceof WebApplicationException http) {
            return standard(http);
        }
        if (thrown instanceof HeaderValueException malformed
                && malformed.getContext() == HeaderValueException.Context.INBOUND) {
            return document(
                    Response.status(Response.Status.BAD_REQUEST),
                    new ProblemDocument(
                            Problem.BAD_REQUEST,
                            Response.Status.BAD_REQUEST.getStatusCode(),
                            instance(),
                            new Explanation(
                                    "Headers are written as their specifications say.",
                                    InvalidRequestException.quote(String.valueOf(malformed.getMessage())) + ".",
                                    "Correct the header.")));
        }
        return document(Response.serverError(), ProblemDocument.internal(instance(), thrown));
    }

    private static boolean isPassing(HubException refusal) {
        return refusal instanceof ConnectionLimitException
                || refusal instanceof HubDrainingException
                || refusal instanceof RateLimitException
                || refusal instanceof HubStoppedException
                || refusal instanceof LogUnavailableException;
    }

    /** JAX-RS wraps what a parameter's constructor throws, and futures wrap what a stage throws. */
    private static @Nullable HubException refusalIn(Throwable thrown) {
        Throwable cause = thrown;
        while (cause != null) {
            if (cause instanceof HubException refusal) {
                return refusal;
            }
            boolean wrapper = cause instanceof WebApplicationException
                    || cause instanceof ProcessingException
                    || cause instanceof InvocationTargetException
                    || cause instanceof CompletionException;
            cause = wrapper ? cause.getCause() : null;
        }
        // Jersey looks up the character set of a body that is to be a string, and throws what Java says of its name.
        if (thrown instanceof IllegalCharsetNameException illegal) {
            return RequestBody.unknownCharset(illegal.getCharsetName());
        }
        return thrown instanceof UnsupportedCharsetException unknown
                ? RequestBody.unknownCharset(unknown.getCharsetName())
                : null;
    }

    private Response comeBackLater(HubException refusal, StreamFormat format) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Duration retry =
                refusal instanceof HubDrainingException draining ? draining.retryAfter() : streams.jitteredRetry();
        body.writeBytes(format.opening(retry));
        body.writeBytes(format.closing(refusal.problem().slug()));
        return Response.ok(body.toByteArray(), format.mediaType())
                .header(HttpHeaders.CACHE_CONTROL, StreamFormat.CACHE_CONTROL)
                .build();
    }

    private Response refused(HubException refusal) {
        ProblemDocument document = refusals.document(refusal, instance());
        Response.ResponseBuilder response = Response.status(document.status());
        Duration retryAfter = refusals.retryAfter(refusal);
        if (retryAfter != null) {
            response.header(HttpHeaders.RETRY_AFTER, Math.max(1, retryAfter.toSeconds()));
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
                    "Events are text/event-stream, application/x-ndjson or application/json.",
                    "The request's Accept allows none of them.",
                    "Send Accept: text/event-stream for a stream, application/json for a poll.");
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

    /** What the chosen resource would have written; null if that is no stream. */
    private @Nullable StreamFormat streamFormat() {
        Method method = resource == null ? null : resource.getResourceMethod();
        if (method == null || !List.of(method.getParameterTypes()).contains(SseEventSink.class)) {
            return null;
        }
        Produces produces = method.getAnnotation(Produces.class);
        boolean lines = produces != null && List.of(produces.value()).contains(EventsResource.NDJSON);
        return lines ? NdjsonFormat.NDJSON : SseFormat.PLAIN;
    }
}
