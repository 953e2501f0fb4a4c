package dev.carillon.socketio.packet;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;

/** Writes a document as JavaScript does, and takes the bytes out of it. */
final class JsonWriting {

    private static final String HEX = "0123456789abcdef";

    private final StringBuilder json;
    private final List<byte[]> attachments;

    JsonWriting(StringBuilder json, List<byte[]> attachments) {
        this.json = json;
        this.attachments = attachments;
    }

    void value(JsonValue value) {
        if (value instanceof Binary binary) {
            Placeholders.write(json, attachments.size());
            attachments.add(binary.shared());
        } else if (value instanceof JsonString text) {
            string(text.getString());
        } else if (value instanceof JsonObject object) {
            object(object);
        } else if (value instanceof JsonArray array) {
            array(array);
        } else {
            json.append(value);
        }
    }

    private void object(JsonObject object) {
        json.append('{');
        boolean first = true;
        for (var field : object.entrySet()) {
            if (!first) {
                json.append(',');
            }
            first = false;
            string(field.getKey());
            json.append(':');
            value(field.getValue());
        }
        json.append('}');
    }

    private void array(JsonArray array) {
        json.append('[');
        items(array, true);
        json.append(']');
    }

    void items(JsonArray array, boolean first) {
        boolean begins = first;
        for (JsonValue item : array) {
            if (!begins) {
                json.append(',');
            }
            begins = false;
            value(item);
        }
    }

    /** A half of a surrogate pair has no UTF-8, so it is escaped (ECMA-262, "Well-formed JSON.stringify"). */
    void string(String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20 || (Character.isSurrogate(c) && !isPaired(text, i))) {
                json.append("\\u").append(HEX.charAt(c >> 12)).append(HEX.charAt((c >> 8) & 0xf));
                json.append(HEX.charAt((c >> 4) & 0xf)).append(HEX.charAt(c & 0xf));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    private static boolean isPaired(String text, int i) {
        char c = text.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
