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
 */
public record BodyLimits(HubSettings.PublishLimits publish, long maxBytes, Duration time) {

    private static final String EVENTS = "/api/events";

    /** What counts for a path. */
    record Size(long maxBytes, Problem tooLong) {

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
                        case EVENT_TOO_LARGE -> "Publish a link to the data, or raise carillon.event.max-bytes.";
                        default -> "Send less, or raise carillon.request.body-bytes.";
                    });
        }
    }

    Size of(String path) {
        if (path.equals(EVENTS) || path.equals(EVENTS + '/')) {
            return new Size(RequestBody.maxBatchBytes(publish), Problem.BATCH_TOO_LARGE);
        }
        return path.startsWith(EVENTS + '/')
                ? new Size(publish.maxEventBytes(), Problem.EVENT_TOO_LARGE)
                : new Size(maxBytes, Problem.BODY_TOO_LARGE);
    }
}
