package dev.carillon.chat;

import static dev.carillon.chat.TestChat.actor;
import static dev.carillon.chat.TestChat.admin;
import static dev.carillon.chat.TestChat.done;
import static dev.carillon.chat.TestChat.forGood;
import static dev.carillon.chat.TestChat.person;
import static dev.carillon.chat.TestChat.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.chat.model.Actor;
import dev.carillon.chat.model.Penalty;
import dev.carillon.chat.model.Role;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.model.RoomKind;
import dev.carillon.chat.model.UserId;
import dev.carillon.event.Problem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModerationTest {

    private static final RoomId TEAM = new RoomId("team");
    private static final UserId ANN = person("Ann").id();
    private static final UserId MOD = person("Mod").id();
    private static final UserId BOB = person("Bob").id();

    private final TestChat chat = new TestChat();

    @BeforeEach
    void people() {
        for (String name : List.of("Ann", "Mod", "Bob", "Carl")) {
            chat.say(name, RoomId.LOBBY, "hi");
        }
        chat.room("team", RoomKind.PUBLIC, "Ann");
        chat.role("Ann", TEAM, "Mod", Role.MODERATOR);
    }

    @AfterEach
    void close() {
        chat.close();
    }

    private Penalty forAMinute() {
        return new Penalty(chat.scheduler.instant().plusSeconds(60), "spam");
    }

    @Test
    void a_ban_ends_the_streams_and_keeps_out_and_each_act_is_audited() {
        TestChat.Tab tab = new TestChat.Tab();
        chat.roster.join(TEAM, person("Bob"), tab);

        done(chat.moderation.ban(actor("Mod"), TEAM, BOB, forGood()));

        assertThat(tab.last)
                .singleElement()
                .satisfies(event -> assertThat(event.payload().text())
                        .isEqualTo("{\"act\":\"ban\",\"reason\":\"spam\",\"until\":null}"));
        assertThat(problem(() -> chat.send(actor("Bob"), TEAM, "let me in", null)))
                .isEqualTo(Problem.BANNED);
        done(chat.moderation.unban(actor("Mod"), TEAM, BOB));
        assertThat(problem(() -> chat.send(actor("Bob"), TEAM, "thank you", null)))
                .isNull();
        assertThat(chat.audited()).containsExactly("chat-create-room", "chat-set-role", "chat-ban", "chat-unban");
    }

    @Test
    void a_kick_is_over_after_its_time_and_does_not_shorten_a_ban() {
        done(chat.moderation.kick(actor("Mod"), TEAM, BOB, forAMinute()));
        assertThat(problem(() -> chat.send(actor("Bob"), TEAM, "hi", null))).isEqualTo(Problem.BANNED);
        chat.pass(Duration.ofSeconds(60));
        assertThat(problem(() -> chat.send(actor("Bob"), TEAM, "hi", null))).isNull();

        done(chat.moderation.ban(actor("Mod"), TEAM, BOB, forGood()));
        done(chat.moderation.kick(actor("Mod"), TEAM, BOB, forAMinute()));
        chat.pass(Duration.ofSeconds(60));

        assertThat(problem(() -> chat.send(actor("Bob"), TEAM, "hi", null))).isEqualTo(Problem.BANNED);
    }

    @Test
    void nobody_acts_on_somebody_of_the_same_or_a_higher_role() {
        chat.role("Ann", TEAM, "Carl", Role.MODERATOR);

        assertThat(problem(() -> chat.moderation.ban(actor("Mod"), TEAM, ANN, forGood())))
                .isEqualTo(Problem.NOT_ALLOWED_IN_ROOM);
        assertThat(problem(() ->
                        chat.moderation.mute(actor("Mod"), TEAM, person("Carl").id(), forGood())))
                .isEqualTo(Problem.NOT_ALLOWED_IN_ROOM);
        assertThat(problem(() -> chat.moderation.setRole(
                        actor("Mod"), TEAM, person("Carl").id(), Role.MEMBER)))
                .isEqualTo(Problem.NOT_ALLOWED_IN_ROOM);
        assertThat(problem(() -> chat.moderation.ban(admin("Root"), TEAM, ANN, forGood())))
                .isNull();
    }

    @Test
    void a_moderator_who_was_muted_does_not_unmute_himself() {
        done(chat.moderation.mute(actor("Ann"), TEAM, MOD, forGood()));

        assertThat(problem(() -> chat.moderation.unmute(actor("Mod"), TEAM, MOD)))
                .isEqualTo(Problem.NOT_ALLOWED_IN_ROOM);

        assertThat(problem(() -> chat.send(actor("Mod"), TEAM, "hi", null))).isEqualTo(Problem.MUTED);
    }

    /** Else the room would have nobody who could let him in again. */
    @Test
    void an_owner_does_not_ban_himself() {
        assertThat(problem(() -> chat.moderation.ban(actor("Ann"), TEAM, ANN, forGood())))
                .isEqualTo(Problem.NOT_ALLOWED_IN_ROOM);
    }

    @Test
    void a_moderator_invites_members_and_nothing_more() {
        assertThat(problem(() -> chat.moderation.setRole(actor("Mod"), TEAM, BOB, Role.MODERATOR)))
                .isEqualTo(Problem.NOT_ALLOWED_IN_ROOM);

        done(chat.moderation.setRole(actor("Mod"), TEAM, BOB, Role.MEMBER));

        assertThat(chat.documents("chat/@bob", "invited")).hasSize(1);
        assertThat(problem(() -> chat.moderation.setRole(actor("Bob"), TEAM, BOB, Role.OWNER)))
                .isEqualTo(Problem.NOT_ALLOWED_IN_ROOM);
    }

    @Test
    void what_changes_nothing_is_told_to_nobody() {
        int before = chat.entries("**", "~chat/**").size();

        done(chat.moderation.removeRole(actor("Bob"), TEAM, BOB));
        done(chat.moderation.unban(actor("Mod"), TEAM, BOB));
        done(chat.moderation.unmute(actor("Mod"), TEAM, BOB));
        done(chat.moderation.setRole(actor("Ann"), TEAM, MOD, Role.MODERATOR));

        assertThat(chat.entries("**", "~chat/**")).hasSize(before);
    }

    @Test
    void a_room_keeps_an_owner() {
        assertThat(problem(() -> chat.moderation.removeRole(actor("Ann"), TEAM, ANN)))
                .isEqualTo(Problem.BAD_REQUEST);
        assertThat(problem(() -> chat.moderation.setRole(actor("Ann"), TEAM, ANN, Role.MEMBER)))
                .isEqualTo(Problem.BAD_REQUEST);

        chat.role("Ann", TEAM, "Mod", Role.OWNER);

        assertThat(problem(() -> chat.moderation.removeRole(actor("Ann"), TEAM, ANN)))
                .isNull();
    }

    @Test
    void who_leaves_a_private_room_for_good_is_out() {
        RoomId den = new RoomId("den");
        chat.room("den", RoomKind.PRIVATE, "Ann");
        chat.role("Ann", den, "Bob", Role.MEMBER);
        TestChat.Tab tab = new TestChat.Tab();
        chat.roster.join(den, person("Bob"), tab);

        done(chat.moderation.removeRole(actor("Bob"), den, BOB));

        assertThat(tab.last).hasSize(1);
        assertThat(problem(() -> chat.send(actor("Bob"), den, "hi", null))).isEqualTo(Problem.NO_SUCH_ROOM);
    }

    @Test
    void guests_have_no_role_and_can_be_banned() {
        Actor guest = chat.guest("Gus");
        UserId id = chat.gatekeeper.requirePerson(guest).id();

        assertThat(problem(() -> chat.moderation.setRole(actor("Ann"), TEAM, id, Role.MEMBER)))
                .isEqualTo(Problem.BAD_REQUEST);
        done(chat.moderation.ban(actor("Mod"), TEAM, id, forGood()));

        assertThat(problem(() -> chat.send(guest, TEAM, "hi", null))).isEqualTo(Problem.BANNED);
    }

    @Test
    void who_has_never_been_here_is_nobody() {
        assertThat(problem(() ->
                        chat.moderation.ban(actor("Mod"), TEAM, person("Zoe").id(), forGood())))
                .isEqualTo(Problem.NO_SUCH_PERSON);
    }

    @Test
    void an_outsider_does_not_find_out_that_there_is_a_private_room() {
        chat.room("den", RoomKind.PRIVATE, "Ann");

        for (String room : List.of("den", "not-there")) {
            assertThat(problem(() -> chat.moderation.ban(actor("Bob"), new RoomId(room), ANN, forGood())))
                    .isEqualTo(Problem.NO_SUCH_ROOM);
        }
    }
}
