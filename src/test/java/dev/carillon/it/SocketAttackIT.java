package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.EngineClient;
import dev.carillon.it.client.RawStream;
import dev.carillon.it.client.RawWebSocket;
import dev.carillon.it.client.SocketWire;
import dev.carillon.it.server.Heap;
import dev.carillon.it.server.TomcatProcess;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Clients of Engine.IO and Socket.IO that do their worst: what they can take is bounded, it is given back, and others go on. */
@EnabledIfSystemProperty(named = "carillon.container", matches = "tomcat")
class SocketAttackIT {

    private static final String SESSION = "dev.carillon.engineio.EngineSession";

    /** Few enough that a busy machine opens more before the first of them end. */
    private static final int PER_ADDRESS = 100;

    private static final long MOST_GROWTH = 40L << 20;

    /** An event that is acknowledged with an error, and how large that is at least. */
    private static final String UNFIT = "421[\"subscribe\",{\"channel\":\"" + "x/".repeat(400) + "\"}]";

    private static final int ACKNOWLEDGEMENT_BYTES = 200;

    /**
     * What a flood is taken of: 4 messages of the largest size that wait to be handled, one behind our goodbye, what the sockets hold, and
     * those events whose acknowledgements the sockets hold.
     */
    private static final long MOST_TAKEN = 64L << 20;

    private static final int SMALL_BUFFER = 32 << 10;
    private static final int PONG = 0x8a;

    private static TomcatProcess tomcat;
    private static Bystander bystander;
    private static Heap before;

    /** Somebody who only listens. */
    private static final class Bystander {

        private final Queue<String> heard = new ConcurrentLinkedQueue<>();
        private volatile String end = "";

        Bystander() throws Exception {
            SocketWire wire = SocketWire.Kind.WEBSOCKET.open(engine());
            assertThat(wire.connect("/", "")).startsWith("0{");
            Thread reader = new Thread(() -> read(wire), "bystander");
            reader.setDaemon(true);
            reader.start();
        }

        private void read(SocketWire wire) {
            while (end.isEmpty()) {
                try {
                    heard.add(wire.next());
                } catch (Exception | AssertionError e) {
                    end = e.toString();
                }
            }
        }

        boolean hasHeard(String text) {
            return heard.stream().anyMatch(packet -> packet.contains(text));
        }

        void hears(String text) {
            Awaitility.await(text + " " + end).atMost(RawStream.PATIENCE).until(() -> hasHeard(text));
            assertThat(end).isEmpty();
        }
    }

    @BeforeAll
    static void start() throws Exception {
        tomcat = new TomcatProcess.Plan("socket-attack")
                .with("carillon.socketio.ping-interval", "2s")
                .with("carillon.socketio.ping-timeout", "10s")
                .with("carillon.socketio.connect-timeout", "5s")
                .with("carillon.connections.per-address", Integer.toString(PER_ADDRESS))
                .serverXml(xml -> xml.replace(
                        "tcpNoDelay=\"true\"", "tcpNoDelay=\"true\" socket.txBufSize=\"" + SMALL_BUFFER + "\""))
                .start();
        bystander = new Bystander();
        tomcat.hub().publish("demo", "first");
        bystander.hears("first");
        before = Heap.of(tomcat.pid());
    }

    @AfterAll
    static void stop() {
        if (tomcat != null) {
            tomcat.close();
        }
    }

    private static EngineClient engine() {
        return new EngineClient("http://127.0.0.1:" + tomcat.port());
    }

    @AfterEach
    void others_go_on_and_everything_is_given_back() throws Exception {
        String text = "after " + System.nanoTime();
        tomcat.hub().publish("demo", text);
        bystander.hears(text);
        Awaitility.await("all sessions but that of the bystander are gone")
                .atMost(RawStream.PATIENCE.multipliedBy(2))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> Heap.of(tomcat.pid()).count(SESSION) <= before.count(SESSION));
        Heap after = Heap.of(tomcat.pid());
        assertThat(after.totalBytes() - before.totalBytes())
                .as(after.largestGrowth(before))
                .isLessThan(MOST_GROWTH);
        assertThat(tomcat.log()).doesNotContain("java.lang.OutOfMemoryError");
    }

    @Test
    void sessions_that_are_never_polled_are_so_many_and_end() throws Exception {
        EngineClient engine = engine();
        int opened = 0;
        int refused = 0;
        for (int i = 0; i < 4 * PER_ADDRESS; i++) {
            HttpResponse<String> answer = engine.get("EIO=4&transport=polling");
            if (answer.statusCode() == 200) {
                opened++;
            } else {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
                assertThat(answer.body())
                        .startsWith("{\"code\":3,\"message\":\"Bad request\",")
                        .contains("\"type\":\"/problems/too-many-connections\"");
                refused++;
            }
        }

        assertThat(refused).isPositive();
        assertThat(opened + refused).isEqualTo(4 * PER_ADDRESS);
        Awaitility.await("room again")
                .atMost(RawStream.PATIENCE)
                .until(() -> engine.get("EIO=4&transport=polling").statusCode() == 200);
    }

    @Test
    void websockets_that_say_nothing_are_so_many_and_end() throws Exception {
        List<RawWebSocket> silent = new ArrayList<>();
        for (int i = 0; i < 2 * PER_ADDRESS; i++) {
            silent.add(new RawWebSocket(tomcat.port()));
        }

        for (RawWebSocket one : silent) {
            one.awaitEnd();
            one.close();
        }
    }

    @Test
    void packets_that_are_too_large_end_their_session() throws Exception {
        EngineClient engine = engine();
        String sid = engine.open();
        assertThat(engine.post(sid, "4" + "x".repeat(1_500_000)).statusCode()).isEqualTo(413);

        byte[] announced = ByteBuffer.allocate(14)
                .put((byte) 0x81)
                .put((byte) 0xff)
                .putLong(1L << 40)
                .array();
        byte[] part = RawWebSocket.frame(0x01, new byte[50_000]);
        byte[] more = RawWebSocket.frame(0x00, new byte[50_000]);
        try (RawWebSocket huge = new RawWebSocket(tomcat.port());
                RawWebSocket endless = new RawWebSocket(tomcat.port())) {
            huge.sendBytes(announced);
            huge.awaitEnd();
            endless.sendBytes(part);
            endless.flood(more, 1_000);
            endless.awaitEnd();
        }
    }

    @Test
    void a_flood_of_namespaces_is_answered_or_ended() throws Exception {
        StringBuilder name = new StringBuilder("40/");
        try (RawWebSocket flood = new RawWebSocket(tomcat.port());
                RawWebSocket longNames = new RawWebSocket(tomcat.port())) {
            flood.flood(RawWebSocket.text("40/nowhere,{}"), 100_000);
            longNames.flood(RawWebSocket.text(name.append("x".repeat(100_000)).toString()), 300);
        }
    }

    @Test
    void a_flood_of_events_is_ended_when_too_many_wait() throws Exception {
        byte[] event = RawWebSocket.text(UNFIT);
        try (RawWebSocket flood = new RawWebSocket(tomcat.port())) {
            flood.connect();

            int sent = flood.flood(event, 500_000);

            assertThat((long) sent * event.length).isLessThan(MOST_TAKEN);
        }
    }

    @Test
    void who_reads_no_acknowledgements_is_ended_when_too_many_wait() throws Exception {
        try (RawWebSocket deaf = new RawWebSocket(tomcat.port(), SMALL_BUFFER)) {
            deaf.connect();

            int handled = 0;
            while (handled < 100_000 && handles(deaf, 100)) {
                handled += 100;
            }

            assertThat(handled).isPositive();
            assertThat(handled * ACKNOWLEDGEMENT_BYTES).isLessThan(2 << 20);
        }
    }

    /** Sends events, and whether they are all handled before the connection has ended. */
    private static boolean handles(RawWebSocket deaf, int events) {
        String behind = "behind " + System.nanoTime();
        deaf.flood(RawWebSocket.text(UNFIT), events);
        deaf.flood(RawWebSocket.text("42[\"event\",\"" + behind + "\"]"), 1);
        Awaitility.await()
                .atMost(RawStream.PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> bystander.hasHeard(behind) || deaf.flood(RawWebSocket.frame(PONG, new byte[0]), 1) == 0);
        return bystander.hasHeard(behind);
    }

    @Test
    void attachments_that_never_come_or_are_too_many_hold_nothing() throws Exception {
        try (RawWebSocket waiting = new RawWebSocket(tomcat.port());
                RawWebSocket many = new RawWebSocket(tomcat.port());
                RawWebSocket large = new RawWebSocket(tomcat.port())) {
            for (RawWebSocket one : List.of(waiting, many, large)) {
                one.connect();
            }
            waiting.sendBytes(RawWebSocket.text("4516-[\"event\",{\"_placeholder\":true,\"num\":0}]"));
            many.sendBytes(RawWebSocket.text("45999999-[\"event\",{\"_placeholder\":true,\"num\":0}]"));
            many.awaitEnd();
            large.sendBytes(RawWebSocket.text("4516-[\"event\",{\"_placeholder\":true,\"num\":0}]"));
            large.flood(RawWebSocket.frame(0x82, new byte[900_000]), 16);
            large.awaitEnd();
            // Its ping is not answered.
            waiting.awaitEnd();
        }
    }
}
