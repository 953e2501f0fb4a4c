package dev.carillon.socketio.packet;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import java.util.Map;

/** What follows the first item of an array. */
final class Tail {

    private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

    private Tail() {}

    static JsonArray of(JsonArray array) {
        JsonArrayBuilder tail = BUILDERS.createArrayBuilder();
        for (int i = 1; i < array.size(); i++) {
            tail.add(array.get(i));
        }
        return tail.build();
    }
}
