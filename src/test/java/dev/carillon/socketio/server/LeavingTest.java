package dev.carillon.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.carillon.event.LimitExceededException;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.ConnectionFilter;
import dev.carillon.hub.Hub;
import dev.carillon.hub.HubSettings;
import dev.carillon.hub.StartingPoint;
import dev.carillon.log.HeldLog;
import dev.carillon.socketio.Broadcast;
import dev.carillon.socketio.FakeClient;
import dev.carillon.socketio.Namespace;
import dev.carillon.socketio.OnConnect;
import dev.carillon.socketio.Socket;
import dev.carillon.socketio.SocketWorld;
import dev.carillon.socketio.recovery.SocketStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who leaves a room, while the log still writes down what was sent to it. */
@Timeout(60)
class LeavingTest {

    @Namespace(value = "/game", recovery = true)
    static final class Game {

        final List<Socket> sockets = new CopyOnWriteArrayList<>();
        volatile boolean leavesAtOnce;
        volatile int more;

        @OnConnect
        void connect(Socket socket) {
            sockets.add(socket);
            socket.join("red");
            IntStream.range(0, more).forEach(i -> socket.join("room " + i));
            if (leavesAtOnce) {
                socket.leave("red");
            }
        }
    }

    private final Game game = new Game();
    private final HeldLog log = new HeldLog(SocketWorld.log());
    private final ScheduledExecutorService io = Executors.newScheduledThreadPool(1);
    private final Hub hub = new Hub(HubSettings.defaults(1), log, io, System::nanoTime, Thread::new);
    private final SocketStore store = SocketStore.inMemory(
            Duration.ofMinutes(2), InstantSource.system(), Executors.newSingleThreadScheduledExecutor());
    private final SocketWorld world = SocketWorld.on(hub, store, game);

    @AfterEach
    void stop() {
        world.close();
        store.close();
        io.shutdownNow();
    }

    private FakeClient player() {
        FakeClient client = world.client();
        client.connect("/game");
        return client;
    }

    private Broadcast red() {
        return world.server().of("/game").to("red");
    }

    private static String card(int number) {
        return "2/game,[\"card\"," + number + ",\"";
    }

    @Test
    void he_hears_what_was_sent_before_and_nothing_that_was_sent_after() {
        FakeClient leaver = player();
        FakeClient other = player();
        log.hold();

        red().emit("card", 1);
        game.sockets.get(0).leave("red");
        red().emit("card", 2);
        red().asVolatile().emit("noise");
        world.server().of("/game").emit("card", 3);
        log.release();

        assertThat(game.sockets.get(0).rooms()).isEmpty();
        assertThat(leaver.text()).startsWith(card(1));
        assertThat(leaver.text()).startsWith(card(3));
        assertThat(other.text()).startsWith("2/game,[\"noise\"");
        assertThat(other.text()).startsWith(card(1));
        assertThat(other.text()).startsWith(card(2));
    }

    @Test
    void who_comes_back_meanwhile_misses_only_what_was_sent_while_he_was_out() {
        FakeClient leaver = player();
        Socket socket = game.sockets.get(0);
        log.hold();

        red().emit("card", 1);
        socket.leave("red");
        red().emit("card", 2);
        socket.join("red");
        red().emit("card", 3);
        log.release();
        red().emit("card", 4);

        assertThat(leaver.text()).startsWith(card(1));
        assertThat(leaver.text()).startsWith(card(3));
        assertThat(leaver.text()).startsWith(card(4));
    }

    @Test
    void who_has_left_before_he_was_connected_hears_a_room_that_he_joins_then() {
        game.leavesAtOnce = true;
        log.hold();
        red().emit("card", 1);
        FakeClient client = player();

        game.sockets.get(0).join("red");
        red().emit("card", 2);
        log.release();
        world.server().of("/game").emit("card", 3);

        // The first was on its way when he joined.
        assertThat(client.text()).startsWith(card(1));
        assertThat(client.text()).startsWith(card(2));
        assertThat(client.text()).startsWith(card(3));
    }

    @Test
    void who_leaves_a_room_at_the_limit_may_join_another_one_at_once() {
        game.more = Belongings.MAX - 1;
        FakeClient client = player();
        Socket socket = game.sockets.get(0);
        log.hold();
        red().emit("card", 1);

        socket.leave("red");
        socket.join("blue");
        world.server().of("/game").to("blue").emit("card", 2);
        log.release();

        assertThat(socket.rooms()).hasSize(Belongings.MAX).contains("blue").doesNotContain("red");
        assertThat(client.text()).startsWith(card(2));
        assertThatExceptionOfType(LimitExceededException.class).isThrownBy(() -> socket.join("one more"));
        assertThat(socket.rooms()).hasSize(Belongings.MAX).doesNotContain("one more");
    }

    @Test
    void the_last_room_that_he_may_have_is_joined_while_something_is_on_its_way_to_others_than_those_in_it() {
        game.more = Belongings.MAX - 2;
        player();
        Socket socket = game.sockets.get(0);
        log.hold();
        world.server().of("/game").except("blue").emit("card", 1);

        socket.join("blue");
        log.release();

        assertThat(socket.rooms()).hasSize(Belongings.MAX).contains("blue");
    }

    @Test
    void who_cannot_listen_to_all_of_several_channels_listens_to_none_of_them() {
        game.more = Belongings.MAX - 1;
        player();
        Socket socket = game.sockets.get(0);
        log.hold();
        red().emit("card", 1);
        socket.leave("red");

        // The hub counts the room that it has left and still listens to.
        assertThatExceptionOfType(LimitExceededException.class)
                .isThrownBy(() -> socket.listen(SelectorSet.of("a"), new StartingPoint.Now()));

        assertThat(socket.channels().isEmpty()).isTrue();
        log.release();
        await().untilAsserted(() -> socket.listen(SelectorSet.of("a"), new StartingPoint.Now()));
    }

    @Test
    void who_has_just_left_a_room_gets_what_is_sent_to_others_than_those_in_it() {
        FakeClient leaver = player();
        FakeClient other = player();
        log.hold();

        exceptRed().emit("card", 1);
        red().emit("card", 2);
        game.sockets.get(0).leave("red");
        exceptRed().emit("card", 3);
        world.server().of("/game").emit("card", 4);
        log.release();

        assertThat(leaver.text()).startsWith(card(2));
        assertThat(leaver.text()).startsWith(card(3));
        assertThat(leaver.text()).startsWith(card(4));
        assertThat(other.text()).startsWith(card(2));
        assertThat(other.text()).startsWith(card(4));
    }

    @Test
    void who_joins_a_room_still_gets_what_was_sent_before_to_others_than_those_in_it() {
        FakeClient joiner = player();
        FakeClient other = player();
        Socket socket = game.sockets.get(0);
        socket.leave("red");
        log.hold();

        exceptRed().emit("card", 1);
        socket.join("red");
        exceptRed().emit("card", 2);
        red().emit("card", 3);
        socket.leave("red");
        exceptRed().emit("card", 4);
        socket.join("red");
        exceptRed().emit("card", 5);
        log.release();
        world.server().of("/game").emit("card", 6);

        for (int number : List.of(1, 3, 4, 6)) {
            assertThat(joiner.text()).startsWith(card(number));
        }
        assertThat(other.text()).startsWith(card(3));
        assertThat(other.text()).startsWith(card(6));
    }

    private Broadcast exceptRed() {
        return world.server().of("/game").except("red");
    }

    @Test
    void what_a_socket_said_of_times_outside_is_forgotten_when_all_is_sent() {
        player();
        Socket socket = game.sockets.get(0);
        log.hold();

        exceptRed().emit("card", 1);
        socket.leave("red");
        exceptRed().emit("card", 2);
        socket.join("red");
        exceptRed().emit("card", 3);
        List<String> meanwhile = heard();
        log.release();

        assertThat(meanwhile).anyMatch(name -> name.startsWith("~sio/game/room/red/"));
        await().untilAsserted(() -> assertThat(heard()).noneMatch(name -> name.startsWith("~sio/game/room/red/")));
        assertThat(heard()).contains("~sio/game/room/red");
    }

    /** What anybody listens to. */
    private List<String> heard() {
        return hub.connections(ConnectionFilter.ALL, 0, 10).toCompletableFuture().join().connections().stream()
                .flatMap(connection -> connection.selectors().stream())
                .map(Selector::value)
                .toList();
    }

    @Test
    void who_is_still_in_another_room_of_a_broadcast_gets_it() {
        FakeClient leaver = player();
        Socket socket = game.sockets.get(0);
        socket.join("blue");
        log.hold();

        red().emit("card", 1);
        socket.leave("red");
        red().to("blue").emit("card", 2);
        log.release();

        assertThat(leaver.text()).startsWith(card(1));
        assertThat(leaver.text()).startsWith(card(2));
    }
}
