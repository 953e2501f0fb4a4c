package dev.carillon.api;

import dev.carillon.event.HubException;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import jakarta.json.Json;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.Map;

/** Reads JSON of outside callers. */
public final class JsonParsers {

    /** Kept, because looking for the implementation costs more than parsing an event. */
    private static final JsonParserFactory FACTORY = Json.createParserFactory(Map.of());

    private JsonParsers() {}

    public static JsonParser of(String document) {
        return FACTORY.createParser(new StringReader(document));
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
