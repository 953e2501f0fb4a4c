package dev.carillon.socketio.packet;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes packets of what one client sends. Once something was malformed it is of no more use.
 *
 * <p>Stricter than the parser of the npm package where that takes what no client of it sends: the text of the protocol decides
 * (an event has a payload that is no empty array), or what could be used for harm (attachments without a place or with two).
 *
 * <p>Threading: one thread at a time.
 */
public final class PacketDecoder {

    /** What these mean is told by the library of each side itself. */
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private final PacketLimits limits;
    private @Nullable Incomplete incomplete;
    private long weight;

    public PacketDecoder(PacketLimits limits) {
        this.limits = limits;
    }

    /** A packet whose attachments have not all come. */
    private record Incomplete(Head head, JsonValue document, List<Binary> attachments) {

        Incomplete(Head head, JsonValue document) {
            this(head, document, new ArrayList<>(head.attachments()));
        }

        long bytes() {
            return attachments.stream().mapToLong(Binary::size).sum();
        }

        boolean isComplete() {
            return attachments.size() == head.attachments();
        }
    }

    /** The text of a message; empty if attachments follow. */
    public Optional<Packet> text(String text) throws MalformedPacketException {
        if (incomplete != null) {
            throw new MalformedPacketException("text where an attachment is missing");
        }
        Head head = Head.parse(text, limits.maxAttachments());
        weight = text.length();
        JsonValue document = head.end() < text.length() ? document(text.substring(head.end())) : null;
        if (!head.type().hasAttachments()) {
            return Optional.of(packet(head, document));
        }
        if (document == null) {
            throw new MalformedPacketException("attachments without a document");
        }
        // What is wrong without them is refused without waiting for them.
        packet(head, document);
        Placeholders.check(document, head.attachments());
        incomplete = new Incomplete(head, document);
        return Optional.empty();
    }

    private JsonValue document(String json) throws MalformedPacketException {
        JsonReading.Document read = JsonReading.read(json, limits.maxValues());
        weight = Math.max(weight, (long) PacketLimits.VALUE_WEIGHT * read.values());
        return read.value();
    }

    /** An attachment; empty if it was not the last one. {@code bytes} must not be changed after this. */
    public Optional<Packet> binary(byte[] bytes) throws MalformedPacketException {
        Incomplete waiting = incomplete;
        if (waiting == null) {
            throw new MalformedPacketException("bytes that belong to nothing");
        }
        waiting.attachments.add(Binary.owning(bytes));
        weight += bytes.length;
        if (waiting.bytes() > limits.maxAttachedBytes()) {
            throw new MalformedPacketException("attachments of more than " + limits.maxAttachedBytes() + " bytes");
        }
        if (!waiting.isComplete()) {
            return Optional.empty();
        }
        incomplete = null;
        return Optional.of(packet(waiting.head, Placeholders.fill(waiting.document, waiting.attachments)));
    }

    /**
     * What the last packet weighs as long as it is held: the characters of its text and the bytes of its attachments, and as much as
     * {@link PacketLimits#VALUE_WEIGHT} for each value if that is more.
     */
    public long weight() {
        return weight;
    }

    private static Packet packet(Head head, @Nullable JsonValue document) throws MalformedPacketException {
        String namespace = head.namespace();
        return switch (head.type()) {
            case CONNECT -> new Packet.Connect(namespace, document == null ? null : object(document));
            case DISCONNECT -> {
                if (document != null) {
                    throw new MalformedPacketException("DISCONNECT with a payload");
                }
                yield new Packet.Disconnect(namespace);
            }
            case EVENT, BINARY_EVENT -> event(head, array(document));
            case ACK, BINARY_ACK -> new Packet.Ack(namespace, head.id(), array(document));
            case CONNECT_ERROR -> {
                if (!(document instanceof JsonObject) && !(document instanceof JsonString)) {
                    throw new MalformedPacketException("CONNECT_ERROR without an object or a string");
                }
                yield new Packet.ConnectError(namespace, document);
            }
        };
    }

    private static Packet event(Head head, JsonArray payload) throws MalformedPacketException {
        if (payload.isEmpty()) {
            throw new MalformedPacketException("an event without a name");
        }
        JsonValue first = payload.get(0);
        String name;
        if (first instanceof JsonString text && !(first instanceof Binary)) {
            name = text.getString();
        } else if (first instanceof JsonNumber number) {
            name = number.toString();
        } else {
            throw new MalformedPacketException("the name of an event is a string or a number");
        }
        if (RESERVED.contains(name)) {
            throw new MalformedPacketException("the name of an event is reserved");
        }
        return new Packet.Event(head.namespace(), head.id(), name, Tail.of(payload));
    }

    private static JsonObject object(JsonValue document) throws MalformedPacketException {
        if (document instanceof JsonObject object) {
            return object;
        }
        throw new MalformedPacketException("CONNECT with a payload that is no object");
    }

    private static JsonArray array(@Nullable JsonValue document) throws MalformedPacketException {
        if (document instanceof JsonArray array) {
            return array;
        }
        throw new MalformedPacketException("a payload that is no array");
    }

    /** Whether this is the name of an event that nobody can send. */
    public static boolean isReserved(String name) {
        return RESERVED.contains(name);
    }
}
