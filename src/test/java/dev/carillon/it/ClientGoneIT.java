package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.HubClient;
import dev.carillon.it.client.RawStream;
import dev.carillon.it.server.Jcmd;
import dev.carillon.it.server.PayaraProcess;
import dev.carillon.it.server.TomcatProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Clients that go away while their answer is written leave nothing in the server's log. Jersey wrote a stack trace for each.
 *
 * <p>The server is in a process of its own, so that its log is there to be looked at.
 */
class ClientGoneIT {

    private static final Map<String, String> SETTINGS = Map.of("carillon.event.max-bytes", "8MiB");

    /** More than sockets of this machine hold for a reader that does not read. */
    private static final int LARGE = 7 << 20;

    private static final int CLIENTS = 5;

    private static AutoCloseable server;
    private static HubClient hub;
    private static int port;
    private static long pid;
    private static Supplier<String> log;

    @BeforeAll
    static void start() throws Exception {
        if (RealWar.onTomcat()) {
            TomcatProcess.Plan plan = new TomcatProcess.Plan("client-gone").startingQuickly();
            SETTINGS.forEach(plan::with);
            TomcatProcess tomcat = plan.start();
            server = tomcat;
            hub = tomcat.hub();
            port = tomcat.port();
            pid = tomcat.pid();
            log = tomcat::log;
        } else {
            PayaraProcess payara = PayaraProcess.start("client-gone", SETTINGS);
            server = payara;
            hub = payara.hub();
            port = payara.port();
            pid = payara.pid();
            log = payara::log;
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void a_poll_that_is_answered_at_once_leaves_nothing_in_the_log() throws Exception {
        hub.publish("gone/now", "x".repeat(LARGE));
        String before = log.get();
        List<Socket> clients = ask("/api/events/gone/now?last=1");

        awaitWriting();
        reset(clients);

        awaitNobodyWrites();
        assertNothingNew(before);
    }

    @Test
    void a_poll_that_has_waited_leaves_nothing_in_the_log() throws Exception {
        List<Socket> clients = ask("/api/events/gone/later?wait=60");
        Awaitility.await().atMost(RawStream.PATIENCE).until(() -> polls() == CLIENTS);
        String before = log.get();

        hub.publish("gone/later", "x".repeat(LARGE));
        awaitWriting();
        reset(clients);

        awaitNobodyWrites();
        assertNothingNew(before);
    }

    /** None of them reads. */
    private static List<Socket> ask(String path) throws IOException {
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(4 << 10);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            clients.add(socket);
        }
        return clients;
    }

    private static void reset(List<Socket> clients) throws IOException {
        for (Socket client : clients) {
            client.setSoLinger(true, 0);
            client.close();
        }
    }

    /** Nobody notices that they have gone before there is something to write. */
    @Test
    void a_poll_whose_client_goes_while_it_waits_leaves_nothing_in_the_log() throws Exception {
        List<Socket> clients = ask("/api/events/gone/before?wait=60");
        Awaitility.await().atMost(RawStream.PATIENCE).until(() -> polls() == CLIENTS);
        String before = log.get();

        reset(clients);
        hub.publish("gone/before", "x".repeat(LARGE));
        Awaitility.await().atMost(RawStream.PATIENCE).until(() -> polls() == 0);

        awaitNobodyWrites();
        assertNothingNew(before);
    }

    /** Waits until a thread of the server stands in the middle of each answer. Payara takes them into its memory instead. */
    private static void awaitWriting() {
        if (RealWar.onTomcat()) {
            Awaitility.await().atMost(RawStream.PATIENCE).until(() -> writing() == CLIENTS);
        }
    }

    private static void awaitNobodyWrites() {
        Awaitility.await().atMost(RawStream.PATIENCE).until(() -> writing() == 0);
    }

    private static long writing() throws IOException, InterruptedException {
        String[] threads = Jcmd.run(pid, "Thread.print").split("\n\n", -1);
        return List.of(threads).stream()
                .filter(thread -> thread.contains("org.glassfish.jersey.") && thread.contains("write"))
                .count();
    }

    private static long polls() throws IOException, InterruptedException {
        return hub.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("carillon_connections{sink=\"poll\"}"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static void assertNothingNew(String before) throws Exception {
        assertThat(hub.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(log.get().substring(before.length())).isEmpty();
    }
}
