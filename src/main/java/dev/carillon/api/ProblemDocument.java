package dev.carillon.api;

import dev.carillon.event.HubException;
import dev.carillon.event.Problem;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 9457). {@code detail} is for people; {@code rule}, {@code finding} and {@code remedy} are its parts.
 *
 * @param instance the path that was asked for
 */
record ProblemDocument(Problem problem, int status, String instance, Explanation explanation) {

    private static final System.Logger LOGGER = System.getLogger(ProblemDocument.class.getName());

    static final String MEDIA_TYPE = "application/problem+json";
    static final String TYPE_PREFIX = "/problems/";

    /** What holds, what was found instead, and what to do. */
    record Explanation(String rule, String finding, String remedy) {}

    static ProblemDocument of(HubException refusal, String instance) {
        return new ProblemDocument(
                refusal.problem(),
                statusOf(refusal.problem()),
                instance,
                new Explanation(refusal.rule(), refusal.finding(), refusal.remedy()));
    }

    /** Logs the cause and tells the caller only the number under which it stands there. */
    static ProblemDocument internal(String instance, Throwable cause) {
        String number = UUID.randomUUID().toString();
        LOGGER.log(System.Logger.Level.ERROR, "request failed number=" + number, cause);
        return new ProblemDocument(
                Problem.INTERNAL,
                500,
                instance,
                new Explanation(
                        "This should not happen.",
                        "The server's log has the cause under " + number + ".",
                        "Tell the operator this number."));
    }

    static int statusOf(Problem problem) {
        return switch (problem) {
            case EVENT_TOO_LARGE, BATCH_TOO_LARGE, BODY_TOO_LARGE -> 413;
            case HEAD_TOO_LARGE -> 431;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
            case UNAUTHENTICATED, INVALID_TOKEN, TOKEN_EXPIRED, TOKEN_REVOKED, INVALID_TICKET, INVALID_CODE -> 401;
            case REQUEST_TIMEOUT -> 408;
            case BUSY, TOO_MANY_CONNECTIONS, RATE_LIMITED, TOO_MANY_REPLAYS, SLOW_MODE -> 429;
            case IDEMPOTENCY_KEY_REUSED, MESSAGE_REFUSED -> 422;
            case STOPPED, DRAINING, LOG_UNAVAILABLE -> 503;
            case INTERNAL -> 500;
            case FORBIDDEN, CHANNEL_NOT_GRANTED, CROSS_SITE, NOT_ALLOWED_IN_ROOM, MUTED, BANNED -> 403;
            case NOT_FOUND, NO_SUCH_ROOM, NO_SUCH_MESSAGE, NO_SUCH_PERSON, NO_SUCH_SYMBOL, NO_SUCH_FEED -> 404;
            case NOTHING_TO_BACK_UP, NAME_TAKEN, ROOM_EXISTS, CHAT_FULL -> 409;
            case SEQUENCE_NOT_NEWER, TICKER_FULL, FEED_EXISTS, FEED_FROM_SETTINGS -> 409;
            case METHOD_NOT_ALLOWED -> 405;
            case NOT_ACCEPTABLE -> 406;
            default -> 400;
        };
    }

    /** What {@code WWW-Authenticate} says with a 401 (RFC 6750 §3); null with any other status. */
    @Nullable
    String challenge() {
        if (status != 401) {
            return null;
        }
        return problem == Problem.UNAUTHENTICATED
                ? "Bearer realm=\"carillon\""
                : "Bearer realm=\"carillon\", error=\"invalid_token\"";
    }

    String toJson() {
        return toJsonObject().toString();
    }

    JsonObject toJsonObject() {
        return Json.createObjectBuilder()
                .add("type", TYPE_PREFIX + problem.slug())
                .add("title", problem.title())
                .add("status", status)
                .add("instance", instance)
                .add("detail", explanation.rule + " " + explanation.finding + " " + explanation.remedy)
                .add("rule", explanation.rule)
                .add("finding", explanation.finding)
                .add("remedy", explanation.remedy)
                .build();
    }
}
