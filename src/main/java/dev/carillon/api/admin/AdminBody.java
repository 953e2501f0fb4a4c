package dev.carillon.api.admin;

import dev.carillon.api.JsonParsers;
import dev.carillon.api.RequestBody;
import dev.carillon.event.Problem;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The JSON object that a request brings. A field that the resource does not know is refused, and one that is there twice. */
public final class AdminBody {

    /** Grants have at most 256 selectors of 128 characters of each kind. */
    private static final long MAX_BYTES = 128 << 10;

    private final JsonObject fields;

    private AdminBody(JsonObject fields) {
        this.fields = fields;
    }

    /** Reads the body; an empty one is an object without fields. */
    public static AdminBody read(HttpServletRequest request, String... allowed) {
        return parse(text(request, MAX_BYTES), allowed);
    }

    /** Reads the body, in which there may be an event. */
    public static AdminBody readWithEvent(HttpServletRequest request, long maxEventBytes, String... allowed) {
        return parse(text(request, MAX_BYTES + 2 * maxEventBytes), allowed);
    }

    private static String text(HttpServletRequest request, long maxBytes) {
        try {
            RequestBody body = RequestBody.read(request, maxBytes, Problem.EVENT_TOO_LARGE);
            if (!body.text().isEmpty() && !body.isJson()) {
                throw BadRequest.of(
                        "The body of this request is a JSON object.",
                        "Content-Type says something else.",
                        "Send Content-Type: application/json.");
            }
            return body.text();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static AdminBody parse(String text, String... allowed) {
        Set<String> known = new TreeSet<>(List.of(allowed));
        JsonObject object = text.isBlank() ? JsonValue.EMPTY_JSON_OBJECT : object(text);
        for (String field : object.keySet()) {
            if (!known.contains(field)) {
                throw BadRequest.of(
                        "The body of this request may have " + String.join(", ", known) + ".",
                        "It has " + BadRequest.quote(field) + ".",
                        "Correct the name, or leave it out.");
            }
        }
        return new AdminBody(object);
    }

    private static JsonObject object(String text) {
        try (JsonParser parser = JsonParsers.of(text)) {
            if (parser.next() != JsonParser.Event.START_OBJECT) {
                throw BadRequest.of("The body of this request is a JSON object.", "It is another value.", "Send {…}.");
            }
            JsonObject object = JsonParsers.object(parser);
            if (parser.hasNext()) {
                throw new JsonException("something follows the object");
            }
            return object;
        } catch (RuntimeException e) {
            throw JsonParsers.malformed(e);
        }
    }

    public boolean has(String field) {
        return value(field).isPresent();
    }

    /** A field that is null is as good as absent. */
    public Optional<JsonValue> value(String field) {
        return Optional.ofNullable(fields.get(field)).filter(value -> value != JsonValue.NULL);
    }

    public Optional<String> text(String field) {
        return value(field).map(value -> {
            if (value instanceof JsonString text) {
                return text.getString();
            }
            throw wrong(field, "a string");
        });
    }

    public String requiredText(String field) {
        return text(field).orElseThrow(() -> wrong(field, "a string and has to be there"));
    }

    public boolean isTrue(String field) {
        JsonValue value = value(field).orElse(JsonValue.FALSE);
        if (value != JsonValue.TRUE && value != JsonValue.FALSE) {
            throw wrong(field, "true or false");
        }
        return value == JsonValue.TRUE;
    }

    /** A number that is not negative. */
    public Optional<Long> number(String field) {
        return value(field).map(value -> {
            try {
                if (value instanceof JsonNumber number && number.isIntegral() && number.longValueExact() >= 0) {
                    return number.longValueExact();
                }
            } catch (ArithmeticException tooLarge) {
                // Refused below.
            }
            throw wrong(field, "a whole number, at least 0");
        });
    }

    public List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        JsonValue value = value(field).orElse(JsonValue.EMPTY_JSON_ARRAY);
        if (value.getValueType() != JsonValue.ValueType.ARRAY) {
            throw wrong(field, "an array of strings");
        }
        for (JsonValue item : value.asJsonArray()) {
            if (!(item instanceof JsonString text)) {
                throw wrong(field, "an array of strings");
            }
            texts.add(text.getString());
        }
        return texts;
    }

    /** An object with fields of its own. */
    public Optional<AdminBody> object(String field, String... allowed) {
        return value(field).map(value -> {
            if (value instanceof JsonObject object) {
                return parse(object.toString(), allowed);
            }
            throw wrong(field, "an object");
        });
    }

    @Override
    public String toString() {
        return fields.toString();
    }

    private static RuntimeException wrong(String field, String what) {
        return BadRequest.of(
                "\"" + field + "\" is " + what + ".", "This request has something else.", "Correct the body.");
    }
}
