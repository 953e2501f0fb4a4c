package dev.carillon.api;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Limit;
import dev.carillon.event.LimitExceededException;
import dev.carillon.event.Payload;
import dev.carillon.event.Problem;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Events in one JSON document: an object, or an array of them.
 *
 * @param single whether the document was an object
 */
record Batch(List<Event> events, boolean single) {

    private static final Set<String> FIELDS = Set.of("channel", "type", "key", "data", "volatile");
    private static final String RULE =
            "An event is {\"channel\":…,\"data\":…} and may have \"type\", \"key\" and \"volatile\".";

    static Batch parse(RequestBody body, int maxEvents, ApiSettings names, Instant time) {
        if (!body.isJson()) {
            throw new InvalidRequestException(
                    Problem.UNSUPPORTED_MEDIA_TYPE,
                    "Events that name their channels themselves are application/json.",
                    "The request has another Content-Type.",
                    "Send Content-Type: application/json, or publish to /api/events/{channel}.");
        }
        try (JsonParser parser = JsonParsers.of(body.text())) {
            if (!parser.hasNext()) {
                throw new JsonException("it is empty");
            }
            JsonParser.Event first = parser.next();
            Batch batch = switch (first) {
                case START_OBJECT -> new Batch(List.of(event(JsonParsers.object(parser), 1, names, time)), true);
                case START_ARRAY -> new Batch(events(parser, maxEvents, names, time), false);
                default -> throw invalid(1, "is neither an object nor an array of objects");
            };
            while (parser.hasNext()) {
                parser.next();
            }
            return batch;
        } catch (RuntimeException e) {
            throw JsonParsers.malformed(e);
        }
    }

    private static List<Event> events(JsonParser parser, int maxEvents, ApiSettings names, Instant time) {
        List<Event> events = new ArrayList<>();
        for (JsonParser.Event item = parser.next(); item != JsonParser.Event.END_ARRAY; item = parser.next()) {
            if (events.size() == maxEvents) {
                throw new LimitExceededException(
                        Limit.BATCH_EVENTS,
                        Problem.BATCH_TOO_LARGE,
                        "A batch has at most " + maxEvents + " events.",
                        "It has more.",
                        "Send it in parts.");
            }
            int number = events.size() + 1;
            JsonValue value = JsonParsers.value(parser, item);
            if (!(value instanceof JsonObject object)) {
                throw invalid(number, "is not an object");
            }
            events.add(event(object, number, names, time));
        }
        if (events.isEmpty()) {
            throw invalid(1, "is missing");
        }
        return events;
    }

    /** The event that an object describes. */
    static Event one(JsonObject described, ApiSettings names, Instant time) {
        return event(described, 1, names, time);
    }

    private static Event event(JsonObject json, int number, ApiSettings names, Instant time) {
        for (String field : json.keySet()) {
            if (!FIELDS.contains(field)) {
                throw invalid(number, "has the unknown field " + InvalidRequestException.quote(field));
            }
        }
        String channel = string(json, "channel", number);
        JsonValue data = json.get("data");
        if (channel == null || data == null) {
            throw invalid(number, "has no " + (channel == null ? "\"channel\"" : "\"data\""));
        }
        ChannelName name = names.channel(channel);
        Payload payload =
                data instanceof JsonString text ? Payload.text(text.getString()) : Payload.json(data.toString());
        Event event = Event.of(name, payload, time)
                .withType(string(json, "type", number))
                .withKey(string(json, "key", number));
        return isVolatile(json, number) ? event.asVolatile() : event;
    }

    private static boolean isVolatile(JsonObject json, int number) {
        JsonValue value = json.getOrDefault("volatile", JsonValue.FALSE);
        if (value != JsonValue.TRUE && value != JsonValue.FALSE) {
            throw invalid(number, "has a \"volatile\" that is neither true nor false");
        }
        return value == JsonValue.TRUE;
    }

    private static @Nullable String string(JsonObject json, String field, int number) {
        JsonValue value = json.getOrDefault(field, JsonValue.NULL);
        if (value == JsonValue.NULL) {
            return null;
        }
        if (value instanceof JsonString text) {
            return text.getString();
        }
        throw invalid(number, "has a \"" + field + "\" that is not a string");
    }

    private static InvalidRequestException invalid(int number, String finding) {
        return new InvalidRequestException(
                Problem.INVALID_EVENT,
                RULE,
                "Event " + number + " " + finding + ".",
                "Nothing was published; correct it.");
    }
}
