package dev.carillon.api;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.util.Optional;
import java.util.Set;

/** A body that is one JSON object with certain fields and no others. */
public record JsonBody(JsonObject object) {

    /**
     * Reads a body; an empty one is an object without fields.
     *
     * @throws InvalidRequestException if it is something else, or has other fields, or one of them twice
     */
    public static JsonBody of(String text, Set<String> fields) {
        if (text.isBlank()) {
            return new JsonBody(JsonValue.EMPTY_JSON_OBJECT);
        }
        try (JsonParser parser = JsonParsers.of(text)) {
            if (!parser.hasNext() || parser.next() != JsonParser.Event.START_OBJECT) {
                throw new JsonException("it is not an object");
            }
            JsonObject object = JsonParsers.object(parser);
            while (parser.hasNext()) {
                parser.next();
            }
            for (String field : object.keySet()) {
                if (!fields.contains(field)) {
                    throw invalid(fields, "It has " + InvalidRequestException.quote(field) + ".");
                }
            }
            return new JsonBody(object);
        } catch (RuntimeException e) {
            throw JsonParsers.malformed(e);
        }
    }

    /** A text; absent if it is null or not there. */
    public Optional<String> text(String field) {
        JsonValue value = object.getOrDefault(field, JsonValue.NULL);
        if (value == JsonValue.NULL) {
            return Optional.empty();
        }
        if (value instanceof JsonString string) {
            return Optional.of(string.getString());
        }
        throw invalid(object.keySet(), "\"" + field + "\" is not a string.");
    }

    /** True or false; absent if it is null or not there. */
    public Optional<Boolean> truth(String field) {
        JsonValue value = object.getOrDefault(field, JsonValue.NULL);
        if (value == JsonValue.NULL) {
            return Optional.empty();
        }
        if (value != JsonValue.TRUE && value != JsonValue.FALSE) {
            throw invalid(object.keySet(), "\"" + field + "\" is not true or false.");
        }
        return Optional.of(value == JsonValue.TRUE);
    }

    /** A whole number that is not negative; absent if it is null or not there. */
    public Optional<Long> number(String field) {
        JsonValue value = object.getOrDefault(field, JsonValue.NULL);
        if (value == JsonValue.NULL) {
            return Optional.empty();
        }
        try {
            if (value instanceof JsonNumber number && number.isIntegral() && number.longValueExact() >= 0) {
                return Optional.of(number.longValueExact());
            }
        } catch (ArithmeticException tooLarge) {
            // Refused below.
        }
        throw invalid(object.keySet(), "\"" + field + "\" is not a whole number of at least 0.");
    }

    private static InvalidRequestException invalid(Set<String> fields, String finding) {
        return new InvalidRequestException(
                Problem.BAD_REQUEST,
                "The body is a JSON object with " + fields.stream().sorted().toList() + ".",
                finding,
                "Correct it; nothing was done.");
    }
}
