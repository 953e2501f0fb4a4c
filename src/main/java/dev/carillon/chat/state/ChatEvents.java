package dev.carillon.chat.state;

import dev.carillon.api.Service;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Room;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.model.Standing;
import dev.carillon.chat.model.UserId;
import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.Payload;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every event that the chat publishes. Their types and documents are API: {@code docs/chat.md}. */
@Service
public class ChatEvents {

    public static final String CONNECTED = "chat-room-connected";
    public static final String NEW_MESSAGE = "new-message";
    public static final String MESSAGE_EDITED = "message-edited";
    public static final String MESSAGE_DELETED = "message-deleted";
    public static final String REACTION = "reaction";
    public static final String MEMBER_JOINED = "member-joined";
    public static final String MEMBER_LEFT = "member-left";
    public static final String ROOM_CHANGED = "room-changed";
    public static final String ROOM_CLOSED = "room-closed";
    public static final String TYPING = "typing";
    public static final String READ = "read";
    public static final String PRESENCE = "presence";
    public static final String KICKED = "kicked";
    public static final String MENTION = "mention";
    public static final String DIRECT_MESSAGE = "direct-message";
    public static final String INVITED = "invited";

    /** Characters of a message that a notice has. */
    private static final int MAX_EXCERPT = 500;

    private static final JsonProvider JSON = JsonProvider.provider();

    private final InstantSource clock;

    @Inject
    public ChatEvents(InstantSource clock) {
        this.clock = clock;
    }

    public Instant now() {
        return clock.instant();
    }

    // --- in a room ---

    /** What somebody says. {@code by} is the server that speaks for him. */
    public record Saying(
            Person author,
            String text,
            @Nullable EventId replyTo,
            @Nullable EventId thread,
            List<String> mentions,
            @Nullable String clientId,
            @Nullable Person by) {}

    public Event newMessage(RoomId room, Saying saying) {
        JsonObjectBuilder data =
                ChatJson.object().add("author", ChatJson.person(saying.author)).add("text", saying.text);
        ChatJson.text(data, "replyTo", text(saying.replyTo));
        ChatJson.text(data, "thread", text(saying.thread));
        data.add("mentions", array(saying.mentions));
        ChatJson.text(data, "clientId", saying.clientId);
        if (saying.by == null) {
            data.addNull("by");
        } else {
            data.add("by", ChatJson.person(saying.by));
        }
        return event(room.channel(), NEW_MESSAGE, data);
    }

    public Event messageEdited(RoomId room, EventId message, String text, List<String> mentions, Person editor) {
        return event(
                room.channel(),
                MESSAGE_EDITED,
                ChatJson.object()
                        .add("message", message.toString())
                        .add("text", text)
                        .add("mentions", array(mentions))
                        .add("editor", ChatJson.person(editor)));
    }

    public Event messageDeleted(RoomId room, EventId message, Person deleter, @Nullable String reason) {
        JsonObjectBuilder data =
                ChatJson.object().add("message", message.toString()).add("deleter", ChatJson.person(deleter));
        return event(room.channel(), MESSAGE_DELETED, ChatJson.text(data, "reason", reason));
    }

    public Event reaction(RoomId room, EventId message, String emoji, Person user, boolean added) {
        return event(
                room.channel(),
                REACTION,
                ChatJson.object()
                        .add("message", message.toString())
                        .add("emoji", emoji)
                        .add("user", ChatJson.person(user))
                        .add("added", added));
    }

    /** People who came ({@link #MEMBER_JOINED}) or went ({@link #MEMBER_LEFT}); {@code online} is how many are there now. */
    public Event members(RoomId room, String type, List<JsonObjectBuilder> members, int online) {
        JsonArrayBuilder array = JSON.createArrayBuilder();
        members.forEach(array::add);
        return event(
                room.channel(), type, ChatJson.object().add("members", array).add("online", online));
    }

    public Event roomChanged(Room room, String change, Person user) {
        return event(room.id().channel(), ROOM_CHANGED, change(room, change, user));
    }

    /** Somebody's role, or what was taken from him. */
    public Event memberChanged(Room room, JsonObjectBuilder member, Person user) {
        return event(
                room.id().channel(), ROOM_CHANGED, change(room, "member", user).add("member", member));
    }

    private static JsonObjectBuilder change(Room room, String change, Person user) {
        return ChatJson.object()
                .add("change", change)
                .add("room", ChatJson.room(room))
                .add("user", ChatJson.person(user));
    }

    public Event roomClosed(RoomId room, Person user) {
        return event(
                room.channel(),
                ROOM_CLOSED,
                ChatJson.object().add("reason", "deleted").add("user", ChatJson.person(user)));
    }

    /** Told to one connection alone, which was not there when the room was closed. */
    public Event roomGone(RoomId room) {
        return event(room.channel(), ROOM_CLOSED, ChatJson.object().add("reason", "deleted"))
                .asVolatile();
    }

    public Event typing(RoomId room, Person user, Duration time) {
        return event(
                        room.channel(),
                        TYPING,
                        ChatJson.object().add("user", ChatJson.person(user)).add("seconds", time.toSeconds()))
                .asVolatile();
    }

    public Event read(RoomId room, Person user, EventId message) {
        return event(
                        room.channel(),
                        READ,
                        ChatJson.object().add("user", ChatJson.person(user)).add("message", message.toString()))
                .asVolatile();
    }

    public Event presence(RoomId room, Person user, String status) {
        return event(
                        room.channel(),
                        PRESENCE,
                        ChatJson.object().add("user", ChatJson.person(user)).add("status", status))
                .asVolatile();
    }

    /** Told to one connection alone, which ends after it. */
    public Event kicked(RoomId room, String act, String reason, @Nullable Instant until) {
        JsonObjectBuilder data = ChatJson.object().add("act", act).add("reason", reason);
        return event(room.channel(), KICKED, ChatJson.time(data, "until", until))
                .asVolatile();
    }

    /** Told to one connection alone, as its first event. */
    public Event connected(RoomId room, String document) {
        return Event.of(room.channel(), Payload.json(document), clock.instant()).withType(CONNECTED);
    }

    // --- to one person ---

    /** Somebody was named ({@link #MENTION}) or written to ({@link #DIRECT_MESSAGE}). */
    public Event notice(UserId to, String type, RoomId room, EventId message, Saying saying) {
        return event(
                to.channel(),
                type,
                ChatJson.object()
                        .add("room", room.value())
                        .add("message", message.toString())
                        .add("author", ChatJson.person(saying.author))
                        .add("text", excerpt(saying.text)));
    }

    /** A notice is read in a list; twenty mentions of a long message are not to be twenty long messages. */
    private static String excerpt(String text) {
        int end = Math.min(text.length(), MAX_EXCERPT);
        boolean splits = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
        return end == text.length() ? text : text.substring(0, splits ? end - 1 : end) + '…';
    }

    public Event invited(UserId to, Room room, Person by) {
        return event(
                to.channel(),
                INVITED,
                ChatJson.object().add("room", ChatJson.room(room)).add("user", ChatJson.person(by)));
    }

    // --- what the chat keeps for itself ---

    public Event room(Room room) {
        return kept(ChatChannels.ROOMS, room.id().value(), ChatJson.room(room));
    }

    public Event noRoom(RoomId room) {
        return removed(ChatChannels.ROOMS, room.value());
    }

    public Event standing(RoomId room, Standing standing) {
        String key = key(room, standing.person().id());
        return standing.isNothing(clock.instant())
                ? removed(ChatChannels.STANDINGS, key)
                : kept(ChatChannels.STANDINGS, key, ChatJson.standing(room, standing));
    }

    public Event noStanding(RoomId room, UserId user) {
        return removed(ChatChannels.STANDINGS, key(room, user));
    }

    public Event known(Known known) {
        return kept(
                ChatChannels.PEOPLE,
                known.person().id().value(),
                ChatJson.time(ChatJson.person(known.person()), "lastSeen", known.lastSeen()));
    }

    public Event unknown(UserId user) {
        return removed(ChatChannels.PEOPLE, user.value());
    }

    public Event guest(Guest guest) {
        return kept(
                ChatChannels.GUESTS,
                guest.person().id().value(),
                ChatJson.person(guest.person())
                        .add("secretHash", guest.secretHash())
                        .add("expiresAt", guest.expiresAt().toString()));
    }

    public Event noGuest(UserId user) {
        return removed(ChatChannels.GUESTS, user.value());
    }

    public Event readUpTo(RoomId room, UserId user, EventId message) {
        return kept(
                ChatChannels.READS,
                key(room, user),
                ChatJson.object()
                        .add("room", room.value())
                        .add("user", user.value())
                        .add("message", message.toString()));
    }

    public Event notRead(RoomId room, UserId user) {
        return removed(ChatChannels.READS, key(room, user));
    }

    /** Removes what this one keeps. */
    public Event removal(Event kept) {
        return removed(kept.channel(), String.valueOf(kept.key()));
    }

    public Event report(Report report) {
        return kept(
                ChatChannels.REPORTS,
                report.room().value() + ' ' + report.id(),
                ChatJson.object()
                        .add("message", report.message())
                        .add("reporter", ChatJson.person(report.reporter()))
                        .add("reason", report.reason()));
    }

    public Event noReport(RoomId room, String report) {
        return removed(ChatChannels.REPORTS, room.value() + ' ' + report);
    }

    private static String key(RoomId room, UserId user) {
        return room.value() + ' ' + user.value();
    }

    private Event kept(ChannelName channel, String key, JsonObjectBuilder data) {
        return Event.of(channel, Payload.json(data.build().toString()), clock.instant())
                .withKey(key);
    }

    private Event removed(ChannelName channel, String key) {
        return Event.of(channel, Payload.text(""), clock.instant()).withKey(key);
    }

    private Event event(ChannelName channel, String type, JsonObjectBuilder data) {
        return Event.of(channel, Payload.json(data.build().toString()), clock.instant())
                .withType(type);
    }

    private static JsonArrayBuilder array(List<String> texts) {
        JsonArrayBuilder array = JSON.createArrayBuilder();
        texts.forEach(array::add);
        return array;
    }

    private static @Nullable String text(@Nullable EventId id) {
        return id == null ? null : id.toString();
    }
}
