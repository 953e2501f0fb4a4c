package dev.carillon.api;

import dev.carillon.event.HubException;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Reads JSON of outside callers. */
public final class JsonParsers {

    /** Kept, because looking for the implementation costs more than parsing an event. */
    private static final JsonParserFactory FACTORY = Json.createParserFactory(Map.of());

    private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

    private JsonParsers() {}

    public static JsonParser of(String document) {
        return FACTORY.createParser(new StringReader(document));
    }

    /**
     * The object whose beginning the parser has just read. {@link JsonParser#getObject()} takes the last of two fields of the same
     * name, and whoever reads the same document elsewhere may take the first.
     *
     * @throws InvalidRequestException if it, or an object in it, has a field twice
     */
    public static JsonObject object(JsonParser parser) {
        JsonObjectBuilder object = BUILDERS.createObjectBuilder();
        Set<String> names = new HashSet<>();
        while (parser.next() != JsonParser.Event.END_OBJECT) {
            String name = parser.getString();
            if (!names.add(name)) {
                throw new InvalidRequestException(
                        Problem.MALFORMED_JSON,
                        "An object of a JSON document has each field once.",
                        "There is " + InvalidRequestException.quote(name) + " twice in one.",
                        "Leave one of them out; nothing was done.");
            }
            object.add(name, value(parser, parser.next()));
        }
        return object.build();
    }

    /** The value that begins with this event, which the parser has just read; see {@link #object}. */
    public static JsonValue value(JsonParser parser, JsonParser.Event begin) {
        return switch (begin) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            default -> parser.getValue();
        };
    }

    private static JsonArray array(JsonParser parser) {
        JsonArrayBuilder array = BUILDERS.createArrayBuilder();
        for (JsonParser.Event item = parser.next(); item != JsonParser.Event.END_ARRAY; item = parser.next()) {
            array.add(value(parser, item));
        }
        return array.build();
    }

    /**
     * What the parser threw, as a refusal. It is not always a {@link jakarta.json.JsonException}: for a document that is nested
     * too deeply Parsson throws a bare {@link RuntimeException}, for a number of too many digits an {@link
     * UnsupportedOperationException}.
     */
    public static HubException malformed(RuntimeException cause) {
        if (cause instanceof HubException refusal) {
            return refusal;
        }
        return new InvalidRequestException(
                Problem.MALFORMED_JSON,
                "A body with Content-Type application/json is one JSON document.",
                "The parser says: " + InvalidRequestException.quote(String.valueOf(cause.getMessage())) + ".",
                "Correct it, or send text with Content-Type text/plain.");
    }
}
