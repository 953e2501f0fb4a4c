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

/** Reads the document of a packet. Of two fields with one name the last one counts, as in JavaScript. */
final class JsonReading {

    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());
    private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

    private JsonReading() {}

    static JsonValue read(String document) throws MalformedPacketException {
        try (JsonParser parser = PARSERS.createParser(new StringReader(document))) {
            JsonValue value = value(parser, parser.next(), 0);
            if (parser.hasNext()) {
                throw new MalformedPacketException("something follows the document");
            }
            return value;
        } catch (RuntimeException e) {
            // Not always a JsonException: see api.JsonParsers.malformed.
            throw new MalformedPacketException("no JSON: " + e.getMessage());
        }
    }

    private static JsonValue value(JsonParser parser, JsonParser.Event begin, int depth)
            throws MalformedPacketException {
        if (depth > PacketLimits.MAX_DEPTH) {
            throw new MalformedPacketException("nested more than " + PacketLimits.MAX_DEPTH + " levels deep");
        }
        return switch (begin) {
            case START_OBJECT -> object(parser, depth);
            case START_ARRAY -> array(parser, depth);
            default -> parser.getValue();
        };
    }

    private static JsonObject object(JsonParser parser, int depth) throws MalformedPacketException {
        JsonObjectBuilder object = BUILDERS.createObjectBuilder();
        while (parser.next() != JsonParser.Event.END_OBJECT) {
            String name = parser.getString();
            object.add(name, value(parser, parser.next(), depth + 1));
        }
        return object.build();
    }

    private static JsonArray array(JsonParser parser, int depth) throws MalformedPacketException {
        JsonArrayBuilder array = BUILDERS.createArrayBuilder();
        for (JsonParser.Event item = parser.next(); item != JsonParser.Event.END_ARRAY; item = parser.next()) {
            array.add(value(parser, item, depth + 1));
        }
        return array.build();
    }
}
