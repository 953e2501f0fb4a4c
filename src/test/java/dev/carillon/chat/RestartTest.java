package dev.carillon.chat;

import static dev.carillon.chat.TestChat.actor;
import static dev.carillon.chat.TestChat.done;
import static dev.carillon.chat.TestChat.forGood;
import static dev.carillon.chat.TestChat.person;
import static dev.carillon.chat.TestChat.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.chat.archive.MessageArchive;
import dev.carillon.chat.model.Right;
import dev.carillon.chat.model.Role;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.model.RoomKind;
import dev.carillon.chat.model.Standing;
import dev.carillon.chat.text.DisplayName;
import dev.carillon.chat.text.Reason;
import dev.carillon.chat.text.Topic;
import dev.carillon.event.EventId;
import dev.carillon.event.Problem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the chat knows after a stop and a start, from the same log. */
class RestartTest {

    private static final RoomId TEAM = new RoomId("team");

    /** The log keeps only the newest event of a room, which then stands behind what was said of its people. */
    @Test
    void a_room_that_was_changed_keeps_its_people() {
        TestChat before = new TestChat();
        before.room("team", RoomKind.PRIVATE, "Ann");
        before.say("Bob", RoomId.LOBBY, "hi");
        before.say("Mob", RoomId.LOBBY, "hi");
        before.role("Ann", TEAM, "Bob", Role.MEMBER);
        done(before.moderation.ban(actor("Ann"), TEAM, person("Mob").id(), forGood()));
        done(before.rooms.change(actor("Ann"), TEAM, new Rooms.Change(null, new Topic("news"), null, null, null)));

        try (TestChat after = before.restarted()) {
            assertThat(after.directory.standing(TEAM, person("Ann")).role()).isEqualTo(Role.OWNER);
            assertThat(after.directory.standing(TEAM, person("Bob")).role()).isEqualTo(Role.MEMBER);
            assertThat(problem(() -> after.gatekeeper.require(actor("Mob"), TEAM, Right.READ)))
                    .isEqualTo(Problem.BANNED);
            assertThat(after.directory.roomsOf(person("Bob").id())).containsExactly(TEAM);
        }
    }

    @Test
    void messages_people_and_guests_are_there_again() {
        TestChat before = new TestChat();
        EventId message = before.say("Ann", RoomId.LOBBY, "hello");
        Guests.Admitted guest = done(before.guests.admit(new DisplayName("Gus"), null, "192.0.2.7"));

        try (TestChat after = before.restarted()) {
            assertThat(after.reading
                            .message(actor("Ann"), RoomId.LOBBY, message)
                            .text())
                    .isEqualTo("hello");
            assertThat(after.known.person(person("Ann").id())).isPresent();
            assertThat(after.guests.find(guest.cookie())).isPresent();
            assertThat(after.directory.count()).isEqualTo(1);
        }
    }

    @Test
    void an_archive_of_another_log_or_none_is_made_anew() {
        TestChat before = new TestChat();
        EventId message = before.say("Ann", RoomId.LOBBY, "hello");
        MessageArchive other = MessageArchive.inMemory();
        other.beginAnew("another");
        other.apply(List.of(), 1_000_000);

        try (TestChat after = before.restarted(other)) {
            assertThat(other.place().epoch()).isEqualTo(after.log.at(0).epoch());
            assertThat(after.reading
                            .message(actor("Ann"), RoomId.LOBBY, message)
                            .text())
                    .isEqualTo("hello");
        }
    }

    /** A log that was restored from a backup ends before what its archive has seen. */
    @Test
    void an_archive_that_is_ahead_of_the_log_is_made_anew() {
        TestChat before = new TestChat();
        before.say("Ann", RoomId.LOBBY, "hello");
        long head = before.hub.head().offset();
        before.archive.apply(List.of(), head + 5);

        try (TestChat after = before.restarted()) {
            assertThat(after.archive.place().offset())
                    .isEqualTo(after.hub.head().offset());
            assertThat(after.archive.newest("lobby", 10, 1_000)).hasSize(1);
        }
    }

    @Test
    void an_archive_that_is_behind_catches_up() {
        TestChat before = new TestChat();
        MessageArchive behind = MessageArchive.inMemory();
        behind.beginAnew(before.log.at(0).epoch());
        before.say("Ann", RoomId.LOBBY, "one");
        before.say("Ann", RoomId.LOBBY, "two");

        try (TestChat after = before.restarted(behind)) {
            assertThat(after.archive.newest("lobby", 10, 1_000)).hasSize(2);
            assertThat(after.archive.place().offset())
                    .isEqualTo(after.hub.head().offset());
        }
    }

    @Test
    void who_was_there_has_time_to_come_back_unseen() {
        TestChat before = new TestChat();
        before.join(RoomId.LOBBY, "Ann");
        before.join(RoomId.LOBBY, "Bob");

        try (TestChat after = before.restarted()) {
            after.settle();
            assertThat(after.roster.online(RoomId.LOBBY)).isEqualTo(2);
            after.join(RoomId.LOBBY, "Ann");
            after.pass(Duration.ofSeconds(14));
            assertThat(after.types("chat/lobby")).containsExactly("member-joined", "member-joined");

            after.pass(Duration.ofSeconds(2));

            assertThat(after.types("chat/lobby")).containsExactly("member-joined", "member-joined", "member-left");
            assertThat(after.roster.present(RoomId.LOBBY, 10)).containsExactly(person("Ann"));
            assertThat(after.presence.status(person("Bob").id())).isEqualTo(Status.OFFLINE);
        }
    }

    /** The removal of what belongs to a room follows the removal of the room; the server may die in between. */
    @Test
    void what_a_removed_room_has_left_behind_goes_and_does_not_come_back_with_its_name() {
        TestChat before = new TestChat();
        before.room("team", RoomKind.PUBLIC, "Ann");
        before.say("Bob", TEAM, "hi");
        before.role("Ann", TEAM, "Bob", Role.OWNER);
        EventId message = before.say("Bob", TEAM, "something");
        done(before.reports.report(actor("Ann"), TEAM, message, new Reason("why")));
        done(before.signals.read(actor("Ann"), TEAM, message));
        done(before.log.publish(List.of(before.events.noRoom(TEAM))));

        try (TestChat after = before.restarted()) {
            after.settle();
            assertThat(after.entries("~chat/standings", "~chat/reports", "~chat/reads"))
                    .allSatisfy(entry -> assertThat(entry.event().isTombstone()).isTrue());
            after.room("team", RoomKind.PUBLIC, "Carl");
            assertThat(after.directory.standings(TEAM))
                    .extracting(Standing::role)
                    .containsExactly(Role.OWNER);
            assertThat(after.reports.reports(actor("Carl"), TEAM, "", 10)).isEmpty();
        }
    }
}
