package dev.carillon.socketio.packet;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** What one side tells the other about one namespace. Packets with attachments are no types of their own: what they hold tells. */
public sealed interface Packet {

    /** The namespace that is meant if none is named. */
    String MAIN = "/";

    /** Begins with a slash; has no comma and no query. */
    String namespace();

    /**
     * The client wants to use a namespace; or the server lets him.
     *
     * @param data what the client says about himself, or what the server calls him; null if nothing
     */
    record Connect(String namespace, @Nullable JsonObject data) implements Packet {}

    /** One side leaves the namespace. */
    record Disconnect(String namespace) implements Packet {}

    /**
     * Something happened.
     *
     * @param id under which the other side acknowledges it; null if it need not
     * @param args what follows the name
     */
    record Event(String namespace, @Nullable Long id, String name, JsonArray args) implements Packet {}

    /** The answer to an event; without an id to none. */
    record Ack(String namespace, @Nullable Long id, JsonArray args) implements Packet {}

    /** The server does not let a client use a namespace. */
    record ConnectError(String namespace, JsonValue data) implements Packet {}
}
