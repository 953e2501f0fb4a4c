package dev.carillon.it;

import static dev.carillon.it.client.ChatClient.object;
import static dev.carillon.it.client.ChatClient.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.ChatClient;
import dev.carillon.it.client.ChatMember;
import dev.carillon.it.client.ChatMember.Told;
import dev.carillon.it.client.ChatMember.Transport;
import dev.carillon.it.client.ChatTranscript;
import dev.carillon.it.client.RawStream;
import dev.carillon.it.client.Tokens;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Being in a room: joining, coming back, being sent away, and the end of the room. */
interface ChatRoomScenarios extends ChatScenario {

    /** Of one person who writes as fast as the server takes it. */
    int TABS = 16;

    @ParameterizedTest
    @EnumSource
    default void whoever_joins_sees_a_picture_and_then_what_follows_it(Transport transport) throws Exception {
        ChatClient owner = newPerson("owner");
        String room = newRoom(owner, "public");
        String before = owner.say(room, "before");

        try (ChatMember member = ChatMember.join(newPerson("ann"), room, transport)) {
            String after = owner.say(room, "after");
            Told heard = member.await("new-message");
            JsonObject picture = member.pictures().get(0).data();

            assertThat(heard.id()).isEqualTo(after);
            assertThat(picture.getJsonObject("room").getString("id")).isEqualTo(room);
            assertThat(picture.getJsonObject("you"))
                    .isEqualTo(object("id", member.id(), "name", member.id(), "guest", false));
            assertThat(picture.getJsonArray("messages").getJsonObject(0).getString("id"))
                    .isEqualTo(before);
            assertThat(picture.isNull("earlier")).isTrue();
            assertThat(picture.getBoolean("resumed")).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    default void whoever_comes_back_gets_exactly_what_he_missed_and_nobody_is_told(Transport transport)
            throws Exception {
        ChatClient owner = newPerson("owner");
        String room = newRoom(owner, "public");
        try (ChatMember member = ChatMember.join(newPerson("ann"), room, transport)) {
            owner.say(room, "one");
            member.await("new-message");
            member.lose();
            for (int i = 0; i < 20; i++) {
                owner.say(room, "missed " + i);
            }
            String last = owner.say(room, "last");

            member.await("new-message", data -> data.getString("text").equals("last"));

            List<Told> log = ChatTranscript.of(hub(), room).after(String.valueOf(member.firstPlace()));
            assertThat(member.transcript()).isEqualTo(log);
            assertThat(log.get(log.size() - 1).id()).isEqualTo(last);
            assertThat(log).noneMatch(told -> told.type().equals("member-left"));
            if (transport == Transport.SSE || transport == Transport.NDJSON) {
                JsonObject picture = member.pictures().get(1).data();
                assertThat(picture.getBoolean("resumed")).isTrue();
                assertThat(picture.getJsonArray("messages")).isEmpty();
            }
        }
    }

    @Test
    default void several_tabs_are_one_member_until_the_last_is_closed() throws Exception {
        String room = newRoom("public");
        ChatClient ann = newPerson("ann");
        try (ChatMember bob = ChatMember.join(newPerson("bob"), room, Transport.SSE);
                ChatMember tab = ChatMember.join(ann, room, Transport.NDJSON)) {
            ChatMember other = ChatMember.join(ann, room, Transport.SSE);
            other.close();
            bob.await("member-joined", data -> names(data).contains(ann.id()));
            String mark = ann.say(room, "still here");
            bob.await("new-message");

            assertThat(bob.client().online(room)).containsExactlyInAnyOrder(ann.id(), bob.id());
            tab.goAway();
            Told left = bob.await("member-left");

            assertThat(names(left.data())).containsExactly(ann.id());
            assertThat(left.data().getInt("online")).isEqualTo(1);
            assertThat(left.offset()).isGreaterThan(new Told(mark, "", left.data()).offset());
            assertThat(ChatTranscript.of(hub(), room).present()).containsExactly(bob.id());
        }
    }

    private static List<String> names(JsonObject members) {
        return members.getJsonArray("members").stream()
                .map(member -> member.asJsonObject().getString("id"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"SSE", "NDJSON"})
    default void whoever_is_kicked_is_told_why_and_stays_out_for_so_long(Transport transport) throws Exception {
        ChatClient owner = newPerson("owner");
        String room = newRoom(owner, "public");
        try (ChatMember bob = ChatMember.join(newPerson("bob"), room, Transport.SSE);
                ChatMember member = ChatMember.join(newPerson("ann"), room, transport)) {
            bob.await("member-joined", data -> names(data).contains(member.id()));

            owner.done(
                    "POST",
                    "rooms/" + room + "/members/" + member.id() + "/kick",
                    object("reason", "calm <down>", "seconds", 5));

            Told kicked = member.await("kicked");
            assertThat(kicked.data().getString("act")).isEqualTo("kick");
            assertThat(kicked.data().getString("reason")).isEqualTo("calm <down>");
            assertThat(kicked.id()).isNull();
            Awaitility.await()
                    .atMost(RawStream.PATIENCE)
                    .until(() -> member.refusal().equals("403 banned"));
            Told left = bob.await("member-left");
            assertThat(left.data().getJsonArray("members").getJsonObject(0).getString("reason"))
                    .isEqualTo("kicked");
            Awaitility.await()
                    .atMost(RawStream.PATIENCE)
                    .until(() -> member.refusal().isEmpty());
            owner.say(room, "welcome back");
            member.await("new-message");
            assertThat(member.transcript())
                    .isEqualTo(ChatTranscript.of(hub(), room).after(String.valueOf(member.firstPlace())));
        }
    }

    @Test
    default void a_room_that_is_removed_ends_its_streams_and_takes_its_history_along() throws Exception {
        ChatClient owner = newPerson("owner");
        String room = newRoom(owner, "public");
        String message = owner.say(room, "soon gone");
        List<ChatMember> members = new ArrayList<>();
        for (Transport transport : Transport.values()) {
            members.add(ChatMember.join(newPerson("ann"), room, transport));
        }

        owner.done("DELETE", "rooms/" + room, null);

        for (ChatMember member : members) {
            // Between two polls nobody can be told: the next one is refused.
            Awaitility.await(member + " knows")
                    .atMost(RawStream.PATIENCE)
                    .until(() ->
                            member.told().stream().anyMatch(told -> told.type().equals("room-closed"))
                                    || (member.polls() && member.refusal().equals("404 no-such-room")));
            assertThat(member.told())
                    .filteredOn(told -> told.type().equals("room-closed"))
                    .hasSizeLessThanOrEqualTo(1)
                    .allSatisfy(
                            told -> assertThat(told.data().getString("reason")).isEqualTo("deleted"));
            member.close();
        }
        assertThat(outcome(owner.ask("GET", "rooms/" + room + "/messages/" + message, null)))
                .isEqualTo("404 no-such-room");
        Awaitility.await("nothing is left in the log")
                .atMost(RawStream.PATIENCE)
                .until(() -> !hub().pollRaw(
                                "/api/events/chat/" + room + "?from=earliest", Tokens.bearer(Tokens.admin()))
                        .body()
                        .contains("soon gone"));
        owner.makeRoom(room, "public");
        assertThat(owner.messages(room)).isEmpty();
        assertThat(owner.get("rooms/" + room + "/search?q=soon").getJsonArray("messages"))
                .isEmpty();
        assertThat(owner.get("rooms/" + room + "/reports").getJsonArray("reports"))
                .isEmpty();
    }

    @Test
    default void a_room_that_becomes_private_sends_away_who_is_no_member() throws Exception {
        ChatClient owner = newPerson("owner");
        String room = newRoom(owner, "public");
        try (ChatMember visitor = ChatMember.join(newPerson("ann"), room, Transport.SSE);
                ChatMember nobody = ChatMember.join(ChatClient.nobody(hub()), room, Transport.NDJSON)) {
            owner.done("PATCH", "rooms/" + room, object("kind", "private"));

            visitor.await("kicked");
            nobody.await("kicked");
            Awaitility.await()
                    .atMost(RawStream.PATIENCE)
                    .until(() -> visitor.refusal().equals("404 no-such-room")
                            && nobody.refusal().equals("404 no-such-room"));
            owner.say(room, "among ourselves");
            assertThat(visitor.transcript()).noneMatch(told -> told.type().equals("new-message"));
        }
    }

    @Test
    default void the_same_client_id_is_the_same_message() throws Exception {
        ChatClient ann = newPerson("ann");
        String room = newRoom("public");
        String path = "rooms/" + room + "/messages";

        JsonObject first = ann.done("POST", path, object("text", "once", "clientId", "c1"));
        JsonObject again = ann.done("POST", path, object("text", "once", "clientId", "c1"));
        HttpResponse<String> other = ann.ask("POST", path, object("text", "twice", "clientId", "c1"));
        JsonObject bobs = newPerson("bob").done("POST", path, object("text", "once", "clientId", "c1"));

        assertThat(first.getBoolean("repeated")).isFalse();
        assertThat(again.getBoolean("repeated")).isTrue();
        assertThat(again.getString("id")).isEqualTo(first.getString("id"));
        assertThat(other.statusCode()).as(other.body()).isBetween(400, 499);
        assertThat(bobs.getString("id")).isNotEqualTo(first.getString("id"));
        assertThat(ann.messages(room)).hasSize(2);
    }

    @Test
    default void in_slow_mode_everybody_but_moderators_writes_once_in_a_while() throws Exception {
        ChatClient owner = newPerson("owner");
        ChatClient ann = newPerson("ann");
        String room = newRoom(owner, "public");
        String path = "rooms/" + room + "/messages";
        owner.done("PATCH", "rooms/" + room, object("slowModeSeconds", 30));

        String first =
                ann.done("POST", path, object("text", "one", "clientId", "c1")).getString("id");
        HttpResponse<String> second = ann.ask("POST", path, object("text", "two"));
        HttpResponse<String> repeated = ann.ask("POST", path, object("text", "one", "clientId", "c1"));

        assertThat(outcome(second)).isEqualTo("429 slow-mode");
        assertThat(second.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 30L);
        // He had no answer to it, and sends it again: it is no other message.
        assertThat(outcome(repeated)).isEqualTo("201");
        assertThat(repeated.body()).contains(first);
        owner.say(room, "I moderate");
        owner.say(room, "as often as I like");
    }

    @Test
    default void nobody_writes_more_than_the_limit() throws Exception {
        ChatClient ann = newPerson("ann");
        String room = newRoom("public");
        AtomicInteger sent = new AtomicInteger();
        Queue<HttpResponse<String>> others = new ConcurrentLinkedQueue<>();
        // Many at a time, or a busy machine is slower than the limit.
        ExecutorService threads = Executors.newFixedThreadPool(TABS);
        Callable<Void> tab = () -> {
            while (others.isEmpty() && sent.get() < 1_000) {
                HttpResponse<String> response = ann.ask("POST", "rooms/" + room + "/messages", object("text", "flood"));
                if (response.statusCode() == 201) {
                    sent.incrementAndGet();
                } else {
                    others.add(response);
                }
            }
            return null;
        };
        try {
            for (Future<Void> done : threads.invokeAll(Collections.nCopies(TABS, tab))) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(others).isNotEmpty().allSatisfy(response -> {
            assertThat(outcome(response)).isEqualTo("429 rate-limited");
            assertThat(response.headers().firstValueAsLong("Retry-After").orElse(0))
                    .isPositive();
        });
        assertThat(sent).hasValueGreaterThanOrEqualTo(5 * MESSAGE_RATE);
        newPerson("bob").say(room, "I can");
    }

    @Test
    default void only_the_chat_writes_to_its_channels() throws Exception {
        for (String channel : List.of("chat/lobby", "chat/@anybody", "~chat/rooms")) {
            HttpResponse<String> response =
                    hub().post("/api/events/" + channel, "forged", Tokens.bearer(Tokens.admin()));

            assertThat(outcome(response)).as(channel).endsWith(" reserved-channel");
        }
        HttpResponse<String> batch = hub().post(
                        "/api/events", "[{\"channel\":\"chat/lobby\",\"data\":1}]", "Content-Type", "application/json");
        assertThat(outcome(batch)).endsWith(" reserved-channel");
    }
}
