package dev.carillon.chat;

import static dev.carillon.chat.TestChat.actor;
import static dev.carillon.chat.TestChat.done;
import static dev.carillon.chat.TestChat.forGood;
import static dev.carillon.chat.TestChat.person;
import static dev.carillon.chat.TestChat.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.chat.archive.Message;
import dev.carillon.chat.model.Actor;
import dev.carillon.chat.model.Role;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.model.RoomKind;
import dev.carillon.chat.text.Emoji;
import dev.carillon.chat.text.MessageText;
import dev.carillon.chat.text.Reason;
import dev.carillon.event.EventId;
import dev.carillon.event.Problem;
import dev.carillon.security.Rate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessagesTest {

    private static final RoomId LOBBY = RoomId.LOBBY;
    private static final Reason NO_REASON = new Reason("");

    private final TestChat chat = new TestChat();

    @AfterEach
    void close() {
        chat.close();
    }

    private Message message(EventId id) {
        return chat.reading.message(actor("Ann"), LOBBY, id);
    }

    private Messages.Sent answer(String who, String text, EventId to) {
        return done(
                chat.messages.send(actor(who), LOBBY, new Messages.Draft(new MessageText(text), to.toString(), null)));
    }

    @Test
    void what_is_said_is_there_as_soon_as_it_is_acknowledged() {
        EventId id = chat.say("Ann", LOBBY, "hello");

        assertThat(message(id).text()).isEqualTo("hello");
        assertThat(chat.known.person(person("Ann").id())).isPresent();
    }

    @Test
    void the_same_client_id_is_the_same_message_also_if_a_mention_means_somebody_else_by_then() {
        Messages.Sent first = done(chat.send(actor("Ann"), LOBBY, "hi @Bob", "one"));
        chat.say("Bob", LOBBY, "now there is a Bob");

        Messages.Sent second = done(chat.send(actor("Ann"), LOBBY, "hi @Bob", "one"));

        assertThat(second).isEqualTo(new Messages.Sent(first.id(), true));
        assertThat(chat.documents("chat/lobby", "new-message")).hasSize(2);
    }

    @Test
    void the_same_client_id_with_another_text_is_refused_and_of_another_person_is_his_own() {
        done(chat.send(actor("Ann"), LOBBY, "one", "id"));

        assertThat(problem(() -> chat.send(actor("Ann"), LOBBY, "two", "id")))
                .isEqualTo(Problem.IDEMPOTENCY_KEY_REUSED);
        assertThat(done(chat.send(actor("Bob"), LOBBY, "one", "id")).repeated()).isFalse();
    }

    @Test
    void a_mention_is_told_once_however_often_the_message_is_sent() {
        chat.say("Bob", LOBBY, "hi");
        EventId id = done(chat.send(actor("Ann"), LOBBY, "hi @Bob", "one")).id();
        done(chat.send(actor("Ann"), LOBBY, "hi @Bob", "one"));

        assertThat(chat.documents("chat/@bob", "mention"))
                .singleElement()
                .satisfies(notice -> assertThat(notice.toString())
                        .isEqualTo("{\"room\":\"lobby\",\"message\":\"" + id
                                + "\",\"author\":{\"id\":\"ann\",\"name\":\"Ann\",\"guest\":false},"
                                + "\"text\":\"hi @Bob\"}"));
    }

    @Test
    void in_slow_mode_one_writes_once_in_that_time_and_may_send_the_same_again() {
        chat.room("slow", RoomKind.PUBLIC, "Ann");
        RoomId slow = new RoomId("slow");
        done(chat.rooms.change(actor("Ann"), slow, new Rooms.Change(null, null, null, null, Duration.ofSeconds(30))));
        Messages.Sent first = done(chat.send(actor("Bob"), slow, "one", "id"));

        assertThat(done(chat.send(actor("Bob"), slow, "one", "id"))).isEqualTo(new Messages.Sent(first.id(), true));
        assertThat(problem(() -> chat.send(actor("Bob"), slow, "two", "other"))).isEqualTo(Problem.SLOW_MODE);
        assertThat(problem(() -> chat.send(actor("Bob"), slow, "two", null))).isEqualTo(Problem.SLOW_MODE);
        assertThat(problem(() -> chat.send(actor("Ann"), slow, "owners may", null)))
                .isNull();
        chat.pass(Duration.ofSeconds(30));
        assertThat(problem(() -> chat.send(actor("Bob"), slow, "two", null))).isNull();
    }

    @Test
    void a_turn_in_slow_mode_is_given_back_if_nothing_was_sent() {
        chat.room("slow", RoomKind.PUBLIC, "Ann");
        RoomId slow = new RoomId("slow");
        done(chat.rooms.change(actor("Ann"), slow, new Rooms.Change(null, null, null, null, Duration.ofSeconds(30))));
        chat.stored.unwritable = true;
        assertThat(problem(() -> chat.send(actor("Bob"), slow, "one", null))).isEqualTo(Problem.LOG_UNAVAILABLE);
        chat.stored.unwritable = false;

        assertThat(problem(() -> chat.send(actor("Bob"), slow, "one", null))).isNull();
    }

    @Test
    void one_person_writes_no_faster_than_the_rate() {
        try (TestChat slow = new TestChat(TestChat.settings(ChatSettings.Anonymous.WRITE, new Rate(1), List.of()))) {
            for (int i = 0; i < 5; i++) {
                slow.say("Ann", LOBBY, "message " + i);
            }

            assertThat(problem(() -> slow.send(actor("Ann"), LOBBY, "one more", null)))
                    .isEqualTo(Problem.RATE_LIMITED);
            assertThat(problem(() -> slow.send(actor("Bob"), LOBBY, "hello", null)))
                    .isNull();
        }
    }

    @Test
    void an_answer_to_an_answer_stays_in_the_thread_and_in_the_room() {
        EventId first = chat.say("Ann", LOBBY, "question");
        EventId second = answer("Bob", "answer", first).id();
        EventId third = answer("Ann", "thanks", second).id();

        assertThat(message(third).replyTo()).isEqualTo(second.offset());
        assertThat(message(third).thread()).isEqualTo(first.offset());
        chat.room("other", RoomKind.PUBLIC, "Ann");
        assertThat(problem(() -> chat.messages.send(
                        actor("Ann"),
                        new RoomId("other"),
                        new Messages.Draft(new MessageText("from outside"), first.toString(), null))))
                .isEqualTo(Problem.NO_SUCH_MESSAGE);
    }

    @Test
    void one_edits_and_deletes_his_own_and_a_moderator_deletes_any() {
        chat.room("team", RoomKind.PUBLIC, "Ann");
        RoomId team = new RoomId("team");
        EventId id = chat.say("Bob", team, "tpyo");

        assertThat(done(chat.messages.edit(actor("Bob"), team, id, new MessageText("typo")))
                        .text())
                .isEqualTo("typo");
        assertThat(problem(() -> chat.messages.edit(actor("Ann"), team, id, new MessageText("mine"))))
                .isEqualTo(Problem.NOT_ALLOWED_IN_ROOM);
        assertThat(problem(() -> chat.messages.delete(actor("Carl"), team, id, NO_REASON)))
                .isEqualTo(Problem.NOT_ALLOWED_IN_ROOM);
        done(chat.messages.delete(actor("Ann"), team, id, new Reason("off topic")));

        assertThat(chat.audited()).containsExactly("chat-create-room", "chat-delete-message");
        assertThat(problem(() -> chat.messages.react(actor("Ann"), team, id, new Emoji("👍"), true)))
                .isEqualTo(Problem.NO_SUCH_MESSAGE);
        assertThat(problem(() -> chat.messages.edit(actor("Bob"), team, id, new MessageText("again"))))
                .isEqualTo(Problem.NO_SUCH_MESSAGE);
    }

    /** The message is looked at again when it is his turn: a text that was deleted does not come back to the readers. */
    @Test
    void an_edit_that_waited_for_its_turn_does_not_follow_the_deletion() {
        EventId id = chat.say("Bob", LOBBY, "secret");
        var gate = new java.util.concurrent.CompletableFuture<String>();
        var held = chat.turns.alone(LOBBY, () -> gate);
        CompletionStage<?> edit = chat.messages.edit(actor("Bob"), LOBBY, id, new MessageText("secret, again"));
        done(chat.log.publish(List.of(chat.events.messageDeleted(LOBBY, id, person("Bob"), null))));

        gate.complete("go on");

        assertThat(problem(() -> edit)).isEqualTo(Problem.NO_SUCH_MESSAGE);
        assertThat(held).isCompleted();
        assertThat(chat.types("chat/lobby")).containsExactly("new-message", "message-deleted");
    }

    @Test
    void a_banned_or_muted_person_does_nothing_with_his_messages() {
        chat.room("team", RoomKind.PUBLIC, "Ann");
        RoomId team = new RoomId("team");
        EventId id = chat.say("Bob", team, "hello");
        chat.role("Ann", team, "Bob", Role.MEMBER);
        done(chat.moderation.mute(actor("Ann"), team, person("Bob").id(), forGood()));

        assertThat(problem(() -> chat.messages.edit(actor("Bob"), team, id, new MessageText("x"))))
                .isEqualTo(Problem.MUTED);
        assertThat(problem(() -> chat.messages.react(actor("Bob"), team, id, new Emoji("👍"), true)))
                .isEqualTo(Problem.MUTED);
        done(chat.moderation.ban(actor("Ann"), team, person("Bob").id(), forGood()));
        assertThat(problem(() -> chat.messages.delete(actor("Bob"), team, id, NO_REASON)))
                .isEqualTo(Problem.BANNED);
    }

    @Test
    void blocked_words_are_masked_also_in_edits() {
        try (TestChat strict =
                new TestChat(TestChat.settings(ChatSettings.Anonymous.WRITE, Rate.UNLIMITED, List.of("darn")))) {
            EventId id = strict.say("Ann", LOBBY, "darn it");
            assertThat(strict.reading.message(actor("Ann"), LOBBY, id).text()).isEqualTo("**** it");

            Message edited = done(strict.messages.edit(actor("Ann"), LOBBY, id, new MessageText("oh darn")));

            assertThat(edited.text()).isEqualTo("oh ****");
        }
    }

    @Test
    void nobody_in_particular_reads_and_does_not_write() {
        Actor nobody = TestChat.nobody();
        EventId id = chat.say("Ann", LOBBY, "hello");

        assertThat(chat.reading.message(nobody, LOBBY, id).text()).isEqualTo("hello");
        assertThat(problem(() -> chat.send(nobody, LOBBY, "me too", null))).isEqualTo(Problem.UNAUTHENTICATED);
    }
}
