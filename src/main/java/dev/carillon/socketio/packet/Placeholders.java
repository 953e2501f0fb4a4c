package dev.carillon.socketio.packet;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** {@code {"_placeholder":true,"num":0}} stands where an attachment belongs. */
final class Placeholders {

    private static final String MARK = "_placeholder";
    private static final String NUMBER = "num";
    private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

    private Placeholders() {}

    static boolean isOne(JsonValue value) {
        return value instanceof JsonObject object && JsonValue.TRUE.equals(object.get(MARK));
    }

    static void write(StringBuilder json, int number) {
        json.append("{\"").append(MARK).append("\":true,\"").append(NUMBER).append("\":");
        json.append(number).append('}');
    }

    /**
     * Each attachment has one place. One that stood in a thousand would be sent a thousand times by whoever passes the document
     * on.
     */
    static void check(JsonValue document, int attachments) throws MalformedPacketException {
        BitSet found = new BitSet(attachments);
        check(document, attachments, found);
        if (found.cardinality() != attachments) {
            throw new MalformedPacketException("an attachment has no place");
        }
    }

    private static void check(JsonValue value, int attachments, BitSet found) throws MalformedPacketException {
        if (isOne(value)) {
            int number = number(value.asJsonObject(), attachments);
            if (found.get(number)) {
                throw new MalformedPacketException("an attachment has two places");
            }
            found.set(number);
        } else if (value instanceof JsonObject object) {
            for (JsonValue field : object.values()) {
                check(field, attachments, found);
            }
        } else if (value instanceof JsonArray array) {
            for (JsonValue item : array) {
                check(item, attachments, found);
            }
        }
    }

    private static int number(JsonObject placeholder, int attachments) throws MalformedPacketException {
        if (placeholder.get(NUMBER) instanceof JsonNumber number) {
            for (int i = 0; i < attachments; i++) {
                if (number.toString().equals(Integer.toString(i))) {
                    return i;
                }
            }
        }
        throw new MalformedPacketException("a place for an attachment that does not come");
    }

    /** A document that was {@linkplain #check checked}, with what belongs into it. */
    static JsonValue fill(JsonValue value, List<Binary> attachments) {
        if (isOne(value)) {
            return attachments.get(value.asJsonObject().getInt(NUMBER));
        }
        if (value instanceof JsonObject object) {
            JsonObjectBuilder filled = BUILDERS.createObjectBuilder();
            object.forEach((name, field) -> filled.add(name, fill(field, attachments)));
            return filled.build();
        }
        if (value instanceof JsonArray array) {
            JsonArrayBuilder filled = BUILDERS.createArrayBuilder();
            array.forEach(item -> filled.add(fill(item, attachments)));
            return filled.build();
        }
        return value;
    }
}
