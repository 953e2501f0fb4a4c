package dev.carillon.api;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Payload;
import dev.carillon.event.Problem;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One event as a request describes it: the channel in the path, the data in the body, the rest in headers. */
public final class Publication {

    private Publication() {}

    public static Event event(ChannelName channel, RequestBody body, Headers headers, Instant time) {
        Payload payload = body.isJson() ? Payload.json(checkedJson(body.text())) : Payload.text(body.text());
        Event event = Event.of(channel, payload, time)
                .withType(emptyAsAbsent(headers.get("Event-Type")))
                .withKey(emptyAsAbsent(headers.get("Event-Key")));
        return isVolatile(headers.get("Event-Volatile")) ? event.asVolatile() : event;
    }

    /** The headers of a request. */
    public interface Headers {
        @Nullable
        String get(String name);
    }

    private static String checkedJson(String document) {
        try (JsonParser parser = JsonParsers.of(document)) {
            if (!parser.hasNext()) {
                throw new JsonException("it is empty");
            }
            while (parser.hasNext()) {
                parser.next();
            }
        } catch (RuntimeException e) {
            throw JsonParsers.malformed(e);
        }
        return document;
    }

    private static boolean isVolatile(@Nullable String header) {
        if (header == null || header.equals("false")) {
            return false;
        }
        if (header.equals("true")) {
            return true;
        }
        throw new InvalidRequestException(
                Problem.INVALID_EVENT,
                "Event-Volatile is true or false.",
                "It is " + InvalidRequestException.quote(header) + ".",
                "Leave it out for an event that is kept.");
    }

    private static @Nullable String emptyAsAbsent(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }
}
