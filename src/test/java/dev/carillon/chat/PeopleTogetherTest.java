package dev.carillon.chat;

import static dev.carillon.chat.TestChat.actor;
import static dev.carillon.chat.TestChat.admin;
import static dev.carillon.chat.TestChat.done;
import static dev.carillon.chat.TestChat.person;
import static dev.carillon.chat.TestChat.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.chat.model.Actor;
import dev.carillon.chat.model.Room;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.model.RoomKind;
import dev.carillon.chat.state.Report;
import dev.carillon.chat.text.Reason;
import dev.carillon.event.EventId;
import dev.carillon.event.Problem;
import dev.carillon.security.Rate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Direct rooms, signals and reports. */
class PeopleTogetherTest {

    private static final RoomId LOBBY = RoomId.LOBBY;

    private final TestChat chat = new TestChat();

    @AfterEach
    void close() {
        chat.close();
    }

    private Directs.Direct talk(String who, String other) {
        return done(chat.directs.with(actor(who), person(other).id()));
    }

    // --- direct rooms ---

    @Test
    void two_people_have_one_room_whoever_begins_and_however_many_at_once() {
        chat.say("Ann", LOBBY, "hi");
        chat.say("Bob", LOBBY, "hi");

        List<Room> rooms = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> i % 2 == 0 ? talk("Ann", "Bob") : talk("Bob", "Ann"))
                .map(Directs.Direct::room)
                .toList();

        assertThat(rooms.stream().map(Room::id).distinct()).hasSize(1);
        assertThat(chat.types("chat/" + rooms.get(0).id())).containsExactly("room-changed");
        assertThat(chat.directs.of(person("Bob")))
                .singleElement()
                .satisfies(direct -> assertThat(direct.with()).isEqualTo(person("Ann")));
    }

    @Test
    void a_direct_message_is_told_to_the_other_one_alone() {
        chat.say("Bob", LOBBY, "hi");
        RoomId room = talk("Ann", "Bob").room().id();

        EventId id = chat.say("Ann", room, "hello @Bob");

        assertThat(chat.entries("chat/@ann")).isEmpty();
        assertThat(chat.types("chat/@bob")).containsExactly("direct-message");
        assertThat(chat.documents("chat/@bob", "direct-message").get(0).getString("message"))
                .isEqualTo(id.toString());
    }

    @Test
    void nobody_talks_to_himself_or_to_nobody_and_guests_do_not_begin() {
        Actor gus = chat.guest("Gus");

        assertThat(problem(() -> chat.directs.with(actor("Ann"), person("Ann").id())))
                .isEqualTo(Problem.BAD_REQUEST);
        assertThat(problem(() -> chat.directs.with(actor("Ann"), person("Zoe").id())))
                .isEqualTo(Problem.NO_SUCH_PERSON);
        assertThat(problem(() -> chat.directs.with(gus, person("Ann").id()))).isEqualTo(Problem.NOT_ALLOWED_IN_ROOM);
        RoomId room = done(chat.directs.with(
                        actor("Ann"), chat.gatekeeper.requirePerson(gus).id()))
                .room()
                .id();
        assertThat(problem(() -> chat.send(gus, room, "I answer", null))).isNull();
    }

    @Test
    void nobody_leaves_a_direct_room_or_brings_others_in() {
        chat.say("Bob", LOBBY, "hi");
        chat.say("Carl", LOBBY, "hi");
        RoomId room = talk("Ann", "Bob").room().id();

        assertThat(problem(() -> chat.moderation.removeRole(
                        actor("Ann"), room, person("Ann").id())))
                .isEqualTo(Problem.BAD_REQUEST);
        assertThat(problem(() -> chat.moderation.setRole(
                        actor("Ann"), room, person("Carl").id(), dev.carillon.chat.model.Role.MEMBER)))
                .isEqualTo(Problem.NOT_ALLOWED_IN_ROOM);
        assertThat(problem(() -> chat.rooms.delete(actor("Ann"), room))).isEqualTo(Problem.NOT_ALLOWED_IN_ROOM);
    }

    // --- signals ---

    @Test
    void how_far_somebody_has_read_never_goes_back() {
        EventId first = chat.say("Ann", LOBBY, "one");
        EventId second = chat.say("Ann", LOBBY, "two");

        done(chat.signals.read(actor("Bob"), LOBBY, second));
        done(chat.signals.read(actor("Bob"), LOBBY, first));

        assertThat(chat.archive.readMarker("lobby", "bob")).isEqualTo(second.offset());
        assertThat(chat.entries("~chat/reads")).hasSize(1);
    }

    @Test
    void signals_are_for_those_who_may_write_and_read() {
        EventId id = chat.say("Ann", LOBBY, "one");

        assertThat(problem(() -> chat.signals.read(TestChat.nobody(), LOBBY, id)))
                .isEqualTo(Problem.UNAUTHENTICATED);
        done(chat.moderation.mute(admin("Root"), LOBBY, person("Ann").id(), TestChat.forGood()));
        assertThat(problem(() -> {
                    chat.signals.type(actor("Ann"), LOBBY);
                    return null;
                }))
                .isEqualTo(Problem.MUTED);
    }

    /** Each is told in every small room that he is in. */
    @Test
    void a_status_counts_as_a_message() {
        try (TestChat slow = new TestChat(TestChat.settings(ChatSettings.Anonymous.WRITE, new Rate(1), List.of()))) {
            slow.join(LOBBY, "Ann");
            IntStream.range(0, 5)
                    .forEach(i -> slow.signals.setStatus(actor("Ann"), i % 2 == 0 ? Status.AWAY : Status.ONLINE));

            assertThat(problem(() -> {
                        slow.signals.setStatus(actor("Ann"), Status.ONLINE);
                        return null;
                    }))
                    .isEqualTo(Problem.RATE_LIMITED);
            assertThat(slow.presence.status(person("Ann").id())).isEqualTo(Status.AWAY);
        }
    }

    // --- reports ---

    @Test
    void the_same_report_of_the_same_person_is_one_and_moderators_close_it() {
        chat.room("team", RoomKind.PUBLIC, "Ann");
        RoomId team = new RoomId("team");
        EventId id = chat.say("Bob", team, "bad");
        done(chat.reports.report(actor("Carl"), team, id, new Reason("rude")));
        done(chat.reports.report(actor("Carl"), team, id, new Reason("very rude")));
        done(chat.reports.report(actor("Dora"), team, id, new Reason("")));

        List<Report> reports = chat.reports.reports(actor("Ann"), team, "", 10);
        assertThat(reports).extracting(Report::reason).containsExactlyInAnyOrder("very rude", "");
        assertThat(problem(() ->
                        chat.reports.close(actor("Bob"), team, reports.get(0).id())))
                .isEqualTo(Problem.NOT_ALLOWED_IN_ROOM);
        for (Report report : reports) {
            done(chat.reports.close(actor("Ann"), team, report.id()));
        }

        assertThat(chat.reports.reports(actor("Ann"), team, "", 10)).isEmpty();
        assertThat(chat.audited())
                .containsExactly(
                        "chat-create-room",
                        "chat-report",
                        "chat-report",
                        "chat-report",
                        "chat-close-report",
                        "chat-close-report");
    }

    @Test
    void who_may_see_reports_finds_how_many_are_open_at_the_room_and_nobody_else_does() {
        Room team = chat.room("team", RoomKind.PUBLIC, "Ann");
        EventId id = chat.say("Bob", team.id(), "bad");
        done(chat.reports.report(actor("Carl"), team.id(), id, new Reason("rude")));
        done(chat.reports.report(actor("Dora"), team.id(), id, new Reason("")));

        assertThat(chat.documents.document(actor("Ann"), team).build().getInt("reports"))
                .isEqualTo(2);
        assertThat(chat.documents.document(admin("Root"), team).build().getInt("reports"))
                .isEqualTo(2);
        assertThat(chat.documents.document(actor("Bob"), team).build()).doesNotContainKey("reports");
    }
}
