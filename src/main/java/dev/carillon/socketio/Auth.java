package dev.carillon.socketio;

import jakarta.json.JsonObject;

/**
 * What a client says about itself when it connects: {@code io("/orders", {auth: {…}})}.
 *
 * @param data an empty object if it says nothing
 */
public record Auth(JsonObject data) {

    /** A text; empty if it is absent or something else. */
    public String text(String name) {
        return data.getString(name, "");
    }
}
