package dev.carillon.chat.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Room;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.model.RoomKind;
import dev.carillon.chat.model.UserId;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.log.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The documents of {@code docs/chat.md}, byte for byte. */
class ChatEventsTest {

    private static final Person ANN = new Person(new UserId("ann"), "Ann");
    private static final Person SERVER = new Person(new UserId("shop"), "Shop");
    private static final EventId M = new EventId("e", 7);
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final Room ROOM =
            new Room(RoomId.LOBBY, "Lobby", "All", RoomKind.READ_ONLY, false, Duration.ofSeconds(30), TIME, ANN);
    private static final String ANN_JSON = "{\"id\":\"ann\",\"name\":\"Ann\",\"guest\":false}";
    private static final String ROOM_JSON = "{\"id\":\"lobby\",\"name\":\"Lobby\",\"topic\":\"All\","
            + "\"kind\":\"read-only\",\"archived\":false,\"slowModeSeconds\":30,"
            + "\"createdAt\":\"2026-01-01T00:00:00Z\",\"createdBy\":" + ANN_JSON + "}";

    private final ChatEvents events = new ChatEvents(new ManualClock());

    private static void requireKept(Event event, String channel, String type, String document) {
        require(event, channel, type, document);
        assertThat(event.isDurable()).isTrue();
    }

    private static void requirePassing(Event event, String type, String document) {
        require(event, "chat/lobby", type, document);
        assertThat(event.isDurable()).isFalse();
    }

    private static void require(Event event, String channel, String type, String document) {
        assertThat(event.channel().value()).isEqualTo(channel);
        assertThat(event.type()).isEqualTo(type);
        assertThat(event.payload().isJson()).isTrue();
        assertThat(event.payload().text()).isEqualTo(document);
        assertThat(event.time()).isEqualTo(TIME);
        assertThat(event.key()).isNull();
    }

    private static ChatEvents.Saying saying(String text) {
        return new ChatEvents.Saying(ANN, text, null, null, List.of(), null, null);
    }

    @Test
    void a_new_message() {
        requireKept(
                events.newMessage(RoomId.LOBBY, saying("hi")),
                "chat/lobby",
                "new-message",
                "{\"author\":" + ANN_JSON + ",\"text\":\"hi\",\"replyTo\":null,\"thread\":null,\"mentions\":[],"
                        + "\"clientId\":null,\"by\":null}");
        requireKept(
                events.newMessage(RoomId.LOBBY, new ChatEvents.Saying(ANN, "hi", M, M, List.of("bob"), "one", SERVER)),
                "chat/lobby",
                "new-message",
                "{\"author\":" + ANN_JSON + ",\"text\":\"hi\",\"replyTo\":\"e-7\",\"thread\":\"e-7\","
                        + "\"mentions\":[\"bob\"],\"clientId\":\"one\","
                        + "\"by\":{\"id\":\"shop\",\"name\":\"Shop\",\"guest\":false}}");
    }

    @Test
    void what_becomes_of_a_message() {
        requireKept(
                events.messageEdited(RoomId.LOBBY, M, "ho", List.of("bob"), ANN),
                "chat/lobby",
                "message-edited",
                "{\"message\":\"e-7\",\"text\":\"ho\",\"mentions\":[\"bob\"],\"editor\":" + ANN_JSON + "}");
        requireKept(
                events.messageDeleted(RoomId.LOBBY, M, ANN, null),
                "chat/lobby",
                "message-deleted",
                "{\"message\":\"e-7\",\"deleter\":" + ANN_JSON + ",\"reason\":null}");
        requireKept(
                events.reaction(RoomId.LOBBY, M, "👍", ANN, true),
                "chat/lobby",
                "reaction",
                "{\"message\":\"e-7\",\"emoji\":\"👍\",\"user\":" + ANN_JSON + ",\"added\":true}");
    }

    @Test
    void what_becomes_of_a_room() {
        requireKept(
                events.roomChanged(ROOM, "settings", ANN),
                "chat/lobby",
                "room-changed",
                "{\"change\":\"settings\",\"room\":" + ROOM_JSON + ",\"user\":" + ANN_JSON + "}");
        requireKept(
                events.memberChanged(ROOM, ChatJson.person(ANN), ANN),
                "chat/lobby",
                "room-changed",
                "{\"change\":\"member\",\"room\":" + ROOM_JSON + ",\"user\":" + ANN_JSON + ",\"member\":" + ANN_JSON
                        + "}");
        requireKept(
                events.roomClosed(RoomId.LOBBY, ANN),
                "chat/lobby",
                "room-closed",
                "{\"reason\":\"deleted\",\"user\":" + ANN_JSON + "}");
        requireKept(
                events.members(RoomId.LOBBY, ChatEvents.MEMBER_JOINED, List.of(ChatJson.person(ANN)), 3),
                "chat/lobby",
                "member-joined",
                "{\"members\":[" + ANN_JSON + "],\"online\":3}");
    }

    @Test
    void what_is_not_kept() {
        requirePassing(
                events.typing(RoomId.LOBBY, ANN, Duration.ofSeconds(6)),
                "typing",
                "{\"user\":" + ANN_JSON + ",\"seconds\":6}");
        requirePassing(events.read(RoomId.LOBBY, ANN, M), "read", "{\"user\":" + ANN_JSON + ",\"message\":\"e-7\"}");
        requirePassing(
                events.presence(RoomId.LOBBY, ANN, "away"),
                "presence",
                "{\"user\":" + ANN_JSON + ",\"status\":\"away\"}");
        requirePassing(
                events.kicked(RoomId.LOBBY, "kick", "spam", TIME),
                "kicked",
                "{\"act\":\"kick\",\"reason\":\"spam\",\"until\":\"2026-01-01T00:00:00Z\"}");
    }

    @Test
    void what_is_told_to_one_person() {
        UserId bob = new UserId("bob");
        requireKept(
                events.notice(bob, ChatEvents.MENTION, RoomId.LOBBY, M, saying("hi @Bob")),
                "chat/@bob",
                "mention",
                "{\"room\":\"lobby\",\"message\":\"e-7\",\"author\":" + ANN_JSON + ",\"text\":\"hi @Bob\"}");
        requireKept(
                events.invited(bob, ROOM, ANN),
                "chat/@bob",
                "invited",
                "{\"room\":" + ROOM_JSON + ",\"user\":" + ANN_JSON + "}");
    }

    @Test
    void a_notice_of_a_long_message_is_cut_and_no_character_in_two() {
        String text = "x".repeat(499) + "👍👍";

        Event notice = events.notice(new UserId("bob"), ChatEvents.MENTION, RoomId.LOBBY, M, saying(text));

        assertThat(ChatJson.parse(notice.payload().text()).getString("text")).isEqualTo("x".repeat(499) + "…");
    }
}
