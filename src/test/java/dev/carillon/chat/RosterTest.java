package dev.carillon.chat;

import static dev.carillon.chat.TestChat.GRACE;
import static dev.carillon.chat.TestChat.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.model.RoomKind;
import dev.carillon.chat.model.UserId;
import dev.carillon.event.Event;
import dev.carillon.event.HubStoppedException;
import dev.carillon.log.Appended;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RosterTest {

    private static final RoomId LOBBY = RoomId.LOBBY;

    private final TestChat chat = new TestChat();

    @AfterEach
    void close() {
        chat.close();
    }

    private List<String> told() {
        return chat.types("chat/lobby");
    }

    private List<String> named(JsonObject document) {
        return document.getJsonArray("members").getValuesAs(JsonObject.class).stream()
                .map(member -> member.getString("id"))
                .toList();
    }

    @Test
    void several_tabs_of_one_person_are_one_member() {
        Runnable one = chat.join(LOBBY, "Ann");
        Runnable other = chat.join(LOBBY, "Ann");
        one.run();
        chat.pass(GRACE.multipliedBy(2));
        assertThat(told()).containsExactly("member-joined");

        other.run();
        chat.pass(GRACE);

        assertThat(told()).containsExactly("member-joined", "member-left");
        assertThat(chat.roster.online(LOBBY)).isZero();
    }

    @Test
    void who_comes_back_within_the_grace_time_was_never_away() {
        chat.join(LOBBY, "Ann").run();
        chat.pass(GRACE.minusMillis(1));

        chat.join(LOBBY, "Ann");
        chat.pass(GRACE.multipliedBy(2));

        assertThat(told()).containsExactly("member-joined");
        assertThat(chat.presence.status(person("Ann").id())).isEqualTo(Status.ONLINE);
    }

    @Test
    void a_connection_that_ends_twice_ends_once() {
        Runnable leave = chat.join(LOBBY, "Ann");
        chat.join(LOBBY, "Ann");

        leave.run();
        leave.run();
        chat.pass(GRACE);

        assertThat(chat.roster.online(LOBBY)).isEqualTo(1);
    }

    @Test
    void who_is_expelled_is_out_at_once_with_all_of_his_tabs() {
        TestChat.Tab one = new TestChat.Tab();
        TestChat.Tab other = new TestChat.Tab();
        Runnable leave = chat.roster.join(LOBBY, person("Ann"), one);
        chat.roster.join(LOBBY, person("Ann"), other);
        Event last = chat.events.kicked(LOBBY, "kick", "spam", null);

        chat.roster.expel(LOBBY, person("Ann").id(), "kicked", last);
        leave.run();
        chat.pass(GRACE);

        assertThat(one.last).containsExactly(last);
        assertThat(other.last).containsExactly(last);
        assertThat(told()).containsExactly("member-joined", "member-left");
        assertThat(chat.documents("chat/lobby", "member-left").get(0).toString())
                .isEqualTo("{\"members\":[{\"id\":\"ann\",\"name\":\"Ann\",\"guest\":false,\"reason\":\"kicked\"}],"
                        + "\"online\":0}");
    }

    @Test
    void a_large_room_is_told_of_the_comings_of_a_second_together() {
        IntStream.range(0, Roster.SMALL_ROOM).forEach(i -> chat.join(LOBBY, "small" + i));
        chat.settle();
        int before = told().size();

        IntStream.range(0, 150).forEach(i -> chat.join(LOBBY, "large" + i));
        chat.pass(Duration.ofSeconds(1));

        List<JsonObject> joined = chat.documents("chat/lobby", "member-joined");
        assertThat(joined).hasSize(before + 1);
        JsonObject together = joined.get(before);
        assertThat(named(together)).hasSize(Roster.MAX_NAMED);
        assertThat(together.getInt("online")).isEqualTo(200);
        assertThat(chat.known.countPeople()).isEqualTo(200);
    }

    @Test
    void who_comes_and_goes_within_the_second_is_not_told_at_all() {
        IntStream.range(0, Roster.SMALL_ROOM + 1).forEach(i -> chat.join(LOBBY, "p" + i));
        chat.pass(Duration.ofSeconds(1));

        chat.join(LOBBY, "Ann");
        chat.roster.expel(LOBBY, person("Ann").id(), "banned", chat.events.kicked(LOBBY, "ban", "", null));
        chat.pass(Duration.ofSeconds(1));

        List<String> told = told();
        assertThat(told.get(told.size() - 1)).isEqualTo("member-joined");
        assertThat(chat.documents("chat/lobby", "member-joined"))
                .noneMatch(document -> named(document).contains("ann"));
        assertThat(chat.documents("chat/lobby", "member-left")).isEmpty();
    }

    /** Whatever several threads do at a time: what is told last of somebody is what is true. */
    @Test
    void what_is_told_last_of_somebody_is_where_he_is() {
        Event last = chat.events.kicked(LOBBY, "kick", "", null);
        IntStream.range(0, 2_000).parallel().forEach(i -> {
            Person person = person("p" + i % 3);
            if (i % 2 == 0) {
                chat.roster.join(LOBBY, person, end -> {});
            } else {
                chat.roster.expel(LOBBY, person.id(), "kicked", last);
            }
        });
        chat.pass(Duration.ofSeconds(2));

        Set<String> there = new HashSet<>();
        chat.entries("chat/lobby").forEach(entry -> {
            JsonObject document = dev.carillon.chat.state.ChatJson.parse(
                    entry.event().payload().text());
            if ("member-joined".equals(entry.event().type())) {
                there.addAll(named(document));
            } else {
                there.removeAll(named(document));
            }
        });
        assertThat(there)
                .containsExactlyInAnyOrderElementsOf(chat.roster.present(LOBBY, 10).stream()
                        .map(person -> person.id().value())
                        .toList());
        assertThat(chat.archive.present("lobby")).isEqualTo(there);
    }

    /** While the log is slow to say no, somebody comes and goes: that he came is old by then. */
    @Test
    void what_could_not_be_told_is_not_told_after_what_came_later() {
        chat.join(LOBBY, "Bob");
        chat.settle();
        CompletableFuture<Appended> slow = new CompletableFuture<>();
        chat.stored.held = slow;
        chat.join(LOBBY, "Ann");
        chat.roster.expel(LOBBY, person("Ann").id(), "kicked", chat.events.kicked(LOBBY, "kick", "", null));
        chat.settle();

        slow.completeExceptionally(new HubStoppedException());
        chat.pass(Duration.ofSeconds(2));

        assertThat(told()).containsExactly("member-joined", "member-left");
        assertThat(chat.archive.present("lobby")).containsExactly("bob");
    }

    @Test
    void news_that_could_not_be_told_is_told_later_unless_there_is_newer() {
        chat.stored.unwritable = true;
        chat.join(LOBBY, "Ann");
        chat.join(LOBBY, "Bob");
        chat.settle();
        chat.roster.expel(LOBBY, person("Bob").id(), "kicked", chat.events.kicked(LOBBY, "kick", "", null));
        chat.settle();
        assertThat(told()).isEmpty();

        chat.stored.unwritable = false;
        chat.pass(Duration.ofSeconds(1));

        assertThat(chat.documents("chat/lobby", "member-joined"))
                .singleElement()
                .satisfies(document -> assertThat(named(document)).containsExactly("ann"));
        // Nobody was told that he came.
        assertThat(chat.documents("chat/lobby", "member-left")).isEmpty();
    }

    @Test
    void a_room_without_anybody_is_forgotten_and_found_again_by_whoever_comes() {
        for (int i = 0; i < 3; i++) {
            chat.join(LOBBY, "Ann").run();
            chat.pass(GRACE);
            assertThat(chat.roster.online(LOBBY)).isZero();
        }

        assertThat(told()).hasSize(6);
        assertThat(chat.presence.status(person("Ann").id())).isEqualTo(Status.OFFLINE);
    }

    @Test
    void many_who_come_while_a_room_is_forgotten_are_all_there() {
        for (int round = 0; round < 50; round++) {
            RoomId room = new RoomId("r" + round);
            chat.join(room, "Ann");
            IntStream.range(0, 8).parallel().forEach(i -> {
                if (i == 0) {
                    chat.roster.expel(room, person("Ann").id(), "kicked", chat.events.kicked(room, "kick", "", null));
                } else {
                    chat.join(room, "p" + i);
                }
            });
            chat.settle();
            assertThat(chat.roster.online(room)).isEqualTo(7);
        }
    }

    @Test
    void a_room_that_is_closed_ends_its_streams_and_leaves_no_presence() {
        chat.room("team", RoomKind.PUBLIC, "Ann");
        RoomId team = new RoomId("team");
        TestChat.Tab member = new TestChat.Tab();
        TestChat.Tab viewer = new TestChat.Tab();
        chat.roster.join(team, person("Ann"), member);
        chat.roster.view(team, viewer);

        chat.roster.close(team);
        chat.pass(GRACE);

        assertThat(member.ended).isTrue();
        assertThat(viewer.ended).isTrue();
        assertThat(chat.roster.online(team)).isZero();
        assertThat(chat.presence.status(person("Ann").id())).isEqualTo(Status.OFFLINE);
    }

    @Test
    void a_viewer_is_in_no_list_and_ends_once() {
        TestChat.Tab viewer = new TestChat.Tab();
        Runnable leave = chat.roster.view(LOBBY, viewer);
        leave.run();
        leave.run();

        chat.roster.endViewers(LOBBY, chat.events.kicked(LOBBY, "kick", "", null));

        assertThat(viewer.last).isEmpty();
        assertThat(chat.roster.online(LOBBY)).isZero();
        assertThat(told()).isEmpty();
    }

    @Test
    void a_status_is_kept_as_long_as_there_is_a_connection_anywhere() {
        chat.room("team", RoomKind.PUBLIC, "Bob");
        Runnable leave = chat.join(LOBBY, "Ann");
        chat.join(new RoomId("team"), "Ann");
        UserId ann = person("Ann").id();

        chat.roster.setStatus(person("Ann"), Status.AWAY);
        leave.run();
        chat.pass(GRACE);

        assertThat(chat.presence.status(ann)).isEqualTo(Status.AWAY);
        assertThat(chat.presence.set(ann, Status.AWAY)).isFalse();
        assertThat(chat.presence.set(person("Nobody").id(), Status.AWAY)).isFalse();
    }

    @Test
    void who_has_another_name_in_another_tab_has_the_newer_one() {
        chat.join(LOBBY, "Ann");
        Person renamed = new Person(person("Ann").id(), "Anna");

        Runnable leave = chat.roster.join(LOBBY, renamed, new TestChat.Tab());
        leave.run();

        assertThat(chat.roster.present(LOBBY, 10)).containsExactly(renamed);
    }
}
