package dev.carillon.chat.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.chat.TestChat;
import dev.carillon.chat.api.Callers;
import dev.carillon.chat.model.Role;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.model.RoomKind;
import dev.carillon.event.ChannelName;
import dev.carillon.socketio.FakeClient;
import dev.carillon.socketio.SocketWorld;
import dev.carillon.socketio.recovery.SocketStore;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChatNamespaceTest {

    private final TestChat chat = new TestChat();
    private final SocketStore store = SocketStore.inMemory(
            Duration.ofMinutes(2), InstantSource.system(), Executors.newSingleThreadScheduledExecutor());
    private final SocketWorld world = SocketWorld.on(chat.hub(), store, chat.namespace());

    @AfterEach
    void stop() {
        world.close();
        store.close();
        chat.close();
    }

    private FakeClient person(String name) {
        FakeClient client = world.client(world.token("token of " + name, name));
        connect(client);
        return client;
    }

    /** For those who may come back, a packet moves their place when they have listened to something of the past. */
    private static JsonObject connect(FakeClient client) {
        return client.connect("/chat");
    }

    /** What he is answered; {@code others} gets everything else that comes before. */
    private static String ask(FakeClient client, String packet, List<String> others) {
        client.send("2/chat,0" + packet);
        String text = client.text();
        while (!text.startsWith("3/chat,0")) {
            others.add(text);
            text = client.text();
        }
        return text.substring("3/chat,0".length());
    }

    private static String ask(FakeClient client, String packet) {
        return ask(client, packet, new ArrayList<>());
    }

    /** The next event of this type. */
    private static String hear(FakeClient client, String type) {
        String text = client.text();
        while (!text.startsWith("2/chat,[\"" + type + '"')) {
            text = client.text();
        }
        return text;
    }

    @Test
    void who_joins_a_room_sees_it_and_hears_what_is_said_with_the_id_as_the_last_argument() {
        FakeClient ann = person("ann");
        FakeClient bob = person("bob");

        assertThat(ask(ann, "[\"join\",{\"room\":\"lobby\"}]"))
                .contains("\"messages\":[", "\"members\":[", "\"at\":\"");
        ask(bob, "[\"join\",{\"room\":\"lobby\"}]");
        String sent = ask(ann, "[\"message\",{\"room\":\"lobby\",\"text\":\"hello\",\"clientId\":\"1\"}]");

        String id = sent.replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
        assertThat(hear(bob, "new-message"))
                .contains("\"text\":\"hello\"")
                .contains("{\"room\":\"lobby\",\"time\":")
                .endsWith(",\"" + id + "\"]");
    }

    @Test
    void the_same_client_id_says_it_once() {
        FakeClient ann = person("ann");

        String first = ask(ann, "[\"message\",{\"room\":\"lobby\",\"text\":\"hello\",\"clientId\":\"1\"}]");
        String again = ask(ann, "[\"message\",{\"room\":\"lobby\",\"text\":\"hello\",\"clientId\":\"1\"}]");

        assertThat(first).contains("\"repeated\":false");
        assertThat(again).isEqualTo(first.replace("false", "true"));
    }

    @Test
    void typing_is_heard_and_is_not_taken_for_a_place_to_come_back_to() {
        FakeClient ann = person("ann");
        FakeClient bob = person("bob");
        ask(bob, "[\"join\",{\"room\":\"lobby\"}]");

        assertThat(ask(ann, "[\"typing\",{\"room\":\"lobby\"}]")).isEqualTo("[]");

        assertThat(hear(bob, "typing")).contains("\"seconds\":").endsWith("}]");
    }

    @Test
    void what_was_said_is_edited_deleted_reacted_to_read_and_paged() {
        FakeClient ann = person("ann");
        String id = ask(ann, "[\"message\",{\"room\":\"lobby\",\"text\":\"helo\"}]")
                .replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
        String which = "\"room\":\"lobby\",\"message\":\"" + id + '"';

        assertThat(ask(ann, "[\"edit\",{" + which + ",\"text\":\"hello\"}]")).contains("\"text\":\"hello\"");
        assertThat(ask(ann, "[\"react\",{" + which + ",\"emoji\":\"👍\"}]")).isEqualTo("[]");
        assertThat(ask(ann, "[\"read\",{" + which + "}]")).isEqualTo("[]");
        assertThat(ask(ann, "[\"history\",{\"room\":\"lobby\",\"limit\":10}]"))
                .contains("\"text\":\"hello\"", "\"emoji\":\"👍\"");
        assertThat(ask(ann, "[\"delete\",{" + which + "}]")).isEqualTo("[]");
        assertThat(ask(ann, "[\"edit\",{" + which + ",\"text\":\"again\"}]")).contains("/problems/no-such-message");
    }

    @Test
    void who_is_there_is_known_from_sockets_too() {
        FakeClient ann = person("ann");
        FakeClient bob = person("bob");
        ask(ann, "[\"join\",{\"room\":\"lobby\"}]");

        assertThat(ask(bob, "[\"who\",{\"room\":\"lobby\"}]"))
                .contains("\"name\":\"ann\"")
                .contains("\"online\":1");
        ask(ann, "[\"leave\",{\"room\":\"lobby\"}]");
    }

    @Test
    void a_guest_chooses_a_nickname_and_shows_next_time_who_it_is() {
        FakeClient guest = world.client();
        guest.connect("/chat");
        assertThat(ask(guest, "[\"message\",{\"room\":\"lobby\",\"text\":\"hi\"}]"))
                .contains("/problems/unauthenticated");

        String secret = ask(guest, "[\"nickname\",\"Zoë\"]").replaceAll(".*\"guest\":\"([^\"]+)\".*", "$1");
        assertThat(ask(guest, "[\"message\",{\"room\":\"lobby\",\"text\":\"hi\"}]"))
                .contains("\"id\":");
        FakeClient again = world.client();
        again.connect("/chat", "{\"guest\":\"" + secret + "\"}");

        assertThat(ask(again, "[\"message\",{\"room\":\"lobby\",\"text\":\"me again\"}]"))
                .contains("\"id\":");
        assertThat(Callers.GUEST.name()).isEqualTo("carillon-guest");
    }

    @Test
    void what_the_chat_refuses_over_http_it_refuses_here() {
        FakeClient ann = person("ann");

        assertThat(ask(ann, "[\"join\",{\"room\":\"nowhere\"}]")).contains("/problems/no-such-room");
        assertThat(ask(ann, "[\"join\",{\"room\":\"No Room\"}]")).contains("/problems/invalid-room");
        assertThat(ask(ann, "[\"join\"]")).contains("/problems/bad-request").contains("missing");
        assertThat(ask(ann, "[\"message\",{\"room\":\"lobby\",\"text\":\"\"}]")).contains("/problems/invalid-message");
        assertThat(ask(ann, "[\"history\",{\"room\":\"lobby\",\"limit\":1000}]"))
                .contains("limit is 1 to 200");
        assertThat(new ChannelName("chat/lobby").isReserved()).isFalse();
    }

    /** He joined these rooms, his connection broke, and this happened meanwhile; then he came back. */
    private FakeClient away(String name, List<String> rooms, Runnable meanwhile) {
        FakeClient before = world.client(world.token("token of " + name, name));
        JsonObject first = connect(before);
        rooms.forEach(room -> ask(before, "[\"join\",{\"room\":\"" + room + "\"}]"));
        before.breakDown();
        meanwhile.run();
        FakeClient after = world.client(world.token("token of " + name, name));
        JsonObject again = after.connect("/chat", "{\"pid\":\"" + first.getString("pid") + "\"}");
        assertThat(again).as("recovered").isEqualTo(first);
        return after;
    }

    @Test
    void who_was_banned_while_he_was_away_is_told_so_when_he_comes_back_and_hears_the_others_only() {
        chat.room("tea", RoomKind.PUBLIC, "ann");
        chat.room("coffee", RoomKind.PUBLIC, "ann");

        FakeClient bob = away("bob", List.of("tea", "coffee"), () -> {
            chat.ban("ann", new RoomId("tea"), "bob", "spam");
        });

        assertThat(hear(bob, "kicked"))
                .startsWith("2/chat,[\"kicked\",{\"act\":\"ban\",\"reason\":\"spam\"")
                .endsWith("{\"room\":\"tea\"}]");
        chat.say("ann", new RoomId("tea"), "still gone");
        chat.say("ann", new RoomId("coffee"), "and this is new");
        assertThat(hear(bob, "new-message")).contains("and this is new");
        assertThat(ask(bob, "[\"who\",{\"room\":\"tea\"}]")).contains("/problems/banned");
    }

    @Test
    void who_lost_his_membership_of_a_private_room_while_he_was_away_is_told_so() {
        RoomId secret = chat.room("secret", RoomKind.PRIVATE, "ann").id();
        chat.say("bob", RoomId.LOBBY, "hi");
        chat.role("ann", secret, "bob", Role.MEMBER);

        FakeClient bob = away("bob", List.of("secret"), () -> chat.noRole("ann", secret, "bob"));

        assertThat(hear(bob, "kicked"))
                .startsWith("2/chat,[\"kicked\",{\"act\":\"kick\",\"reason\":\"You are no member any more.\"")
                .endsWith("{\"room\":\"secret\"}]");
    }

    @Test
    void whose_room_was_closed_while_he_was_away_is_told_so() {
        RoomId tea = chat.room("tea", RoomKind.PUBLIC, "ann").id();

        FakeClient bob = away("bob", List.of("tea"), () -> chat.close("ann", tea));

        assertThat(hear(bob, "room-closed"))
                .isEqualTo("2/chat,[\"room-closed\",{\"reason\":\"deleted\"},{\"room\":\"tea\"}]");
    }
}
