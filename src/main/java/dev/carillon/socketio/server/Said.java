package dev.carillon.socketio.server;

import dev.carillon.event.Event;
import dev.carillon.event.Payload;
import dev.carillon.socketio.packet.Binary;
import dev.carillon.socketio.packet.Encoded;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A broadcast as the log has it: the payload of a packet, and the attachments as Base64. One socket that does not get it stands in the
 * key of the event; if there is more to say about its audience, that stands beside the payload.
 */
record Said(String payload, List<byte[]> attachments) {

    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());
    private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

    /** In its own words: the event's name and arguments, with places for bytes. */
    private static final String PAYLOAD = "payload";

    private static final String BYTES = "bytes";
    private static final String AUDIENCE = "audience";

    /** The type of an event that not everybody who listens to its channel gets. */
    private static final String FOR_SOME = "some";

    static Said of(String name, JsonArray args) {
        Encoded encoded = Encoded.payload(name, args);
        return new Said(encoded.text(), encoded.attachments());
    }

    static Said read(Event event) {
        try (var reader = READERS.createReader(new StringReader(event.payload().text()))) {
            JsonObject document = reader.readObject();
            List<byte[]> attachments = document.getJsonArray(BYTES).getValuesAs(JsonString.class).stream()
                    .map(text -> Base64.getDecoder().decode(text.getString()))
                    .toList();
            return new Said(document.getString(PAYLOAD), attachments);
        }
    }

    /** Whether its readers have to look who is meant. */
    static boolean isForSome(Event event) {
        return FOR_SOME.equals(event.type());
    }

    /** Of one that is for some. */
    static Audience audience(Event event) {
        try (var reader = READERS.createReader(new StringReader(event.payload().text()))) {
            return Audience.of(reader.readObject().getJsonObject(AUDIENCE));
        }
    }

    Event event(String namespace, Audience audience, Instant time) {
        var bytes = BUILDERS.createArrayBuilder();
        attachments.forEach(attachment -> bytes.add(Binary.of(attachment).getString()));
        var document = BUILDERS.createObjectBuilder().add(PAYLOAD, payload).add(BYTES, bytes);
        boolean one = audience.isOneChannel();
        if (!one) {
            document.add(AUDIENCE, audience.json());
        }
        Event event = Event.of(
                audience.channel(namespace), Payload.json(document.build().toString()), time);
        return one
                ? event.withKey(audience.exceptSockets().stream().findFirst().orElse(null))
                : event.withType(FOR_SOME);
    }
}
