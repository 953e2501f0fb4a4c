package dev.carillon.socketio.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.event.EventId;
import dev.carillon.event.Selector;
import dev.carillon.log.ManualClock;
import dev.carillon.security.ManualScheduler;
import dev.carillon.socketio.FakeClient;
import dev.carillon.socketio.Namespace;
import dev.carillon.socketio.OnConnect;
import dev.carillon.socketio.OnEvent;
import dev.carillon.socketio.Socket;
import dev.carillon.socketio.SocketWorld;
import dev.carillon.socketio.server.Recovery;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client that was away for a moment. */
@Timeout(60)
class RecoveryTest {

    private static final Duration KEEP = Duration.ofMinutes(2);

    @Namespace(value = "/game", recovery = true)
    static final class Game {

        final List<Socket> sockets = new CopyOnWriteArrayList<>();
        final AtomicInteger looks = new AtomicInteger();

        volatile CompletableFuture<?> decision = CompletableFuture.completedFuture(null);

        @OnConnect
        CompletionStage<?> connect(Socket socket) {
            sockets.add(socket);
            return decision;
        }

        @OnEvent("play")
        String play(Socket socket, String table) {
            socket.join(table);
            socket.attribute("table", table);
            return "ok";
        }

        @OnEvent("look")
        String look() {
            looks.incrementAndGet();
            return "nothing new";
        }
    }

    private final Game game = new Game();
    private final SocketStore store =
            SocketStore.inMemory(KEEP, InstantSource.system(), Executors.newSingleThreadScheduledExecutor());
    private final SocketWorld world = new SocketWorld(SocketWorld.SETTINGS, store, game);

    @AfterEach
    void stop() {
        world.close();
        store.close();
    }

    private FakeClient player(JsonObject[] answer) {
        FakeClient client = world.client();
        answer[0] = client.connect("/game");
        client.send("2/game,0[\"play\",\"red\"]");
        assertThat(client.text()).isEqualTo("3/game,0[\"ok\"]");
        return client;
    }

    private static String offset(String event) {
        return event.replaceAll(".*\"([^\"]+)\"]$", "$1");
    }

    private static String comeback(JsonObject answer, String offset) {
        return "{\"pid\":\"" + answer.getString("pid") + "\",\"offset\":\"" + offset + "\"}";
    }

    @Test
    void who_comes_back_has_his_id_his_rooms_his_attributes_and_what_he_missed() {
        JsonObject[] first = new JsonObject[1];
        FakeClient before = player(first);
        world.server().of("/game").to("red").emit("card", 1);
        String seen = before.text();
        before.breakDown();
        world.server().of("/game").to("red").emit("card", 2);
        world.server().of("/game").to("blue").emit("card", 3);
        world.server().of("/game").to("red").asVolatile().emit("noise");

        FakeClient after = world.client();
        JsonObject again = after.connect("/game", comeback(first[0], offset(seen)));

        assertThat(again).isEqualTo(first[0]);
        assertThat(after.text()).startsWith("2/game,[\"card\",2,\"");
        world.server().of("/game").to("red").emit("card", 4);
        assertThat(after.text()).startsWith("2/game,[\"card\",4,\"");
        Socket socket = game.sockets.get(1);
        assertThat(socket.isRecovered()).isTrue();
        assertThat(socket.rooms()).containsExactly("red");
        assertThat(socket.attributes()).containsKey("table");
        assertThat(world.server().stats().comebacks()).isEqualTo(Map.of("recovered", 1L, "anew", 0L));
    }

    @Test
    void who_comes_back_gets_what_was_sent_to_several_rooms_if_he_was_meant() {
        JsonObject[] first = new JsonObject[1];
        player(first).breakDown();
        world.server().of("/game").to("red").to("blue").emit("card", 1);
        world.server().of("/game").to("green").to("blue").emit("card", 2);
        world.server().of("/game").except("red").emit("card", 3);
        world.server().of("/game").emit("card", 4);

        FakeClient after = world.client();
        after.connect("/game", "{\"pid\":\"" + first[0].getString("pid") + "\"}");

        assertThat(after.text()).startsWith("2/game,[\"card\",1,\"");
        assertThat(after.text()).startsWith("2/game,[\"card\",4,\"");
    }

    @Test
    void what_was_sent_to_a_room_before_he_joined_it_is_not_his_whatever_place_he_names() {
        world.server().of("/game").to("red").emit("card", 1);
        FakeClient before = world.client();
        JsonObject first = before.connect("/game");
        world.server().of("/game").emit("card", 2);
        String seen = before.text();
        world.server().of("/game").to("red").emit("card", 3);
        world.server().of("/game").to("red").to("blue").emit("card", 4);
        before.send("2/game,0[\"play\",\"red\"]");
        assertThat(before.text()).isEqualTo("3/game,0[\"ok\"]");
        world.server().of("/game").emit("card", 5);
        assertThat(before.text()).startsWith("2/game,[\"card\",5,");
        world.server().of("/game").to("red").emit("card", 6);
        assertThat(before.text()).startsWith("2/game,[\"card\",6,");
        before.breakDown();
        String atFirst = offset(seen).replaceAll("-.*", "-0");

        for (String offset : List.of(offset(seen), atFirst)) {
            FakeClient after = world.client();
            assertThat(after.connect("/game", comeback(first, offset))).isEqualTo(first);
            if (offset.equals(atFirst)) {
                assertThat(after.text()).startsWith("2/game,[\"card\",2,");
            }
            assertThat(after.text()).startsWith("2/game,[\"card\",5,");
            assertThat(after.text()).startsWith("2/game,[\"card\",6,");
            after.breakDown();
        }
    }

    @Test
    void who_has_joined_very_many_rooms_since_the_place_that_he_names_begins_anew() {
        FakeClient before = world.client();
        JsonObject first = before.connect("/game");
        for (int i = 0; i < 40; i++) {
            world.server().of("/game").to("nobody").emit("card", i);
            before.send("2/game,0[\"play\",\"room " + i + "\"]");
            assertThat(before.text()).isEqualTo("3/game,0[\"ok\"]");
        }
        world.server().of("/game").emit("card", 40);
        String seen = before.text();
        before.breakDown();

        JsonObject again = world.client().connect("/game", comeback(first, offset(seen)));
        JsonObject anew =
                world.client().connect("/game", comeback(first, offset(seen).replaceAll("-.*", "-0")));

        assertThat(again).isEqualTo(first);
        assertThat(anew.getString("pid")).isNotEqualTo(first.getString("pid"));
    }

    @Test
    void who_has_got_no_event_yet_goes_on_where_he_began() {
        JsonObject[] first = new JsonObject[1];
        player(first).breakDown();
        world.server().of("/game").emit("card", 1);

        FakeClient after = world.client();
        after.connect("/game", "{\"pid\":\"" + first[0].getString("pid") + "\"}");

        assertThat(after.text()).startsWith("2/game,[\"card\",1,\"");
    }

    @Test
    void a_client_whose_old_connection_is_not_known_to_be_gone_takes_its_place() {
        JsonObject[] first = new JsonObject[1];
        FakeClient before = player(first);

        FakeClient after = world.client();
        JsonObject again = after.connect("/game", "{\"pid\":\"" + first[0].getString("pid") + "\"}");

        assertThat(again.getString("sid")).isEqualTo(first[0].getString("sid"));
        before.closed();
        await().until(() -> world.server().count("/game") == 1);
    }

    @Test
    void of_two_connections_of_one_client_that_come_back_together_one_stays() {
        JsonObject[] first = new JsonObject[1];
        player(first).breakDown();
        game.decision = new CompletableFuture<>();
        String comeback = "0/game,{\"pid\":\"" + first[0].getString("pid") + "\"}";
        List<FakeClient> both = List.of(world.client(), world.client());

        both.forEach(client -> client.send(comeback));
        await().until(() -> game.sockets.size() == 3);
        game.decision.complete(null);

        await().until(() -> game.sockets.stream().filter(Socket::isConnected).count() == 1);
        await().until(() ->
                both.stream().filter(client -> client.session().isClosed()).count() == 1);
        assertThat(world.server().count("/game")).isEqualTo(1);
        assertThat(store.find(first[0].getString("pid"))).isPresent();
    }

    @Test
    void an_unknown_key_or_a_place_of_another_log_begins_anew() {
        JsonObject[] first = new JsonObject[1];
        player(first).breakDown();

        JsonObject unknown = world.client().connect("/game", "{\"pid\":\"nobody's\",\"offset\":\"x-1\"}");
        FakeClient other = world.client();
        JsonObject elsewhere = other.connect("/game", comeback(first[0], "elsewhere-7"));

        assertThat(unknown.getString("pid")).isNotEqualTo("nobody's");
        assertThat(elsewhere.getString("pid")).isNotEqualTo(first[0].getString("pid"));
        assertThat(other.text()).startsWith("2/game,[\"gap\",{\"reason\":\"unknown-epoch\"");
        assertThat(game.sockets.get(2).isRecovered()).isFalse();
    }

    @Test
    void nobody_comes_back_as_somebody_else() {
        JsonObject[] first = new JsonObject[1];
        player(first).breakDown();
        world.token("a.b.secret", "mallory");

        JsonObject stranger = world.client()
                .connect("/game", "{\"token\":\"a.b.secret\",\"pid\":\"" + first[0].getString("pid") + "\"}");

        assertThat(stranger.getString("sid")).isNotEqualTo(first[0].getString("sid"));
    }

    @Test
    void who_has_left_does_not_come_back() {
        JsonObject[] first = new JsonObject[1];
        FakeClient before = player(first);
        before.send("1/game,");
        await().until(() -> world.server().count("/game") == 0);

        JsonObject again = world.client().connect("/game", "{\"pid\":\"" + first[0].getString("pid") + "\"}");

        assertThat(again.getString("pid")).isNotEqualTo(first[0].getString("pid"));
    }

    @Test
    void what_changes_a_socket_is_acknowledged_when_it_is_written() throws InterruptedException {
        CountDownLatch disk = new CountDownLatch(1);
        ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
        try (SocketStore slow = SocketStore.inMemory(KEEP, InstantSource.system(), writer);
                SocketWorld slowWorld = new SocketWorld(SocketWorld.SETTINGS, slow, game)) {
            FakeClient client = slowWorld.client();
            client.connect("/game");
            Future<?> unused = writer.submit(() -> disk.await(60, TimeUnit.SECONDS));

            client.send("2/game,0[\"play\",\"red\"]");
            await().until(() -> game.sockets.get(0).attributes().containsKey("table"));
            client.send("2/game,1[\"look\"]");
            await().until(() -> game.looks.get() == 1);
            game.sockets.get(0).emit("said");

            assertThat(client.text()).isEqualTo("2/game,[\"said\",null]");
            disk.countDown();
            assertThat(List.of(client.text(), client.text()))
                    .containsExactlyInAnyOrder("3/game,0[\"ok\"]", "3/game,1[\"nothing new\"]");
        } finally {
            disk.countDown();
        }
    }

    @Test
    void what_was_acknowledged_outlives_a_kill(@TempDir Path directory) {
        ManualClock clock = new ManualClock();
        try (SocketStore killed = file(directory, clock);
                SocketWorld lost = new SocketWorld(SocketWorld.SETTINGS, killed, game)) {
            FakeClient client = lost.client();
            String pid = client.connect("/game").getString("pid");
            client.send("2/game,0[\"play\",\"red\"]");
            assertThat(client.text()).isEqualTo("3/game,0[\"ok\"]");

            try (SocketStore restarted = file(directory, clock)) {
                assertThat(restarted.find(pid).orElseThrow().rooms()).containsOnlyKeys("red");
            }
        }
    }

    @Test
    void an_event_without_an_id_never_ends_in_a_text_that_the_client_would_take_for_one() {
        JsonObject[] first = new JsonObject[1];
        FakeClient client = player(first);

        game.sockets.get(0).emit("a", "text");
        game.sockets.get(0).emit("b");
        game.sockets.get(0).emit("c", 1);
        world.server().of("/game").asVolatile().emit("d", "text");

        assertThat(client.text()).isEqualTo("2/game,[\"a\",\"text\",null]");
        assertThat(client.text()).isEqualTo("2/game,[\"b\",null]");
        assertThat(client.text()).isEqualTo("2/game,[\"c\",1]");
        assertThat(client.text()).isEqualTo("2/game,[\"d\",\"text\",null]");
    }

    // --- the database ---

    private static Recovery.Remembered socket(String key) {
        return new Recovery.Remembered(
                key,
                "sid",
                "/game",
                "ann",
                new EventId("a", 7),
                Map.of("a room", 7L, "字", 1L << 40),
                Map.of(new Selector("orders/**"), 9L),
                JsonValue.EMPTY_JSON_OBJECT);
    }

    private static SocketStore file(Path directory, ManualClock clock) {
        return SocketStore.open(
                directory.resolve("socketio.db"), KEEP, clock, Executors.newSingleThreadScheduledExecutor());
    }

    @Test
    void whoever_was_connected_when_the_server_was_killed_has_the_whole_time_to_come_back(@TempDir Path directory) {
        ManualClock clock = new ManualClock();
        SocketStore killed = file(directory, clock);
        killed.remember(socket("key"));
        killed.write();
        clock.pass(KEEP.multipliedBy(10));

        try (SocketStore restarted = file(directory, clock)) {
            assertThat(restarted.find("key")).contains(socket("key"));
            clock.pass(KEEP.minusMillis(1));
            assertThat(restarted.find("key")).isPresent();
            clock.pass(Duration.ofMillis(1));
            assertThat(restarted.find("key")).isEmpty();
            assertThat(restarted.find("other")).isEmpty();
        } finally {
            killed.close();
        }
    }

    @Test
    void who_is_over_is_deleted_though_nobody_else_comes_or_goes(@TempDir Path directory) throws SQLException {
        ManualClock clock = new ManualClock();
        try (SocketStore quiet = file(directory, clock)) {
            quiet.remember(socket("key"));
            quiet.left("key");
            quiet.write();
            assertThat(rows(directory)).isEqualTo(1);

            clock.pass(KEEP.plusMinutes(1));
            quiet.write();

            assertThat(rows(directory)).isZero();
        }
    }

    private static int rows(Path directory) throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("socketio.db"));
                Statement statement = database.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM socket")) {
            return count.getInt(1);
        }
    }

    @Test
    void what_was_not_written_yet_counts(@TempDir Path directory) {
        ManualClock clock = new ManualClock();
        try (SocketStore fresh = file(directory, clock)) {
            fresh.remember(socket("key"));
            assertThat(fresh.find("key")).isPresent();
            fresh.left("key");
            clock.pass(KEEP);
            assertThat(fresh.find("key")).isEmpty();
            fresh.remember(socket("key"));
            assertThat(fresh.find("key")).isPresent();
            fresh.forget("key");
            assertThat(fresh.find("key")).isEmpty();
        }
    }

    @Test
    void while_nothing_can_be_written_it_is_tried_no_more_often_for_those_who_wait(@TempDir Path directory)
            throws SQLException {
        ManualScheduler writer = new ManualScheduler(Instant.EPOCH);
        try (SocketStore store =
                SocketStore.open(directory.resolve("socketio.db"), KEEP, InstantSource.system(), writer)) {
            try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("socketio.db"));
                    Statement statement = database.createStatement()) {
                statement.execute("DROP TABLE socket");
            }
            store.remember(socket("first"));
            assertThat(store.written("first").toCompletableFuture()).isNotDone();
            writer.pass(Duration.ZERO);

            store.remember(socket("second"));
            CompletableFuture<?> second = store.written("second").toCompletableFuture();
            writer.pass(Duration.ZERO);
            assertThat(second).isNotDone();
            writer.pass(Duration.ofMillis(100));

            assertThat(second).isCompleted();
            assertThat(store.find("second")).isPresent();
        }
    }
}
