package dev.carillon.socketio.hub;

import dev.carillon.api.StartingPoints;
import dev.carillon.event.EventId;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.hub.StartingPoint;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client wants to listen to, and from where on. */
record Subscription(
        List<String> channels,
        @Nullable String after,
        @Nullable String last,
        @Nullable String since) {

    private static final Set<String> FIELDS = Set.of("channel", "channels", "after", "last", "since");
    private static final String RULE =
            "A subscription is {channel: \"…\"} or {channels: [\"…\"]}, with one of after, last and since or none.";

    static Subscription of(JsonObject asked) {
        for (String field : asked.keySet()) {
            if (!FIELDS.contains(field)) {
                throw refused(RULE, "It has " + InvalidRequestException.quote(field) + ".");
            }
        }
        List<String> channels = new ArrayList<>();
        String one = text(asked, "channel");
        if (one != null) {
            channels.add(one);
        }
        if (asked.getOrDefault("channels", JsonValue.EMPTY_JSON_ARRAY) instanceof JsonArray several) {
            for (JsonValue item : several) {
                if (!(item instanceof JsonString name)) {
                    throw refused(RULE, "One of its channels is no string.");
                }
                channels.add(name.getString());
            }
        } else {
            throw refused(RULE, "Its \"channels\" are no array.");
        }
        Subscription subscription =
                new Subscription(channels, text(asked, "after"), text(asked, "last"), text(asked, "since"));
        if (subscription.starts() > 1) {
            throw refused(RULE, "It names several places to begin.");
        }
        return subscription;
    }

    private int starts() {
        return (after == null ? 0 : 1) + (last == null ? 0 : 1) + (since == null ? 0 : 1);
    }

    StartingPoint start(InstantSource clock) {
        if (after != null) {
            return new StartingPoint.After(EventId.parse(after));
        }
        if (last != null) {
            return StartingPoints.last(last);
        }
        return since == null ? new StartingPoint.Now() : StartingPoints.since(since, clock);
    }

    /** A string, or a number as one; null if it is null or not there. */
    static @Nullable String text(JsonObject asked, String field) {
        JsonValue value = asked.getOrDefault(field, JsonValue.NULL);
        if (value == JsonValue.NULL) {
            return null;
        }
        if (value instanceof JsonString text) {
            return text.getString();
        }
        if (value instanceof JsonNumber number) {
            return number.toString();
        }
        throw refused(RULE, "Its \"" + field + "\" is neither a string nor a number.");
    }

    static JsonObject without(JsonObject object, String field) {
        JsonObjectBuilder rest = Json.createObjectBuilder(object);
        rest.remove(field);
        return rest.build();
    }

    static InvalidRequestException refused(String rule, String finding) {
        return new InvalidRequestException(Problem.BAD_REQUEST, rule, finding, "Correct it; nothing was done.");
    }
}
