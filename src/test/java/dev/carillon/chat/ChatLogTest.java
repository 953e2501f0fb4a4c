package dev.carillon.chat;

import static dev.carillon.chat.TestChat.actor;
import static dev.carillon.chat.TestChat.done;
import static dev.carillon.chat.TestChat.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.model.RoomKind;
import dev.carillon.chat.state.ChatJson;
import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.LogUnavailableException;
import dev.carillon.event.Payload;
import dev.carillon.log.Append;
import dev.carillon.log.Appended;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChatLogTest {

    private static final RoomId LOBBY = RoomId.LOBBY;

    private final TestChat chat = new TestChat();

    @AfterEach
    void close() {
        chat.close();
    }

    private CompletionStage<Appended> publishMessage(String text) {
        return chat.log.publish(List.of(chat.events.newMessage(
                LOBBY,
                new dev.carillon.chat.state.ChatEvents.Saying(
                        person("Ann"), text, null, null, List.of(), null, null))));
    }

    @Test
    void what_was_published_is_kept_but_not_acknowledged_before_it_can_be_seen() {
        chat.stored.unreadable = true;
        CompletableFuture<Appended> published = publishMessage("hello").toCompletableFuture();
        chat.settle();
        assertThat(published).isNotDone();
        assertThat(chat.archive.newest("lobby", 10, 1_000)).isEmpty();

        chat.stored.unreadable = false;
        chat.pass(Duration.ofSeconds(1));

        assertThat(published).isCompleted();
        assertThat(chat.archive.newest("lobby", 10, 1_000)).hasSize(1);
    }

    @Test
    void who_waits_too_long_is_told_that_it_was_kept() {
        chat.stored.unreadable = true;
        CompletableFuture<Appended> published = publishMessage("hello").toCompletableFuture();

        chat.pass(Duration.ofSeconds(15));

        assertThatThrownBy(published::join)
                .hasCauseInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("It was kept");
        chat.stored.unreadable = false;
        chat.pass(Duration.ofSeconds(1));
        assertThat(chat.archive.newest("lobby", 10, 1_000)).hasSize(1);
    }

    @Test
    void what_the_log_refuses_fails_at_once() {
        chat.stored.unwritable = true;

        assertThatThrownBy(() -> done(publishMessage("hello"))).isInstanceOf(LogUnavailableException.class);
    }

    @Test
    void nothing_waits_when_all_is_done() {
        IntStream.range(0, 50).parallel().forEach(i -> done(publishMessage("message " + i)));
        chat.settle();

        // That which tidies up.
        assertThat(chat.scheduler.waiting()).isEqualTo(1);
    }

    @Test
    void an_event_that_is_not_ours_does_not_stop_those_after_it() {
        done(chat.hub.publish(Append.of(
                Event.of(LOBBY.channel(), Payload.text("no JSON"), chat.events.now())
                        .withType("new-message"),
                Event.of(new ChannelName("chat"), Payload.text("of nobody"), chat.events.now()),
                Event.of(new ChannelName("chat/UPPER/case"), Payload.json("{}"), chat.events.now())
                        .withType("member-joined"))));

        EventId id = chat.say("Ann", LOBBY, "hello");

        assertThat(chat.reading.message(actor("Ann"), LOBBY, id).text()).isEqualTo("hello");
    }

    /** A picture shows what was said until its place, all of it and no more, whatever happens meanwhile. */
    @Test
    void a_picture_is_of_one_moment() {
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<?> talking = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 100; i++) {
                done(publishMessage("message " + i));
                chat.roster.join(LOBBY, person("p" + i % 30), end -> {});
            }
            over.set(true);
        });

        while (!over.get()) {
            RoomDocuments.Picture picture = chat.documents.picture(actor("Zoe"), LOBBY);
            JsonObject document = ChatJson.parse(picture.document());
            List<JsonObject> messages = document.getJsonArray("messages").getValuesAs(JsonObject.class);
            if (!messages.isEmpty()) {
                long newest = EventId.parse(messages.get(messages.size() - 1).getString("id"))
                        .offset();
                assertThat(newest).isLessThanOrEqualTo(picture.at().offset());
                assertThat(chat.archive
                                .before("lobby", picture.at().offset() + 1, 1)
                                .get(0)
                                .offset())
                        .isEqualTo(newest);
            }
            List<String> members = document.getJsonArray("members").getValuesAs(JsonObject.class).stream()
                    .map(member -> member.getString("id"))
                    .toList();
            assertThat(members).containsAll(joinedThrough(picture.at().offset()));
        }
        talking.join();
    }

    private List<String> joinedThrough(long offset) {
        return chat
                .stored
                .log
                .read(0, LOBBY.selectors(), new dev.carillon.log.PageLimit(4_000, 4 << 20))
                .entries()
                .stream()
                .filter(entry -> entry.offset() <= offset
                        && "member-joined".equals(entry.event().type()))
                .flatMap(entry -> ChatJson.parse(entry.event().payload().text()).getJsonArray("members").stream())
                .map(member -> member.asJsonObject().getString("id"))
                .toList();
    }

    @Test
    void what_the_log_has_lost_the_archive_forgets() {
        EventId first = chat.say("Ann", LOBBY, "old");
        chat.say("Ann", LOBBY, "new");
        done(chat.stored.log.trim(LOBBY.selectors(), first.offset()));

        chat.log.forgetTrimmed(LOBBY);

        assertThat(chat.archive.newest("lobby", 10, 1_000))
                .extracting(message -> message.text())
                .containsExactly("new");
    }

    @Test
    void a_room_that_is_gone_has_no_newest_entry() {
        RoomId team = new RoomId("team");
        chat.room("team", RoomKind.PUBLIC, "Ann");
        chat.say("Ann", team, "hello");
        assertThat(chat.log.newestOf("chat/team")).isPositive();

        done(chat.rooms.delete(actor("Ann"), team));
        chat.settle();

        assertThat(chat.log.newestOf("chat/team")).isZero();
        assertThat(chat.log.newestOf("chat/@ann")).isZero();
    }
}
