package dev.carillon.it.client;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** Runs the functions of {@code src/test/node/scenario.js} with the official client of Socket.IO, somewhere. */
public interface ScriptClient extends AutoCloseable {

    /**
     * Calls a function, and waits for what it returns.
     *
     * @throws AssertionError if it fails
     */
    JsonValue call(String function, JsonObject options);

    @Override
    void close();
}
