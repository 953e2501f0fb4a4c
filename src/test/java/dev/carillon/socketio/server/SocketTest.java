package dev.carillon.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.carillon.event.AccessDeniedException;
import dev.carillon.hub.CloseReason;
import dev.carillon.hub.ConnectionFilter;
import dev.carillon.hub.ConnectionState;
import dev.carillon.security.Leases;
import dev.carillon.socketio.Arguments;
import dev.carillon.socketio.Auth;
import dev.carillon.socketio.DisconnectReason;
import dev.carillon.socketio.FakeClient;
import dev.carillon.socketio.Namespace;
import dev.carillon.socketio.OnConnect;
import dev.carillon.socketio.OnDisconnect;
import dev.carillon.socketio.OnEvent;
import dev.carillon.socketio.RefusedException;
import dev.carillon.socketio.Socket;
import dev.carillon.socketio.SocketWorld;
import jakarta.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a bean can do with those who are connected. */
@Timeout(60)
class SocketTest {

    @Namespace("/shop")
    static final class Shop {

        final List<Socket> sockets = new CopyOnWriteArrayList<>();
        final List<DisconnectReason> gone = new CopyOnWriteArrayList<>();
        final AtomicInteger asked = new AtomicInteger();
        final CountDownLatch slow = new CountDownLatch(1);
        final CompletableFuture<String> later = new CompletableFuture<>();

        @OnConnect
        CompletionStage<?> connect(Socket socket, Auth auth) {
            asked.incrementAndGet();
            switch (auth.text("as")) {
                case "nobody" -> throw new RefusedException("Not authorized", Json.createValue("no customer"));
                case "denied" -> throw new AccessDeniedException("Only friends.", "You are none.", "Be one.");
                case "broken" -> throw new IllegalStateException("a secret of ours");
                case "stranger" -> {
                    return CompletableFuture.failedStage(new RefusedException("Later: no"));
                }
                case "undecided" -> {
                    return new CompletableFuture<>();
                }
                case "passer-by" -> {
                    socket.emit("welcome");
                    socket.disconnect();
                    socket.emit("too late");
                }
                default -> {
                    sockets.add(socket);
                    socket.emit("welcome");
                    socket.join("customers");
                }
            }
            return CompletableFuture.completedStage(null);
        }

        @OnEvent("slow")
        String slow() throws InterruptedException {
            slow.await();
            return "slow";
        }

        @OnEvent("quick")
        String quick() {
            return "quick";
        }

        @OnEvent("later")
        CompletionStage<String> later() {
            return later;
        }

        @OnEvent("refuse")
        void refuse(Socket socket) {
            if (socket.isConnected()) {
                throw new RefusedException("sold out", Json.createValue(3));
            }
        }

        @OnEvent("break")
        void fail(Socket socket) {
            if (socket.isConnected()) {
                throw new IllegalStateException("a secret of ours");
            }
        }

        @OnEvent("leave")
        void leave(Socket socket) {
            socket.leave("customers");
        }

        @OnEvent("disconnect me")
        void end(Socket socket) {
            socket.disconnect();
        }

        @OnDisconnect
        void gone(DisconnectReason reason) {
            gone.add(reason);
        }
    }

    private final Shop shop = new Shop();
    private final SocketWorld world = new SocketWorld(shop);

    @AfterEach
    void stop() {
        shop.slow.countDown();
        world.close();
    }

    private FakeClient customer() {
        FakeClient client = world.client();
        client.connect("/shop");
        assertThat(client.text()).isEqualTo("2/shop,[\"welcome\"]");
        return client;
    }

    // --- being let in ---

    @Test
    void who_is_refused_is_told_why() {
        FakeClient client = world.client();

        client.send("0/shop,{\"as\":\"nobody\"}");
        assertThat(client.text()).isEqualTo("4/shop,{\"message\":\"Not authorized\",\"data\":\"no customer\"}");
        client.send("0/shop,{\"as\":\"stranger\"}");
        assertThat(client.text()).isEqualTo("4/shop,{\"message\":\"Later: no\"}");
        client.send("0/shop,{\"as\":\"denied\"}");
        assertThat(client.text())
                .startsWith("4/shop,{\"message\":")
                .contains("\"detail\":\"Only friends. You are none");

        client.connect("/shop");
    }

    @Test
    void what_fails_in_a_bean_tells_no_secret() {
        FakeClient client = world.client();

        client.send("0/shop,{\"as\":\"broken\"}");
        assertThat(client.text()).contains("/problems/internal").doesNotContain("secret");

        client = customer();
        client.send("2/shop,1[\"break\"]");
        assertThat(client.text()).startsWith("3/shop,1[{\"error\":").doesNotContain("secret");
    }

    @Test
    void what_a_bean_sends_while_it_looks_at_a_client_comes_after_connect() {
        FakeClient client = customer();

        assertThat(client.rest()).isEmpty();
    }

    /** A client that waits for one message at a time is woken in between, also on a busy machine. */
    @Test
    void what_a_bean_sends_while_it_looks_at_a_client_comes_ten_milliseconds_after_connect() {
        FakeClient client = world.client();
        long begin = System.nanoTime();

        client.connect("/shop");
        String welcome = client.text();

        assertThat(welcome).isEqualTo("2/shop,[\"welcome\"]");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(10));
    }

    @Test
    void whoever_is_answered_at_once_gets_what_the_bean_has_sent_before_that() {
        FakeClient client = world.client();

        client.connect("/shop");
        client.send("2/shop,1[\"quick\"]");

        assertThat(client.text()).isEqualTo("2/shop,[\"welcome\"]");
        assertThat(client.text()).isEqualTo("3/shop,1[\"quick\"]");
    }

    @Test
    void a_bean_that_ends_a_socket_while_it_looks_at_it_may_say_something_before() {
        FakeClient client = world.client();

        client.connect("/shop", "{\"as\":\"passer-by\"}");

        assertThat(client.text()).isEqualTo("2/shop,[\"welcome\"]");
        assertThat(client.text()).isEqualTo("1/shop,");
        Awaitility.await().until(() -> shop.gone.contains(DisconnectReason.SERVER));
        assertThat(client.rest()).isEmpty();
    }

    @Test
    void a_token_in_the_payload_says_who_it_is_and_a_wrong_one_refuses_him() {
        world.token("a.b.secret", "ann");
        FakeClient client = world.client();

        client.send("0/shop,{\"token\":\"a.b.wrong\"}");
        assertThat(client.text()).startsWith("4/shop,{").contains("/problems/invalid-token");
        client.connect("/shop", "{\"token\":\"a.b.secret\"}");

        assertThat(shop.sockets)
                .singleElement()
                .extracting(socket -> socket.caller().subject())
                .isEqualTo("ann");
    }

    @Test
    void who_shows_a_token_to_a_namespace_has_as_many_connections_as_he_may_have_in_all() {
        String connect = "0/shop,{\"token\":\"a.b.c\"}";
        world.token("a.b.c", "ann");
        FakeClient first = world.client();
        first.connect("/shop", "{\"token\":\"a.b.c\"}");
        world.client().connect("/shop", "{\"token\":\"a.b.c\"}");

        FakeClient third = world.client();
        third.send(connect);
        String refused = third.text();
        first.breakDown();
        await().until(() -> world.server().count("/shop") == 1);
        FakeClient fourth = world.client();
        fourth.send(connect);

        assertThat(refused).startsWith("4/shop,{").contains("too-many-connections", "carillon.connections.per-subject");
        assertThat(fourth.text()).startsWith("0/shop,{");
    }

    @Test
    void who_goes_before_a_bean_has_let_him_in_does_not_count_any_more() {
        world.token("a.b.c", "ann");
        for (int i = 0; i < 5; i++) {
            FakeClient client = world.client();
            client.send("0/shop,{\"token\":\"a.b.c\",\"as\":\"undecided\"}");
            int asked = i + 1;
            await().until(() -> shop.asked.get() == asked);
            client.breakDown();
        }

        world.client().connect("/shop", "{\"token\":\"a.b.c\"}");
        world.client().connect("/shop", "{\"token\":\"a.b.c\"}");

        assertThat(world.server().count("/shop")).isEqualTo(2);
    }

    @Test
    void who_comes_and_goes_faster_than_a_bean_decides_is_sent_away() {
        FakeClient client = world.client();

        int handled = 5 * SocketWorld.SETTINGS.maxNamespaces();
        for (int i = 1; i <= handled; i++) {
            client.send("0/shop,{\"as\":\"undecided\"}");
            int asked = i;
            await().pollInterval(Duration.ofMillis(1)).until(() -> shop.asked.get() == asked);
            client.send("1/shop,");
        }
        assertThat(client.session().isClosed()).isFalse();
        client.send("0/shop,");

        assertThat(client.closed()).isEqualTo(CloseReason.CLIENT_SENT_DATA);
    }

    @Test
    void who_comes_and_goes_for_long_and_waits_to_be_answered_stays() {
        FakeClient client = world.client();

        for (int i = 0; i < 500; i++) {
            client.connect("/shop");
            assertThat(client.text()).isEqualTo("2/shop,[\"welcome\"]");
            client.send("1/shop,");
            int left = i + 1;
            await().pollInterval(Duration.ofMillis(1)).until(() -> shop.gone.size() == left);
        }
        client.connect("/shop");

        assertThat(client.session().isClosed()).isFalse();
    }

    @Test
    void what_cannot_be_a_token_of_ours_is_the_beans_affair() {
        FakeClient client = world.client();

        client.connect("/shop", "{\"token\":\"123\"}");

        assertThat(shop.sockets)
                .singleElement()
                .extracting(socket -> socket.caller().isAnonymous())
                .isEqualTo(true);
    }

    @Test
    void the_end_of_a_token_ends_its_socket_and_not_the_connection() {
        world.token("a.b.secret", "ann");
        FakeClient client = world.client();
        client.connect("/shop", "{\"token\":\"a.b.secret\"}");
        client.text();

        world.leases().revoke("a.b.secret");

        assertThat(client.text()).isEqualTo("2/shop,[\"closed\",{\"reason\":\"token-revoked\"}]");
        assertThat(client.text()).isEqualTo("1/shop,");
        await().until(() -> shop.gone.equals(List.of(DisconnectReason.SERVER)));
        client.send("2/shop,[\"quick\"]");
        client.connect("/shop");
        assertThat(Leases.End.values()).isNotEmpty();
    }

    @Test
    void a_bean_is_told_of_the_end_of_whom_it_let_in_though_he_goes_meanwhile() {
        FakeClient client = world.client();
        client.send("0/shop,{}");
        client.breakDown();

        await().until(() -> shop.sockets.size() == shop.gone.size());
    }

    // --- threads ---

    @Test
    void a_slow_handler_of_one_socket_holds_up_its_own_events_and_nobody_elses() {
        FakeClient slow = customer();
        FakeClient other = customer();

        slow.send("2/shop,0[\"slow\"]");
        slow.send("2/shop,1[\"quick\"]");
        other.send("2/shop,0[\"quick\"]");

        assertThat(other.text()).isEqualTo("3/shop,0[\"quick\"]");
        shop.slow.countDown();
        assertThat(slow.text()).isEqualTo("3/shop,0[\"slow\"]");
        assertThat(slow.text()).isEqualTo("3/shop,1[\"quick\"]");
    }

    @Test
    void an_answer_that_comes_later_holds_up_nothing() {
        FakeClient client = customer();

        client.send("2/shop,0[\"later\"]");
        client.send("2/shop,1[\"quick\"]");

        assertThat(client.text()).isEqualTo("3/shop,1[\"quick\"]");
        shop.later.complete("now");
        assertThat(client.text()).isEqualTo("3/shop,0[\"now\"]");
    }

    @Test
    void who_sends_faster_than_he_is_served_is_sent_away() {
        FakeClient client = customer();

        for (int i = 0; i < 10_000 && !client.session().isClosed(); i++) {
            client.send("2/shop,[\"slow\"]");
        }

        assertThat(client.closed()).isEqualTo(CloseReason.CLIENT_SENT_DATA);
    }

    /** They would take 228 MB. */
    @Test
    void who_sends_small_values_faster_than_he_is_served_is_sent_away() {
        FakeClient client = customer();
        String values = "[[]]" + ",[[]]".repeat(20_000);

        int sent = 0;
        while (!client.session().isClosed()) {
            client.send("2/shop,[\"slow\"," + values + "]");
            sent++;
        }

        assertThat(sent).isBetween(4, 10);
        assertThat(client.closed()).isEqualTo(CloseReason.CLIENT_SENT_DATA);
    }

    @Test
    void a_bean_refuses_an_event_by_what_it_throws() {
        FakeClient client = customer();

        client.send("2/shop,0[\"refuse\"]");

        assertThat(client.text()).isEqualTo("3/shop,0[{\"error\":{\"title\":\"sold out\",\"data\":3}}]");
    }

    // --- acknowledgements of clients ---

    @Test
    void a_client_acknowledges() throws Exception {
        FakeClient client = customer();

        CompletionStage<Arguments> answer =
                shop.sockets.get(0).emitWithAck(Duration.ofSeconds(10), "how many", "apples");
        assertThat(client.text()).isEqualTo("2/shop,0[\"how many\",\"apples\"]");
        client.send("3/shop,0[7]");

        assertThat(answer.toCompletableFuture().get(30, TimeUnit.SECONDS).get(0))
                .hasToString("7");
    }

    @Test
    void a_client_that_does_not_acknowledge_in_time_is_waited_for_no_longer() {
        customer();

        CompletionStage<Arguments> answer = shop.sockets.get(0).emitWithAck(Duration.ofMillis(20), "well?");

        assertThatThrownBy(() -> answer.toCompletableFuture().get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void no_more_acknowledgements_are_waited_for_than_the_settings_allow() {
        var few = new SocketIoSettings(Duration.ofSeconds(9), 1_000, 1, 1, 2, Duration.ZERO);
        Shop small = new Shop();
        try (SocketWorld other = new SocketWorld(few, Recovery.NONE, small)) {
            other.client().connect("/shop");

            Socket socket = small.sockets.get(0);
            var first = socket.emitWithAck(Duration.ofSeconds(30), "1").toCompletableFuture();
            var second = socket.emitWithAck(Duration.ofSeconds(30), "2").toCompletableFuture();
            var third = socket.emitWithAck(Duration.ofSeconds(30), "3").toCompletableFuture();

            assertThat(first.isDone() || second.isDone()).isFalse();
            assertThat(third).isCompletedExceptionally();
        }
    }

    @Test
    void who_waits_for_an_acknowledgement_is_told_that_the_client_is_gone() {
        FakeClient client = customer();
        var answer =
                shop.sockets.get(0).emitWithAck(Duration.ofSeconds(30), "well?").toCompletableFuture();

        client.breakDown();

        assertThatThrownBy(() -> answer.get(30, TimeUnit.SECONDS)).hasMessageContaining("ended");
    }

    // --- many ---

    @Test
    void a_broadcast_reaches_everybody_and_one_to_a_room_those_who_are_in_it() {
        FakeClient in = customer();
        FakeClient out = customer();
        out.send("2/shop,0[\"leave\"]");
        assertThat(out.text()).isEqualTo("3/shop,0[]");

        world.server().of("/shop").to("customers").emit("offer", 1, new byte[] {9});
        world.server().of("/shop").emit("closing");

        assertThat(in.text()).isEqualTo("51-/shop,[\"offer\",1,{\"_placeholder\":true,\"num\":0}]");
        assertThat(in.bytes()).containsExactly(9);
        assertThat(in.text()).isEqualTo("2/shop,[\"closing\"]");
        assertThat(out.text()).isEqualTo("2/shop,[\"closing\"]");
    }

    @Test
    void a_broadcast_of_a_socket_reaches_everybody_else() {
        FakeClient speaker = customer();
        FakeClient other = customer();

        shop.sockets.get(0).to("customers").emit("I say");
        world.server().of("/shop").emit("end");

        assertThat(other.text()).isEqualTo("2/shop,[\"I say\"]");
        assertThat(speaker.text()).isEqualTo("2/shop,[\"end\"]");
    }

    @Test
    void a_broadcast_to_several_rooms_reaches_each_who_is_in_any_of_them_once() {
        FakeClient both = customer();
        FakeClient one = customer();
        FakeClient none = customer();
        shop.sockets.get(0).join("tea");
        shop.sockets.get(0).join("coffee and cake");
        shop.sockets.get(1).join("coffee and cake");

        world.server().of("/shop").to("tea").to("coffee and cake").emit("fresh", 1);
        world.server().of("/shop").emit("end");

        assertThat(both.text()).isEqualTo("2/shop,[\"fresh\",1]");
        assertThat(both.text()).isEqualTo("2/shop,[\"end\"]");
        assertThat(one.text()).isEqualTo("2/shop,[\"fresh\",1]");
        assertThat(one.text()).isEqualTo("2/shop,[\"end\"]");
        assertThat(none.text()).isEqualTo("2/shop,[\"end\"]");
    }

    @Test
    void who_is_in_a_room_that_is_left_out_does_not_get_a_broadcast_whatever_else_he_is_in() {
        FakeClient plain = customer();
        FakeClient owing = customer();
        FakeClient speaker = customer();
        FakeClient named = customer();
        shop.sockets.get(1).join("debtors");

        shop.sockets
                .get(2)
                .to("customers")
                .except("debtors")
                .except(shop.sockets.get(3))
                .emit("credit");
        world.server().of("/shop").except("debtors").emit("sale");
        world.server().of("/shop").emit("end");

        assertThat(plain.text()).isEqualTo("2/shop,[\"credit\"]");
        assertThat(plain.text()).isEqualTo("2/shop,[\"sale\"]");
        assertThat(owing.text()).isEqualTo("2/shop,[\"end\"]");
        assertThat(speaker.text()).isEqualTo("2/shop,[\"sale\"]");
        assertThat(named.text()).isEqualTo("2/shop,[\"sale\"]");
    }

    @Test
    void who_is_connected_and_who_was_refused_is_counted_by_namespace() {
        customer();
        FakeClient stranger = world.client();
        stranger.send("0/shop,{\"as\":\"nobody\"}");
        stranger.text();
        FakeClient broken = customer();
        broken.send("9");
        broken.closed();

        await().until(() -> world.server().counts().equals(Map.of("/shop", 1)));
        assertThat(world.server().stats().refused()).isEqualTo(Map.of("connect", 1L, "packet", 1L));
    }

    private int listening() throws Exception {
        return world.hub()
                .connections(ConnectionFilter.ALL, 0, 100)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS)
                .connections()
                .size();
    }

    @Test
    void who_leaves_and_reads_nothing_any_more_costs_nothing() {
        FakeClient client = customer();
        client.session().block(true);
        world.server().of("/shop").emit("unread");

        for (int i = 0; i < 10; i++) {
            client.send("1/shop,");
            client.send("0/shop,{}");
            int sockets = i + 2;
            await().until(() -> shop.sockets.size() == sockets
                    && shop.sockets.get(sockets - 1).isConnected());
        }

        await().until(() -> listening() == 1);
    }

    @Test
    void who_is_sent_away_and_does_not_read_that_is_forgotten_with_his_session() {
        FakeClient client = customer();
        client.session().block(true);
        world.server().of("/shop").emit("unread");

        shop.sockets.get(0).disconnect();
        await().until(() -> shop.gone.equals(List.of(DisconnectReason.SERVER)));
        client.breakDown();

        await().until(() -> listening() == 0);
    }

    @Test
    void who_is_sent_away_again_and_again_and_does_not_read_that_loses_his_session() {
        FakeClient client = customer();
        client.session().block(true);
        world.server().of("/shop").emit("unread");

        client.send("1/shop,");
        await().until(() -> shop.gone.equals(List.of(DisconnectReason.CLIENT)));
        for (int i = 0; i < 100 && !client.session().isClosed(); i++) {
            int before = shop.gone.size();
            client.send("0/shop,{\"as\":\"passer-by\"}");
            await().until(() -> shop.gone.size() > before || client.session().isClosed());
        }

        assertThat(client.closed()).isEqualTo(CloseReason.SLOW);
        await().until(() -> listening() == 0);
    }

    @Test
    void administrators_see_each_socket_with_the_transport_of_its_session() throws Exception {
        customer();

        ConnectionState seen = world.hub()
                .connections(ConnectionFilter.ALL, 0, 10)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS)
                .connections()
                .get(0);

        assertThat(seen.sink()).isEqualTo("websocket");
        assertThat(seen.format()).isEqualTo("socketio");
        assertThat(seen.peer().sink()).isEqualTo("socketio");
        assertThat(seen.selectors()).hasSize(2);
    }

    @Test
    void what_a_socket_sends_cannot_have_a_reserved_name() {
        customer();

        assertThatThrownBy(() -> shop.sockets.get(0).emit("disconnect")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> world.server().of("/shop").emit("connect"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_socket_has_so_many_rooms_and_no_more() {
        customer();
        Socket socket = shop.sockets.get(0);

        for (int i = 1; i < Belongings.MAX; i++) {
            socket.join("room " + i);
        }

        assertThatThrownBy(() -> socket.join("one more")).hasMessageContaining("at most");
        assertThat(socket.rooms()).hasSize(Belongings.MAX);
    }

    // --- the end ---

    @Test
    void the_server_disconnects_a_socket_and_what_was_on_its_way_is_no_error() {
        FakeClient client = customer();

        client.send("2/shop,[\"disconnect me\"]");
        assertThat(client.text()).isEqualTo("1/shop,");
        await().until(() -> shop.gone.equals(List.of(DisconnectReason.SERVER)));
        client.send("2/shop,[\"quick\"]");

        client.connect("/shop");
    }

    @Test
    void a_bean_is_told_how_somebody_went() {
        FakeClient leaves = customer();
        FakeClient breaks = customer();

        leaves.send("1/shop,");
        await().until(() -> shop.gone.equals(List.of(DisconnectReason.CLIENT)));
        breaks.breakDown();

        await().until(() -> shop.gone.equals(List.of(DisconnectReason.CLIENT, DisconnectReason.TRANSPORT)));
        assertThat(world.server().count("/shop")).isZero();
    }

    @Test
    void one_large_event_waits_for_a_client_that_comes_again_for_it() {
        FakeClient client = customer();
        client.session().block(true);
        Socket socket = shop.sockets.get(0);

        // The first one blocks it.
        socket.emit("small");
        socket.emit("large", "x".repeat(900_000));
        assertThat(client.text()).isEqualTo("2/shop,[\"small\"]");
        client.session().block(false);

        assertThat(client.text()).hasSizeGreaterThan(900_000);
    }

    @Test
    void a_client_that_does_not_read_is_closed_as_slow_and_what_is_volatile_is_dropped() {
        FakeClient client = customer();
        client.session().block(true);
        Socket socket = shop.sockets.get(0);
        String much = "x".repeat(100_000);

        for (int i = 0; i < 10; i++) {
            socket.emitVolatile("price", much);
        }
        socket.emit("still here");
        assertThat(client.session().isClosed()).isFalse();
        for (int i = 0; i < 11; i++) {
            socket.emit("price", much);
        }

        assertThat(client.closed()).isEqualTo(CloseReason.SLOW);
    }

    @Test
    void who_cannot_be_told_that_he_is_disconnected_loses_his_session() {
        FakeClient client = customer();
        client.session().block(true);
        Socket socket = shop.sockets.get(0);
        // The first one blocks it, and the second one is more than waits beside others.
        socket.emitVolatile("price", "small");
        assertThat(client.text()).isEqualTo("2/shop,[\"price\",\"small\"]");
        socket.emitVolatile("price", "x".repeat(300_000));

        socket.disconnect();

        assertThat(client.closed()).isEqualTo(CloseReason.SLOW);
    }
}
