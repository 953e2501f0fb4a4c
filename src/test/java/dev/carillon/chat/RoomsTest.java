package dev.carillon.chat;

import static dev.carillon.chat.TestChat.actor;
import static dev.carillon.chat.TestChat.admin;
import static dev.carillon.chat.TestChat.done;
import static dev.carillon.chat.TestChat.forGood;
import static dev.carillon.chat.TestChat.person;
import static dev.carillon.chat.TestChat.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.chat.model.Right;
import dev.carillon.chat.model.Role;
import dev.carillon.chat.model.Room;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.model.RoomKind;
import dev.carillon.chat.text.RoomTitle;
import dev.carillon.chat.text.Topic;
import dev.carillon.event.EventId;
import dev.carillon.event.Problem;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoomsTest {

    private static final RoomId TEAM = new RoomId("team");

    private final TestChat chat = new TestChat();

    @AfterEach
    void close() {
        chat.close();
    }

    private Rooms.Change kind(RoomKind kind) {
        return new Rooms.Change(null, null, kind, null, null);
    }

    private Rooms.Change archived(boolean archived) {
        return new Rooms.Change(null, null, null, archived, null);
    }

    @Test
    void whoever_makes_a_room_owns_it() {
        Room room = done(
                chat.rooms.create(actor("Ann"), null, new RoomTitle("Team Blue"), new Topic("x"), RoomKind.PRIVATE));

        assertThat(room.id().value()).matches("team-blue-[0-9a-f]{8}");
        assertThat(chat.directory.standing(room.id(), person("Ann")).role()).isEqualTo(Role.OWNER);
        assertThat(chat.audited()).containsExactly("chat-create-room");
    }

    @Test
    void nobody_makes_more_rooms_than_he_may_however_fast_he_asks() {
        long made = IntStream.range(0, 20)
                .parallel()
                .filter(i -> problem(() -> chat.rooms.create(
                                actor("Ann"), new RoomId("r" + i), new RoomTitle("r"), new Topic(""), RoomKind.PUBLIC))
                        == null)
                .count();

        assertThat(made).isEqualTo(5);
        assertThat(chat.directory.countCreatedBy(person("Ann").id())).isEqualTo(5);
    }

    @Test
    void guests_make_no_rooms_and_nobody_makes_one_of_two_people_or_twice_the_same() {
        chat.room("team", RoomKind.PUBLIC, "Ann");

        assertThat(problem(() ->
                        chat.rooms.create(chat.guest("Gus"), null, new RoomTitle("x"), new Topic(""), RoomKind.PUBLIC)))
                .isEqualTo(Problem.NOT_ALLOWED_IN_ROOM);
        assertThat(problem(() -> chat.room("direct.abc", RoomKind.PUBLIC, "Ann")))
                .isEqualTo(Problem.INVALID_ROOM);
        assertThat(problem(() -> chat.room("team", RoomKind.PUBLIC, "Bob"))).isEqualTo(Problem.ROOM_EXISTS);
    }

    @Test
    void a_room_that_becomes_private_is_left_by_those_who_are_no_members() {
        chat.room("team", RoomKind.PUBLIC, "Ann");
        TestChat.Tab owner = new TestChat.Tab();
        TestChat.Tab visitor = new TestChat.Tab();
        TestChat.Tab viewer = new TestChat.Tab();
        chat.roster.join(TEAM, person("Ann"), owner);
        chat.roster.join(TEAM, person("Bob"), visitor);
        chat.roster.view(TEAM, viewer);

        done(chat.rooms.change(actor("Ann"), TEAM, kind(RoomKind.PRIVATE)));

        assertThat(owner.last).isEmpty();
        assertThat(visitor.last).hasSize(1);
        assertThat(viewer.last).hasSize(1);
        assertThat(problem(() -> chat.gatekeeper.require(actor("Bob"), TEAM, Right.READ)))
                .isEqualTo(Problem.NO_SUCH_ROOM);
    }

    @Test
    void a_moderator_sets_the_topic_and_nothing_more() {
        chat.room("team", RoomKind.PUBLIC, "Ann");
        chat.say("Mod", RoomId.LOBBY, "hi");
        chat.role("Ann", TEAM, "Mod", Role.MODERATOR);

        assertThat(done(chat.rooms.change(
                                actor("Mod"), TEAM, new Rooms.Change(null, new Topic("news"), null, null, null)))
                        .topic())
                .isEqualTo("news");
        assertThat(problem(() -> chat.rooms.change(actor("Mod"), TEAM, kind(RoomKind.PRIVATE))))
                .isEqualTo(Problem.NOT_ALLOWED_IN_ROOM);
        assertThat(problem(() -> chat.rooms.change(actor("Mod"), TEAM, archived(true))))
                .isEqualTo(Problem.NOT_ALLOWED_IN_ROOM);
    }

    @Test
    void an_archived_room_is_read_and_woken_and_nothing_else() {
        chat.room("team", RoomKind.PUBLIC, "Ann");
        done(chat.rooms.change(actor("Ann"), TEAM, archived(true)));

        assertThat(problem(() -> chat.send(actor("Ann"), TEAM, "hi", null))).isEqualTo(Problem.NOT_ALLOWED_IN_ROOM);
        assertThat(problem(() -> chat.rooms.change(actor("Ann"), TEAM, kind(RoomKind.PRIVATE))))
                .isEqualTo(Problem.NOT_ALLOWED_IN_ROOM);
        Room woken = done(
                chat.rooms.change(actor("Ann"), TEAM, new Rooms.Change(new RoomTitle("New"), null, null, false, null)));

        assertThat(woken.archived()).isFalse();
        assertThat(woken.name()).isEqualTo("New");
    }

    @Test
    void a_change_that_changes_nothing_is_not_told() {
        chat.room("team", RoomKind.PUBLIC, "Ann");
        int before = chat.entries("chat/team", "admin/audit").size();

        done(chat.rooms.change(actor("Ann"), TEAM, kind(RoomKind.PUBLIC)));

        assertThat(chat.entries("chat/team", "admin/audit")).hasSize(before);
    }

    @Test
    void of_a_room_that_was_removed_nothing_is_left_for_the_next_one_with_its_name() {
        chat.room("team", RoomKind.PUBLIC, "Ann");
        EventId message = chat.say("Bob", TEAM, "secret");
        done(chat.moderation.ban(actor("Ann"), TEAM, person("Bob").id(), forGood()));
        TestChat.Tab tab = new TestChat.Tab();
        chat.roster.join(TEAM, person("Carl"), tab);
        done(chat.reports.report(actor("Carl"), TEAM, message, new dev.carillon.chat.text.Reason("why")));

        done(chat.rooms.delete(actor("Ann"), TEAM));
        chat.pass(Duration.ofSeconds(10));

        assertThat(tab.ended).isTrue();
        assertThat(problem(() -> chat.reading.message(actor("Ann"), TEAM, message)))
                .isEqualTo(Problem.NO_SUCH_ROOM);
        assertThat(chat.entries("chat/team")).isEmpty();
        chat.room("team", RoomKind.PUBLIC, "Dora");
        assertThat(problem(() -> chat.send(actor("Bob"), TEAM, "hello again", null)))
                .isNull();
        assertThat(chat.archive.newest("team", 10, 1_000)).hasSize(1);
        assertThat(chat.reports.reports(actor("Dora"), TEAM, "", 10)).isEmpty();
        assertThat(chat.directory.standings(TEAM)).hasSize(1);
        assertThat(chat.audited()).contains("chat-delete-room");
    }

    @Test
    void the_lobby_stays_and_only_an_administrator_would_remove_it() {
        assertThat(problem(() -> chat.rooms.delete(actor("Ann"), RoomId.LOBBY))).isEqualTo(Problem.NOT_ALLOWED_IN_ROOM);
        assertThat(problem(() -> chat.rooms.delete(admin("Root"), RoomId.LOBBY)))
                .isEqualTo(Problem.BAD_REQUEST);
    }
}
