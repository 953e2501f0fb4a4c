package dev.carillon.chat;

import static dev.carillon.chat.TestChat.actor;
import static dev.carillon.chat.TestChat.admin;
import static dev.carillon.chat.TestChat.done;
import static dev.carillon.chat.TestChat.forGood;
import static dev.carillon.chat.TestChat.person;
import static dev.carillon.chat.TestChat.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.chat.model.Actor;
import dev.carillon.chat.model.Right;
import dev.carillon.chat.model.Role;
import dev.carillon.chat.model.Room;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.model.RoomKind;
import dev.carillon.chat.text.Emoji;
import dev.carillon.chat.text.MessageText;
import dev.carillon.chat.text.Reason;
import dev.carillon.event.EventId;
import dev.carillon.event.HubException;
import dev.carillon.event.Problem;
import dev.carillon.security.Rate;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A room that somebody may not know of is for him as if it was not there. */
class SecrecyTest {

    private static final RoomId DEN = new RoomId("den");
    private static final RoomId NOWHERE = new RoomId("nowhere");

    private final TestChat chat = new TestChat();
    private EventId secret;

    @BeforeEach
    void den() {
        chat.say("Bob", RoomId.LOBBY, "hi");
        chat.room("den", RoomKind.PRIVATE, "Ann");
        secret = chat.say("Ann", DEN, "secret");
    }

    @AfterEach
    void close() {
        chat.close();
    }

    private List<Function<RoomId, Object>> everything(Actor who) {
        return List.of(
                room -> chat.documents.require(who, room),
                room -> chat.documents.picture(who, room),
                room -> chat.reading.page(who, room, new Reading.Place.Before(Long.MAX_VALUE), 10),
                room -> chat.reading.search(who, room, "secret", Long.MAX_VALUE, 10),
                room -> chat.reading.message(who, room, secret),
                room -> chat.reading.edits(who, room, secret),
                room -> chat.reading.exported(who, room, 0, 10),
                room -> new RoomRoll(chat.directory, chat.gatekeeper, chat.roster, chat.scheduler)
                        .members(who, room, false, "", 10),
                room -> new RoomRoll(chat.directory, chat.gatekeeper, chat.roster, chat.scheduler)
                        .bans(who, room, "", 10),
                room -> chat.reports.reports(who, room, "", 10),
                room -> chat.reports.report(who, room, secret, new Reason("")),
                room -> chat.reports.close(who, room, "1-1"),
                room -> chat.send(who, room, "hi", null),
                room -> chat.messages.edit(who, room, secret, new MessageText("x")),
                room -> chat.messages.delete(who, room, secret, new Reason("")),
                room -> chat.messages.react(who, room, secret, new Emoji("👍"), true),
                room -> chat.signals.read(who, room, secret),
                room -> chat.rooms.change(who, room, new Rooms.Change(null, null, null, true, null)),
                room -> chat.rooms.delete(who, room),
                room -> chat.moderation.setRole(who, room, person("Bob").id(), Role.MEMBER),
                room -> chat.moderation.removeRole(who, room, person("Bob").id()),
                room -> chat.moderation.kick(who, room, person("Ann").id(), forGood()));
    }

    private static String refusal(Function<RoomId, Object> act, RoomId room) {
        try {
            if (act.apply(room) instanceof java.util.concurrent.CompletionStage<?> stage) {
                done(stage);
            }
            return "nothing";
        } catch (HubException refused) {
            return refused.problem() + " " + refused.getMessage().replace(room.value(), "ROOM");
        }
    }

    @Test
    void whatever_an_outsider_asks_of_a_private_room_he_gets_the_answer_for_none() {
        for (Function<RoomId, Object> act : everything(actor("Bob"))) {
            assertThat(refusal(act, DEN)).startsWith("NO_SUCH_ROOM").isEqualTo(refusal(act, NOWHERE));
        }
    }

    @Test
    void nobody_sees_a_direct_room_but_its_two_not_even_an_administrator() {
        Room direct = done(chat.directs.with(actor("Ann"), person("Bob").id())).room();

        for (Function<RoomId, Object> act : everything(admin("Root"))) {
            assertThat(refusal(act, direct.id())).startsWith("NO_SUCH_ROOM");
        }
        assertThat(chat.gatekeeper.rights(actor("Bob"), direct)).contains(Right.SEND, Right.EXPORT);
    }

    @Test
    void who_cannot_read_a_message_is_not_mentioned_in_it() {
        chat.say("Ann", DEN, "what does @Bob think?");

        assertThat(chat.documents("chat/den", "new-message").get(1).getJsonArray("mentions"))
                .isEmpty();
        assertThat(chat.entries("chat/@bob")).isEmpty();
    }

    @Test
    void a_banned_person_is_not_told_of_mentions() {
        done(chat.moderation.ban(admin("Root"), RoomId.LOBBY, person("Bob").id(), forGood()));

        chat.say("Ann", RoomId.LOBBY, "what does @Bob think?");

        assertThat(chat.entries("chat/@bob")).isEmpty();
    }

    @Test
    void a_message_of_another_room_is_not_found_through_one_that_can_be_read() {
        assertThat(problem(() -> chat.reading.message(actor("Bob"), RoomId.LOBBY, secret)))
                .isEqualTo(Problem.NO_SUCH_MESSAGE);
        assertThat(problem(() -> chat.signals.read(actor("Bob"), RoomId.LOBBY, secret)))
                .isEqualTo(Problem.NO_SUCH_MESSAGE);
        assertThat(problem(() -> chat.reports.report(actor("Bob"), RoomId.LOBBY, secret, new Reason(""))))
                .isEqualTo(Problem.NO_SUCH_MESSAGE);
    }

    @Test
    void callers_without_a_token_read_what_is_public_if_they_may() {
        Room lobby = chat.directory.room(RoomId.LOBBY).orElseThrow();
        Room den = chat.directory.room(DEN).orElseThrow();

        assertThat(chat.gatekeeper.rights(TestChat.nobody(), lobby)).containsExactly(Right.READ);
        assertThat(chat.gatekeeper.rights(TestChat.nobody(), den)).isEmpty();
        try (TestChat closed =
                new TestChat(TestChat.settings(ChatSettings.Anonymous.NONE, Rate.UNLIMITED, List.of()))) {
            assertThat(closed.gatekeeper.rights(TestChat.nobody(), lobby)).isEmpty();
        }
    }

    @Test
    void an_administrator_is_an_owner_everywhere_but_in_direct_rooms_whatever_was_taken_from_him() {
        chat.say("Root", RoomId.LOBBY, "hi");
        done(chat.moderation.ban(admin("Other"), RoomId.LOBBY, person("Root").id(), forGood()));

        assertThat(chat.gatekeeper
                        .require(admin("Root"), DEN, Right.DELETE_ROOM)
                        .id())
                .isEqualTo(DEN);
        assertThat(chat.gatekeeper
                        .require(admin("Root"), RoomId.LOBBY, Right.BAN)
                        .id())
                .isEqualTo(RoomId.LOBBY);
        assertThat(problem(() -> chat.gatekeeper.require(actor("Root"), RoomId.LOBBY, Right.READ)))
                .isEqualTo(Problem.BANNED);
    }
}
