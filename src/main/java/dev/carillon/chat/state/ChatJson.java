package dev.carillon.chat.state;

import dev.carillon.chat.model.Penalty;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Role;
import dev.carillon.chat.model.Room;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.model.RoomKind;
import dev.carillon.chat.model.Standing;
import dev.carillon.chat.model.UserId;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The documents of the chat, as its events and answers have them. */
public final class ChatJson {

    /** Kept, because looking for the implementation costs more than writing a message. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private ChatJson() {}

    public static JsonObjectBuilder object() {
        return JSON.createObjectBuilder();
    }

    public static JsonObject parse(String text) {
        try (var reader = JSON.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    /** {@code {"id","name","guest"}}. */
    public static JsonObjectBuilder person(Person person) {
        return object().add("id", person.id().value())
                .add("name", person.name())
                .add("guest", person.isGuest());
    }

    public static Person person(JsonObject json) {
        return new Person(new UserId(json.getString("id")), json.getString("name"));
    }

    /** As everybody who can see the room sees it. */
    public static JsonObjectBuilder room(Room room) {
        return object().add("id", room.id().value())
                .add("name", room.name())
                .add("topic", room.topic())
                .add("kind", room.kind().label())
                .add("archived", room.archived())
                .add("slowModeSeconds", room.slowMode().toSeconds())
                .add("createdAt", room.createdAt().toString())
                .add("createdBy", person(room.createdBy()));
    }

    static Room room(JsonObject json) {
        return new Room(
                new RoomId(json.getString("id")),
                json.getString("name"),
                json.getString("topic"),
                RoomKind.of(json.getString("kind")),
                json.getBoolean("archived"),
                Duration.ofSeconds(json.getJsonNumber("slowModeSeconds").longValue()),
                Instant.parse(json.getString("createdAt")),
                person(json.getJsonObject("createdBy")));
    }

    static JsonObjectBuilder standing(RoomId room, Standing standing) {
        JsonObjectBuilder json = object().add("room", room.value())
                .add("user", person(standing.person()))
                .add("role", standing.role().label());
        penalty(json, "mute", standing.mute());
        penalty(json, "ban", standing.ban());
        return json;
    }

    static Standing standing(JsonObject json) {
        return new Standing(
                person(json.getJsonObject("user")),
                Role.of(json.getString("role")),
                penalty(json, "mute"),
                penalty(json, "ban"));
    }

    private static void penalty(JsonObjectBuilder json, String name, @Nullable Penalty penalty) {
        if (penalty != null) {
            json.add(name, time(object().add("reason", penalty.reason()), "until", penalty.until()));
        }
    }

    private static @Nullable Penalty penalty(JsonObject json, String name) {
        JsonObject penalty = json.getJsonObject(name);
        return penalty == null ? null : new Penalty(time(penalty, "until"), penalty.getString("reason"));
    }

    /** Adds a time, or null. */
    public static JsonObjectBuilder time(JsonObjectBuilder json, String name, @Nullable Instant time) {
        return text(json, name, time == null ? null : time.toString());
    }

    /** Adds a text, or null. */
    public static JsonObjectBuilder text(JsonObjectBuilder json, String name, @Nullable String text) {
        return text == null ? json.addNull(name) : json.add(name, text);
    }

    static @Nullable Instant time(JsonObject json, String name) {
        String text = text(json, name);
        return text == null ? null : Instant.parse(text);
    }

    static @Nullable String text(JsonObject json, String name) {
        JsonValue value = json.getOrDefault(name, JsonValue.NULL);
        return value == JsonValue.NULL ? null : json.getString(name);
    }
}
