package dev.carillon.socketio.server;

import dev.carillon.api.Refusals;
import dev.carillon.event.HubException;
import dev.carillon.socketio.RefusedException;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/** What a client is told of something that a bean has thrown. */
final class Failure {

    private Failure() {}

    /** {@code {"message", "data"}} of a CONNECT_ERROR. */
    static JsonObject ofConnect(Throwable thrown, Refusals refusals, String namespace) {
        Throwable failure = cause(thrown);
        if (failure instanceof RefusedException refused) {
            JsonObjectBuilder told = Json.createObjectBuilder().add("message", refused.told());
            return refused.data() == JsonValue.NULL
                    ? told.build()
                    : told.add("data", refused.data()).build();
        }
        JsonObject document = refusals.told(failure, namespace);
        return Json.createObjectBuilder()
                .add("message", document.getString("title"))
                .add("data", document)
                .build();
    }

    /** {@code [{"error": …}]} of an acknowledgement. */
    static JsonArray ofEvent(Throwable thrown, Refusals refusals, String namespace) {
        Throwable failure = cause(thrown);
        JsonObject error;
        if (failure instanceof RefusedException refused) {
            error = Json.createObjectBuilder()
                    .add("title", refused.told())
                    .add("data", refused.data())
                    .build();
        } else {
            error = retry(refusals.told(failure, namespace), failure, refusals);
        }
        return Json.createArrayBuilder()
                .add(Json.createObjectBuilder().add("error", error))
                .build();
    }

    /** What {@code Retry-After} says over HTTP. */
    private static JsonObject retry(JsonObject document, Throwable failure, Refusals refusals) {
        Duration retryAfter = failure instanceof HubException refusal ? refusals.retryAfter(refusal) : null;
        return retryAfter == null
                ? document
                : Json.createObjectBuilder(document)
                        .add("retryAfter", Math.max(1, retryAfter.toSeconds()))
                        .build();
    }

    static Throwable cause(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof CompletionException && cause != null ? cause(cause) : thrown;
    }
}
