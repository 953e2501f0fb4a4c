package dev.carillon.api;

import dev.carillon.event.Event;
import dev.carillon.event.IdempotencyKey;
import dev.carillon.security.Access;
import dev.carillon.security.Caller;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds for everybody who publishes from outside, however he does it.
 *
 * @param features write channels of their own
 */
public record PublishRules(ApiSettings names, List<FeatureChannels> features) {

    public PublishRules {
        features = List.copyOf(features);
    }

    /** An event that a JSON object describes, as in the body of {@code POST /api/events}. */
    public Event event(JsonObject described, Instant time) {
        return Batch.one(described, names, time);
    }

    /** Refuses somebody who may not publish this. */
    public void require(Caller caller, Event event) {
        Reserved.refuse(event.channel().isReserved(), event.channel().value());
        Access.requirePublish(caller, event.channel());
        FeatureChannels.refuse(features, event.channel());
    }

    /** All who are anonymous are one: the address of one who comes back may be another. */
    public static @Nullable IdempotencyKey key(Caller caller, @Nullable String value) {
        return value == null ? null : new IdempotencyKey(caller.subject(), value);
    }
}
