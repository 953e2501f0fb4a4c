package dev.carillon.socketio;

import dev.carillon.socketio.convert.ToJson;
import jakarta.json.JsonArray;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Several values of an event or an acknowledgement. Bytes among them are {@link dev.carillon.socketio.packet.Binary}.
 *
 * @param values as they came
 */
public record Arguments(JsonArray values) {

    /** Anything that {@link Socket#emit} takes. */
    public static Arguments of(@Nullable Object... values) {
        return new Arguments(ToJson.array(values));
    }

    /** {@link JsonValue#NULL} if there are not so many. */
    public JsonValue get(int index) {
        return index < values.size() ? values.get(index) : JsonValue.NULL;
    }

    public int size() {
        return values.size();
    }
}
