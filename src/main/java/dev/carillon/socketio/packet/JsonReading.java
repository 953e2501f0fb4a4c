package dev.carillon.socketio.packet;

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
import java.util.Map;

/**
 * Reads the document of one packet. Of two fields with one name the last one counts, as in JavaScript.
 *
 * <p>A value takes far more memory than its text: a million characters of {@code [[[[1]]]],} are 57 MB. So values are counted.
 */
final class JsonReading {

    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());
    private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

    private final JsonParser parser;
    private final int maxValues;
    private int values;

    private JsonReading(JsonParser parser, int maxValues) {
        this.parser = parser;
        this.maxValues = maxValues;
    }

    /**
     * What was read.
     *
     * @param values it and all that it holds
     */
    record Document(JsonValue value, int values) {}

    static Document read(String document, int maxValues) throws MalformedPacketException {
        try (JsonParser parser = PARSERS.createParser(new StringReader(document))) {
            JsonReading reading = new JsonReading(parser, maxValues);
            JsonValue value = reading.value(parser.next(), 0);
            if (parser.hasNext()) {
                throw new MalformedPacketException("something follows the document");
            }
            return new Document(value, reading.values);
        } catch (RuntimeException e) {
            // Not always a JsonException: see api.JsonParsers.malformed.
            throw new MalformedPacketException("no JSON: " + e.getMessage());
        }
    }

    private JsonValue value(JsonParser.Event begin, int depth) throws MalformedPacketException {
        if (++values > maxValues) {
            throw new MalformedPacketException("more than " + maxValues + " values");
        }
        if (depth > PacketLimits.MAX_DEPTH) {
            throw new MalformedPacketException("nested more than " + PacketLimits.MAX_DEPTH + " levels deep");
        }
        return switch (begin) {
            case START_OBJECT -> object(depth);
            case START_ARRAY -> array(depth);
            default -> parser.getValue();
        };
    }

    private JsonObject object(int depth) throws MalformedPacketException {
        JsonObjectBuilder object = BUILDERS.createObjectBuilder();
        while (parser.next() != JsonParser.Event.END_OBJECT) {
            String name = parser.getString();
            object.add(name, value(parser.next(), depth + 1));
        }
        return object.build();
    }

    private JsonArray array(int depth) throws MalformedPacketException {
        JsonArrayBuilder array = BUILDERS.createArrayBuilder();
        for (JsonParser.Event item = parser.next(); item != JsonParser.Event.END_ARRAY; item = parser.next()) {
            array.add(value(item, depth + 1));
        }
        return array.build();
    }
}
