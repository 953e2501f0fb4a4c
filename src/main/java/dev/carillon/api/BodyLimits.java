package dev.carillon.api;

import dev.carillon.event.Limit;
import dev.carillon.event.LimitExceededException;
import dev.carillon.event.Problem;
import dev.carillon.hub.HubSettings;
import java.time.Duration;

/**
 * How long the body of a request may be, and how long it may take to arrive.
 *
 * @param maxBytes of everything but what is published
 * @param maxPayload of packets of Engine.IO
 */
public record BodyLimits(HubSettings.PublishLimits publish, long maxBytes, long maxPayload, Duration time) {

    private static final String EVENTS = "/api/events";

    /** Takes batches too. */
    private static final String TICKER = "/api/ticker";

    private static final String SOCKETS = "/socket.io";

    /**
     * What counts for a path.
     *
     * @param setting raises it
     */
    record Size(long maxBytes, Problem tooLong, String setting) {

        private Limit limit() {
            return switch (tooLong) {
                case BATCH_TOO_LARGE -> Limit.BATCH_BYTES;
                case EVENT_TOO_LARGE -> Limit.EVENT_BYTES;
                default -> Limit.BODY_BYTES;
            };
        }

        LimitExceededException refusal(String finding) {
            return new LimitExceededException(
                    limit(),
                    tooLong,
                    "The body of this request has at most " + maxBytes + " bytes.",
                    finding,
                    switch (tooLong) {
                        case BATCH_TOO_LARGE -> "Send it in parts.";
                        case EVENT_TOO_LARGE -> "Publish a link to the data, or raise " + setting + ".";
                        default -> "Send less, or raise " + setting + ".";
                    });
        }
    }

    Size of(String path) {
        if (path.equals(EVENTS) || path.equals(EVENTS + '/') || path.equals(TICKER)) {
            return new Size(RequestBody.maxBatchBytes(publish), Problem.BATCH_TOO_LARGE, "carillon.batch.max-bytes");
        }
        if (isSocket(path)) {
            return new Size(maxPayload, Problem.BODY_TOO_LARGE, "carillon.socketio.max-payload");
        }
        return path.startsWith(EVENTS + '/')
                ? new Size(publish.maxEventBytes(), Problem.EVENT_TOO_LARGE, "carillon.event.max-bytes")
                : new Size(maxBytes, Problem.BODY_TOO_LARGE, "carillon.request.body-bytes");
    }

    static boolean isSocket(String path) {
        return path.equals(SOCKETS) || path.startsWith(SOCKETS + '/');
    }
}
