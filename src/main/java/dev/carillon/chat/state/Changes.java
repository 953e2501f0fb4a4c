package dev.carillon.chat.state;

import dev.carillon.chat.archive.Author;
import dev.carillon.chat.archive.Change;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.text.Words;
import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an entry changes in the archive. */
final class Changes {

    private static final System.Logger LOGGER = System.getLogger(Changes.class.getName());
    private static final String ROOM_CHANNELS = "chat/";

    private Changes() {}

    /** Nothing, for what the archive does not keep. */
    static List<Change> of(Entry entry) {
        Event event = entry.event();
        try {
            if (event.channel().equals(ChatChannels.ROOMS)) {
                return event.isTombstone()
                        ? List.of(new Change.RoomRemoved(entry.offset(), String.valueOf(event.key())))
                        : List.of();
            }
            if (event.channel().equals(ChatChannels.READS)) {
                return List.of(event.isTombstone() ? notRead(event) : readUpTo(event));
            }
            String channel = event.channel().value();
            boolean ofRoom = channel.startsWith(ROOM_CHANNELS) && !channel.startsWith(ROOM_CHANNELS + '@');
            return ofRoom && event.type() != null
                    ? ofRoom(entry, channel.substring(ROOM_CHANNELS.length()))
                    : List.of();
        } catch (RuntimeException notOurs) {
            // Whoever has a grant for it may have published something of his own before the chat owned these channels.
            LOGGER.log(System.Logger.Level.WARNING, "not an event of the chat id=" + entry.id(), notOurs);
            return List.of();
        }
    }

    private static List<Change> ofRoom(Entry entry, String room) {
        Event event = entry.event();
        JsonObject data = ChatJson.parse(event.payload().text());
        return switch (String.valueOf(event.type())) {
            case ChatEvents.NEW_MESSAGE -> List.of(posted(entry, room, data));
            case ChatEvents.MESSAGE_EDITED -> List.of(edited(entry, room, data));
            case ChatEvents.MESSAGE_DELETED ->
                List.of(new Change.Deleted(
                        entry.offset(),
                        room,
                        offset(data, "message"),
                        event.time(),
                        author(data.getJsonObject("deleter")),
                        ChatJson.text(data, "reason")));
            case ChatEvents.REACTION ->
                List.of(new Change.Reacted(
                        entry.offset(),
                        room,
                        offset(data, "message"),
                        data.getString("emoji"),
                        data.getJsonObject("user").getString("id"),
                        data.getBoolean("added")));
            case ChatEvents.MEMBER_JOINED -> members(data, room, true);
            case ChatEvents.MEMBER_LEFT -> members(data, room, false);
            default -> List.of();
        };
    }

    private static Change posted(Entry entry, String room, JsonObject data) {
        String text = data.getString("text");
        return new Change.Posted(
                entry.offset(),
                room,
                author(data.getJsonObject("author")),
                text,
                Words.index(text),
                offset(data, "replyTo"),
                offset(data, "thread"),
                texts(data.getJsonArray("mentions")),
                entry.event().time(),
                optionalAuthor(data, "by"));
    }

    private static Change edited(Entry entry, String room, JsonObject data) {
        String text = data.getString("text");
        return new Change.Edited(
                entry.offset(),
                room,
                offset(data, "message"),
                text,
                Words.index(text),
                texts(data.getJsonArray("mentions")),
                entry.event().time(),
                author(data.getJsonObject("editor")));
    }

    private static List<Change> members(JsonObject data, String room, boolean joined) {
        List<Change> changes = new ArrayList<>();
        for (JsonValue member : data.getJsonArray("members")) {
            String user = member.asJsonObject().getString("id");
            changes.add(joined ? new Change.Joined(room, user) : new Change.Left(room, user));
        }
        return changes;
    }

    private static Change readUpTo(Event event) {
        JsonObject data = ChatJson.parse(event.payload().text());
        return new Change.ReadUpTo(data.getString("room"), data.getString("user"), offset(data, "message"));
    }

    private static Change notRead(Event event) {
        String key = String.valueOf(event.key());
        int space = key.indexOf(' ');
        return new Change.NotRead(key.substring(0, space), key.substring(space + 1));
    }

    /** 0 if there is none. */
    private static long offset(JsonObject data, String name) {
        String id = ChatJson.text(data, name);
        return id == null ? 0 : EventId.parse(id).offset();
    }

    private static Author author(JsonObject json) {
        Person person = ChatJson.person(json);
        return new Author(person.id().value(), person.name(), person.isGuest());
    }

    private static @Nullable Author optionalAuthor(JsonObject data, String name) {
        JsonValue value = data.getOrDefault(name, JsonValue.NULL);
        return value == JsonValue.NULL ? null : author(value.asJsonObject());
    }

    private static List<String> texts(JsonArray array) {
        return array.getValuesAs(JsonString::getString);
    }
}
