package dev.carillon.api;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.HubException;
import dev.carillon.event.IdempotencyKey;
import dev.carillon.event.Problem;
import dev.carillon.hub.Hub;
import dev.carillon.hub.HubSettings;
import dev.carillon.log.Append;
import dev.carillon.log.Appended;
import dev.carillon.security.Caller;
import dev.carillon.security.Origin;
import dev.carillon.security.PublishRates;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/events/{channel}} and {@code POST /api/events}.
 *
 * <p>Not a JAX-RS resource, because publishing is the one request that comes thousands of times a second, and Jersey's
 * dispatch takes several times what everything else about it takes (scenario D of the benchmark; {@code
 * docs/decisions.md}).
 *
 * <p>Threading: a request thread publishes. If the answer has to wait for the hub or the log, the request gives its thread back,
 * and the container lends it another one to write the answer.
 */
public final class PublishFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final System.Logger LOGGER = System.getLogger(PublishFilter.class.getName());
    private static final String PATH = "/api/events";
    private static final String ALLOW = "Allow";
    private static final String METHODS = "GET, HEAD, POST, OPTIONS";

    private final transient Hub hub;
    private final transient PublishRates rates;
    private final transient PublishRules rules;
    private final transient Refusals refusals;
    private final transient InstantSource clock;

    public PublishFilter(Hub hub, PublishRates rates, PublishRules rules, Refusals refusals, InstantSource clock) {
        this.hub = hub;
        this.rates = rates;
        this.rules = rules;
        this.refusals = refusals;
        this.clock = clock;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        switch (request.getMethod()) {
            case "POST" -> publish(request, response);
            case "GET", "HEAD" -> chain.doFilter(request, response);
            case "OPTIONS" -> response.setHeader(ALLOW, METHODS);
            default -> {
                // JAX-RS does not know that there is a POST.
                response.setHeader(ALLOW, METHODS);
                write(response, Answer.of(methodNotAllowed(request)));
            }
        }
    }

    private void publish(HttpServletRequest request, HttpServletResponse response) throws IOException {
        CompletionStage<Answer> answer;
        try {
            answer = published(request);
        } catch (HubException refused) {
            write(response, problem(request, refused));
            return;
        }
        CompletableFuture<Answer> future = answer.toCompletableFuture();
        if (future.isDone()) {
            write(response, outcome(request, future));
            return;
        }
        AsyncContext async = request.startAsync();
        // The hub refuses a publisher that waits for too long.
        async.setTimeout(0);
        // On a thread of the container: a client that does not read its answer must not hold one of ours.
        answer.whenCompleteAsync((done, failed) -> answerLater(async, request, response, future), async::start);
    }

    private void answerLater(
            AsyncContext async,
            HttpServletRequest request,
            HttpServletResponse response,
            CompletableFuture<Answer> answer) {
        try {
            write(response, outcome(request, answer));
        } catch (IOException clientGone) {
            LOGGER.log(System.Logger.Level.DEBUG, "the publisher did not wait for its answer", clientGone);
        } finally {
            async.complete();
        }
    }

    private CompletionStage<Answer> published(HttpServletRequest request) throws IOException {
        HubSettings.PublishLimits limits = hub.settings().publish();
        Caller caller = Caller.of(request);
        IdempotencyKey key = PublishRules.key(caller, request.getHeader("Idempotency-Key"));
        Origin origin = Origin.of(request);
        rates.request(origin, Math.max(0, request.getContentLengthLong()));
        String path = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        if (path.length() > PATH.length()) {
            RequestBody body = RequestBody.read(request, limits.maxEventBytes(), Problem.EVENT_TOO_LARGE);
            ChannelName channel = rules.names().channel(path.substring(PATH.length() + 1));
            Event event = Publication.event(channel, body, request::getHeader, clock.instant());
            rules.require(caller, event);
            String location = request.getContextPath() + path;
            return hub.publish(new Append(List.of(event), key)).thenApply(appended -> Answer.toOne(location, appended));
        }
        RequestBody body = RequestBody.read(request, RequestBody.maxBatchBytes(limits), Problem.BATCH_TOO_LARGE);
        Batch batch = Batch.parse(body, limits.maxBatchEvents(), rules.names(), clock.instant());
        rates.furtherEvents(origin, batch.events().size() - 1);
        batch.events().forEach(event -> rules.require(caller, event));
        String prefix = request.getContextPath() + PATH + '/';
        return hub.publish(new Append(batch.events(), key))
                .thenApply(appended -> batch.single()
                        ? Answer.toOne(prefix + batch.events().get(0).channel(), appended)
                        : Answer.toBatch(batch.events(), appended));
    }

    private Answer outcome(HttpServletRequest request, CompletableFuture<Answer> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof HubException refused) {
                return problem(request, refused);
            }
            return Answer.of(ProblemDocument.internal(request.getRequestURI(), e));
        }
    }

    private static ProblemDocument methodNotAllowed(HttpServletRequest request) {
        return new ProblemDocument(
                Problem.METHOD_NOT_ALLOWED,
                HttpServletResponse.SC_METHOD_NOT_ALLOWED,
                request.getRequestURI(),
                new ProblemDocument.Explanation(
                        "A resource answers only the methods in Allow.",
                        "Allow is " + METHODS + ".",
                        "Subscribe with GET, publish with POST."));
    }

    private Answer problem(HttpServletRequest request, HubException refused) {
        Answer answer = Answer.of(refusals.document(refused, request.getRequestURI()));
        Duration retryAfter = refusals.retryAfter(refused);
        return retryAfter == null ? answer : answer.retryAfter(Math.max(1, retryAfter.toSeconds()));
    }

    private static void write(HttpServletResponse response, Answer answer) throws IOException {
        byte[] body = answer.json.getBytes(StandardCharsets.UTF_8);
        response.setStatus(answer.status);
        response.setContentType(answer.mediaType);
        response.setContentLength(body.length);
        if (answer.header != null) {
            response.setHeader(answer.header, answer.headerValue);
        }
        response.getOutputStream().write(body);
    }

    /** What a publisher is told. */
    private record Answer(
            int status,
            String mediaType,
            String json,
            @Nullable String header,
            @Nullable String headerValue) {

        private static final String JSON = "application/json";

        static Answer toOne(String location, Appended appended) {
            if (appended.ids().isEmpty()) {
                return new Answer(HttpServletResponse.SC_ACCEPTED, JSON, "{\"id\":null}", null, null);
            }
            String id = appended.ids().get(0).toString();
            return new Answer(
                    status(appended), JSON, "{\"id\":\"" + id + "\"}", "Location", location + "?last_event_id=" + id);
        }

        static Answer toBatch(List<Event> events, Appended appended) {
            StringBuilder ids = new StringBuilder("{\"ids\":[");
            int durable = 0;
            for (Event event : events) {
                if (ids.charAt(ids.length() - 1) != '[') {
                    ids.append(',');
                }
                if (event.isDurable()) {
                    ids.append('"').append(appended.ids().get(durable++)).append('"');
                } else {
                    ids.append("null");
                }
            }
            int status = durable == 0 ? HttpServletResponse.SC_ACCEPTED : status(appended);
            return new Answer(status, JSON, ids.append("]}").toString(), null, null);
        }

        private static int status(Appended appended) {
            return appended.repeated() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_CREATED;
        }

        static Answer of(ProblemDocument document) {
            String challenge = document.challenge();
            String header = challenge == null ? null : "WWW-Authenticate";
            return new Answer(document.status(), ProblemDocument.MEDIA_TYPE, document.toJson(), header, challenge);
        }

        Answer retryAfter(long seconds) {
            return new Answer(status, mediaType, json, "Retry-After", Long.toString(seconds));
        }
    }
}
