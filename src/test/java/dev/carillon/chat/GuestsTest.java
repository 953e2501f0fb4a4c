package dev.carillon.chat;

import static dev.carillon.chat.TestChat.actor;
import static dev.carillon.chat.TestChat.done;
import static dev.carillon.chat.TestChat.forGood;
import static dev.carillon.chat.TestChat.person;
import static dev.carillon.chat.TestChat.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.state.Guest;
import dev.carillon.chat.text.DisplayName;
import dev.carillon.event.EventId;
import dev.carillon.event.Problem;
import dev.carillon.security.Rate;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuestsTest {

    private static final RoomId LOBBY = RoomId.LOBBY;

    private final TestChat chat = new TestChat();

    @AfterEach
    void close() {
        chat.close();
    }

    private Guests.Admitted admit(String nickname) {
        return done(chat.guests.admit(new DisplayName(nickname), null, nickname));
    }

    private Guest found(String cookie) {
        return chat.guests.find(cookie).orElseThrow();
    }

    @Test
    void a_guest_is_known_by_his_cookie_and_the_log_does_not_have_its_secret() {
        Guests.Admitted gus = admit("Gus");

        assertThat(found(gus.cookie()).person()).isEqualTo(gus.person());
        String secret = gus.cookie().substring(gus.cookie().lastIndexOf('.') + 1);
        assertThat(chat.entries("**", "~chat/**"))
                .noneMatch(entry -> entry.event().payload().text().contains(secret));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "x", "~guest-00.abc", "ann.secret", "../../etc.passwd", "a b.c"})
    void any_other_cookie_is_nobodys(String cookie) {
        admit("Gus");

        assertThat(chat.guests.find(cookie)).isEmpty();
    }

    @Test
    void a_cookie_with_another_secret_is_nobodys() {
        String cookie = admit("Gus").cookie();

        assertThat(chat.guests.find(cookie.substring(0, cookie.length() - 1) + 'x'))
                .isEmpty();
    }

    @Test
    void nobody_is_called_like_somebody_who_is_here_or_like_the_hub() {
        chat.say("Alice", LOBBY, "hi");
        admit("Gus");

        for (String name : List.of("alice", "AIice", "Аlice", "Gus", "g.u.s", "Carillon")) {
            assertThat(problem(() -> chat.guests.admit(new DisplayName(name), null, name)))
                    .as(name)
                    .isEqualTo(Problem.NAME_TAKEN);
        }
    }

    @Test
    void of_many_who_want_the_same_name_at_once_one_gets_it() {
        long admitted = IntStream.range(0, 16)
                .parallel()
                .filter(i -> problem(() -> chat.guests.admit(new DisplayName("Gus"), null, "address " + i)) == null)
                .count();

        assertThat(admitted).isEqualTo(1);
    }

    @Test
    void who_takes_another_name_stays_who_he_is_and_his_former_name_is_free() {
        Guests.Admitted gus = admit("Gus");
        Runnable leave = chat.roster.join(LOBBY, gus.person(), new TestChat.Tab());
        Guests.Admitted renamed = done(chat.guests.admit(new DisplayName("Max"), found(gus.cookie()), "192.0.2.1"));

        leave.run();
        chat.pass(TestChat.GRACE);

        assertThat(renamed.person().id()).isEqualTo(gus.person().id());
        assertThat(chat.guests.find(gus.cookie())).isEmpty();
        assertThat(chat.known.person(gus.person().id()).orElseThrow().person()).isEqualTo(renamed.person());
        assertThat(problem(() -> chat.guests.admit(new DisplayName("Gus"), null, "192.0.2.2")))
                .isNull();
        assertThat(problem(() -> chat.guests.admit(new DisplayName("Max"), null, "192.0.2.3")))
                .isEqualTo(Problem.NAME_TAKEN);
    }

    /** He may have said something, or come into a large room, a moment before. */
    @Test
    void a_guest_who_is_gone_is_not_known_again() {
        Guests.Admitted gus = admit("Gus");
        done(chat.guests.leave(found(gus.cookie())));

        done(chat.log.publish(List.of(chat.events.known(new dev.carillon.chat.state.Known(gus.person(), null)))));
        chat.roster.join(LOBBY, gus.person(), new TestChat.Tab());
        chat.settle();

        assertThat(chat.known.person(gus.person().id())).isEmpty();
        assertThat(problem(() -> chat.guests.admit(new DisplayName("Gus"), null, "192.0.2.2")))
                .isNull();
    }

    @Test
    void nothing_is_kept_of_a_guest_who_is_gone() {
        Person gus = admit("Gus").person();
        EventId message = chat.say(actor(gus), LOBBY, "hi");
        done(chat.signals.read(actor(gus), LOBBY, message));
        done(chat.moderation.ban(TestChat.admin("Root"), LOBBY, gus.id(), forGood()));
        assertThat(chat.archive.readMarkers(gus.id().value())).hasSize(1);

        chat.pass(Guests.LIFETIME.plus(Duration.ofMinutes(1)));

        assertThat(chat.known.countGuests()).isZero();
        assertThat(chat.directory.standings(LOBBY)).isEmpty();
        assertThat(chat.archive.readMarkers(gus.id().value())).isEmpty();
        assertThat(chat.entries("~chat/guests", "~chat/standings", "~chat/reads"))
                .allMatch(entry -> entry.event().isTombstone());
    }

    @Test
    void a_guest_who_shows_signs_of_life_outlives_his_cookie() {
        String cookie = admit("Gus").cookie();
        chat.pass(Duration.ofHours(20));
        found(cookie);
        chat.pass(Duration.ofHours(20));

        assertThat(chat.guests.find(cookie)).isPresent();
        chat.pass(Guests.LIFETIME);
        assertThat(chat.guests.find(cookie)).isEmpty();
    }

    @Test
    void there_are_no_more_guests_than_the_settings_say_and_no_more_from_one_address_than_it_may() {
        IntStream.range(0, 10).forEach(i -> admit("guest" + i));

        assertThat(problem(() -> chat.guests.admit(new DisplayName("Gus"), null, "192.0.2.1")))
                .isEqualTo(Problem.CHAT_FULL);
        IntStream.range(0, 4).forEach(i -> problem(() -> chat.guests.admit(new DisplayName("Gus"), null, "192.0.2.1")));
        assertThat(problem(() -> chat.guests.admit(new DisplayName("Gus"), null, "192.0.2.1")))
                .isEqualTo(Problem.RATE_LIMITED);
    }

    @Test
    void where_guests_only_read_nobody_gets_a_nickname() {
        try (TestChat readers =
                new TestChat(TestChat.settings(ChatSettings.Anonymous.READ, Rate.UNLIMITED, List.of()))) {
            assertThat(problem(() -> readers.guests.admit(new DisplayName("Gus"), null, "192.0.2.1")))
                    .isEqualTo(Problem.UNAUTHENTICATED);
        }
    }

    @Test
    void somebody_who_signs_in_is_found_by_his_new_name() {
        chat.say(actor(new Person(person("Ann").id(), "Anna")), LOBBY, "hi");
        chat.say(actor(new Person(person("Ann").id(), "Annabel")), LOBBY, "hi");

        assertThat(chat.known.named("annabel")).containsExactly(person("Ann").id());
        assertThat(chat.known.named("anna")).isEmpty();
        assertThat(problem(() -> chat.guests.admit(new DisplayName("Anna"), null, "192.0.2.1")))
                .isNull();
        assertThat(problem(() -> chat.guests.admit(new DisplayName("Annabel"), null, "192.0.2.1")))
                .isEqualTo(Problem.NAME_TAKEN);
    }
}
