package dev.carillon.socketio;

import jakarta.json.JsonValue;

/** A bean refuses a client, or what he asks for. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient JsonValue data;

    public RefusedException(String message) {
        this(message, JsonValue.NULL);
    }

    /** {@code data} is told to the client beside the message, unless it is {@link JsonValue#NULL}. */
    public RefusedException(String message, JsonValue data) {
        super(message);
        this.data = data;
    }

    public String told() {
        return String.valueOf(getMessage());
    }

    public JsonValue data() {
        return data == null ? JsonValue.NULL : data;
    }
}
