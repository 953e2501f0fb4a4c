package dev.carillon.socketio.server;

import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.CloseReason;
import dev.carillon.hub.Gap;
import dev.carillon.hub.WireFormat;
import dev.carillon.socketio.ChannelEvents;
import dev.carillon.socketio.packet.Binary;
import dev.carillon.socketio.packet.Encoded;
import dev.carillon.socketio.packet.Packet;
import dev.carillon.stream.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonString;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Events as packets of one namespace. All of its sockets share one object, so they share what it makes.
 *
 * <p>Threading: as {@link WireFormat}.
 */
final class NamespaceFormat implements WireFormat {

    private static final byte[] NOTHING = {};

    private static final JsonBuilderFactory BUILDERS = jakarta.json.Json.createBuilderFactory(Map.of());

    private final String namespace;
    private final ChannelEvents channels;
    private final boolean recovers;

    /** It is asked for every set of channels that somebody listens to. */
    private volatile @Nullable Meant lastMeant;

    private record Meant(Event event, Audience audience) {}

    /** {@code recovers} means that events tell their ids. */
    NamespaceFormat(String namespace, ChannelEvents channels, boolean recovers) {
        this.namespace = namespace;
        this.channels = channels;
        this.recovers = recovers;
    }

    @Override
    public byte[] event(Event event, @Nullable EventId id) {
        if (Names.isOurs(event.channel())) {
            Said said = Said.read(event);
            return frames(withId(said.payload(), id), said.attachments());
        }
        ChannelEvents.Said said = channels.say(event, id);
        StringBuilder payload = new StringBuilder("[");
        payload.append(Encoded.string(said.event()));
        said.args().forEach(arg -> payload.append(',').append(arg));
        return frames(withId(payload.append(']').toString(), id), List.of());
    }

    /** Those who are not to get it. */
    @Override
    public Set<String> notFor(Event event) {
        if (isForSome(event)) {
            return audience(event).exceptSockets();
        }
        String key = event.key();
        return key != null && Names.isOurs(event.channel()) ? Set.of(key) : Set.of();
    }

    @Override
    public boolean isFor(Event event, SelectorSet selectors) {
        return !isForSome(event) || audience(event).includes(namespace, selectors);
    }

    private static boolean isForSome(Event event) {
        return Said.isForSome(event) && Names.isOurs(event.channel());
    }

    /** The same event comes again and again; an equal one has the same audience, but to compare them costs more than to read it. */
    @SuppressWarnings("ReferenceEquality")
    private Audience audience(Event event) {
        Meant known = lastMeant;
        if (known == null || known.event != event) {
            known = new Meant(event, Said.audience(event));
            lastMeant = known;
        }
        return known.audience;
    }

    /**
     * A client that may be recovered takes the last argument for an id if it is a string, so there is always something after it. See
     * "offset" in {@code docs/socketio.md}.
     */
    private String withId(String payload, @Nullable EventId id) {
        if (!recovers) {
            return payload;
        }
        String open = payload.substring(0, payload.length() - 1);
        if (id != null) {
            return open + ",\"" + id + "\"]";
        }
        return payload.endsWith("\"]") ? open + ",null]" : payload;
    }

    @Override
    public byte[] gap(Gap gap) {
        return frames("[\"gap\"," + Json.gap(gap) + ']', List.of());
    }

    /** Moves the place from which a client is recovered. */
    @Override
    public byte[] cursor(EventId id) {
        return recovers ? frames("[\"cursor\",\"" + id + "\"]", List.of()) : NOTHING;
    }

    /** Who loses the right to be here is told to stay away; anybody else comes back when his connection is gone. */
    @Override
    public byte[] lastWords(CloseReason reason, @Nullable Duration retry) {
        byte[] told = frames("[\"closed\",{\"reason\":\"" + reason.slug() + "\"}]", List.of());
        if (!Endings.isOfOneSocket(reason)) {
            return told;
        }
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(told);
        both.writeBytes(Encoded.of(new Packet.Disconnect(namespace)).frames());
        return both.toByteArray();
    }

    @Override
    public String label() {
        return "socketio";
    }

    /** The layer below has its own. */
    @Override
    public boolean hasHeartbeat() {
        return false;
    }

    @Override
    public byte[] heartbeat() {
        return NOTHING;
    }

    /** An event without an id, as it is sent to one socket alone. */
    byte[] direct(@Nullable Long ack, String name, JsonArray args) {
        JsonArray sent = recovers && endsInText(args)
                ? BUILDERS.createArrayBuilder(args).addNull().build()
                : args;
        return Encoded.of(new Packet.Event(namespace, ack, name, sent)).frames();
    }

    /** As a client sees it, for whom the name is an argument and bytes are no text. */
    private static boolean endsInText(JsonArray args) {
        return args.isEmpty() || (args.get(args.size() - 1) instanceof JsonString last && !(last instanceof Binary));
    }

    private byte[] frames(String payload, List<byte[]> attachments) {
        return Encoded.event(namespace, payload, attachments).frames();
    }
}
