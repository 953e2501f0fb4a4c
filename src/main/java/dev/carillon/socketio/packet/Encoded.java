package dev.carillon.socketio.packet;

import dev.carillon.engineio.Frames;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A packet as it is sent.
 *
 * @param text its first message
 * @param attachments the messages that follow; nobody changes them
 */
public record Encoded(String text, List<byte[]> attachments) {

    /** What Engine.IO calls a message. */
    private static final char MESSAGE = '4';

    public static Encoded of(Packet packet) {
        if (packet instanceof Packet.Connect connect) {
            return plain(PacketType.CONNECT, connect.namespace(), connect.data());
        }
        if (packet instanceof Packet.Disconnect disconnect) {
            return plain(PacketType.DISCONNECT, disconnect.namespace(), null);
        }
        if (packet instanceof Packet.ConnectError error) {
            return plain(PacketType.CONNECT_ERROR, error.namespace(), error.data());
        }
        if (packet instanceof Packet.Ack ack) {
            return withBytes(PacketType.ACK, PacketType.BINARY_ACK, ack.namespace(), ack.id(), null, ack.args());
        }
        Packet.Event event = (Packet.Event) packet;
        return withBytes(
                PacketType.EVENT, PacketType.BINARY_EVENT, event.namespace(), event.id(), event.name(), event.args());
    }

    /** Only the payload of an event, {@code [name, args…]}, with what belongs into its places. */
    public static Encoded payload(String name, JsonArray args) {
        List<byte[]> attachments = new ArrayList<>();
        String payload = payload(name, args, attachments);
        return new Encoded(payload, List.copyOf(attachments));
    }

    /** An event whose payload was written before. */
    public static Encoded event(String namespace, String payload, List<byte[]> attachments) {
        StringBuilder text = new StringBuilder(payload.length() + 32);
        type(text, PacketType.EVENT, PacketType.BINARY_EVENT, attachments);
        namespace(text, namespace);
        return new Encoded(text.append(payload).toString(), attachments);
    }

    /** A JSON string. */
    public static String string(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2);
        new JsonWriting(json, new ArrayList<>()).string(text);
        return json.toString();
    }

    /** The frames of a WebSocket, see {@link Frames}. */
    public byte[] frames() {
        byte[] first = Frames.text(MESSAGE + text);
        if (attachments.isEmpty()) {
            return first;
        }
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        frames.writeBytes(first);
        attachments.forEach(bytes -> frames.writeBytes(Frames.binary(bytes)));
        return frames.toByteArray();
    }

    private static Encoded plain(PacketType type, String namespace, @Nullable JsonValue data) {
        StringBuilder text = new StringBuilder().append(type.digit());
        namespace(text, namespace);
        if (data != null) {
            new JsonWriting(text, new ArrayList<>()).value(data);
        }
        return new Encoded(text.toString(), List.of());
    }

    private static Encoded withBytes(
            PacketType plain,
            PacketType binary,
            String namespace,
            @Nullable Long id,
            @Nullable String name,
            JsonArray args) {
        List<byte[]> attachments = new ArrayList<>();
        String payload = payload(name, args, attachments);
        StringBuilder text = new StringBuilder(payload.length() + 32);
        type(text, plain, binary, attachments);
        namespace(text, namespace);
        if (id != null) {
            text.append(id.longValue());
        }
        return new Encoded(text.append(payload).toString(), List.copyOf(attachments));
    }

    private static String payload(@Nullable String name, JsonArray args, List<byte[]> attachments) {
        StringBuilder payload = new StringBuilder().append('[');
        JsonWriting writing = new JsonWriting(payload, attachments);
        if (name != null) {
            writing.string(name);
        }
        writing.items(args, name == null);
        if (!attachments.isEmpty()) {
            refusePlaceholders(args);
        }
        return payload.append(']').toString();
    }

    private static void type(StringBuilder text, PacketType plain, PacketType binary, List<byte[]> attachments) {
        if (attachments.isEmpty()) {
            text.append(plain.digit());
        } else {
            text.append(binary.digit()).append(attachments.size()).append('-');
        }
    }

    private static void namespace(StringBuilder text, String namespace) {
        if (!namespace.equals(Packet.MAIN)) {
            text.append(namespace).append(',');
        }
    }

    /** What looks like a place for bytes and is none would be filled by the other side, and there is no way to say that it is none. */
    private static void refusePlaceholders(JsonValue value) {
        if (Placeholders.isOne(value)) {
            throw new IllegalArgumentException(
                    "an object with \"_placeholder\": true cannot be sent together with bytes");
        }
        if (value instanceof JsonObject object) {
            object.values().forEach(Encoded::refusePlaceholders);
        } else if (value instanceof JsonArray array) {
            array.forEach(Encoded::refusePlaceholders);
        }
    }
}
