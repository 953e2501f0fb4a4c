package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.SocketClientScenarios.Way;
import dev.carillon.it.browser.BrowserExtension;
import dev.carillon.it.browser.Look;
import dev.carillon.it.browser.PageClient;
import dev.carillon.it.browser.Visitors;
import dev.carillon.it.client.JavaClient;
import dev.carillon.it.client.NodeClient;
import dev.carillon.it.client.RawStream;
import dev.carillon.it.client.ScriptClient;
import dev.carillon.it.client.TcpRelay;
import dev.carillon.it.server.PayaraProcess;
import dev.carillon.it.server.TomcatProcess;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The official client loses its connection, and the server is killed with SIGKILL: it hears everything once, in order, and knows that it is recovered. */
@ExtendWith(BrowserExtension.class)
class SocketRecoveryIT {

    private static int port;
    private static Restart restart;
    private static AutoCloseable server;

    /** Kills the server, and waits until it is there again. */
    private interface Restart {

        void run() throws IOException;
    }

    @BeforeAll
    static void start() throws Exception {
        Path war = Path.of("target", "it", "socket-recovery.war").toAbsolutePath();
        Files.createDirectories(war.getParent());
        RealWar.archive()
                .addAsLibrary(SocketClientScenarios.namespaces())
                .as(ZipExporter.class)
                .exportTo(war.toFile(), true);
        if (RealWar.onTomcat()) {
            TomcatProcess.Plan plan = new TomcatProcess.Plan("socket-recovery").war(war);
            is(plan.with("carillon.data-dir", plan.base().resolve("data").toString())
                    .start());
        } else {
            is(PayaraProcess.start("socket-recovery", war, Map.of()));
        }
    }

    private static void is(TomcatProcess tomcat) {
        server = tomcat;
        port = tomcat.port();
        restart = () -> {
            tomcat.kill();
            tomcat.relaunch();
            tomcat.awaitApplication();
        };
    }

    private static void is(PayaraProcess payara) {
        server = payara;
        port = payara.port();
        restart = () -> {
            payara.kill();
            payara.relaunch();
            payara.awaitApplication();
        };
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void nothing_is_lost_in_node() throws Exception {
        try (Listeners all = new Listeners()) {
            for (Way way : Way.values()) {
                all.add(new Listener(way, new NodeClient(), true));
            }
            nothingIsLost(all);
        }
    }

    /** A browser must not connect to another port than that of its page, so its connection is lost with the server alone. */
    @Test
    void nothing_is_lost_in_chromium(Visitors visitors) throws Exception {
        try (Listeners all = new Listeners()) {
            for (Way way : Way.values()) {
                all.add(new Listener(
                        way, new PageClient(visitors.open(url(), Look.DESKTOP).expect(".")), false));
            }
            nothingIsLost(all);
        }
    }

    /** It knows of no recovery; but of the hub's ids, as every client does. */
    @Test
    void nothing_is_lost_by_the_client_for_java() throws Exception {
        Map<String, List<String>> heard = new LinkedHashMap<>();
        List<JavaClient> clients = new ArrayList<>();
        for (Way way : Way.values()) {
            clients.add(way.java(url()));
        }
        try {
            for (JavaClient client : clients) {
                String channel = "java/" + UUID.randomUUID();
                heard.put(channel, client.follow(channel));
                client.publish(channel, 1, 20);
            }

            restart.run();
            int next = 0;
            for (String channel : heard.keySet()) {
                clients.get(next).publish(channel, 21, 40);
                next++;
            }

            List<String> all =
                    IntStream.rangeClosed(1, 40).mapToObj(Integer::toString).toList();
            for (List<String> each : heard.values()) {
                Awaitility.await("all 40").atMost(RawStream.PATIENCE).until(() -> each.contains("40"));
                assertThat(each).isEqualTo(all);
            }
        } finally {
            clients.forEach(JavaClient::close);
        }
    }

    private static String url() {
        return "http://127.0.0.1:" + port;
    }

    /** They lose their connections, and then the server, all at the same time. */
    private static void nothingIsLost(Listeners all) throws Exception {
        for (Listener listener : all.listeners) {
            listener.begin();
        }
        restart.run();
        for (Listener listener : all.listeners) {
            listener.end();
        }
    }

    private static final class Listeners implements AutoCloseable {

        private final List<Listener> listeners = new ArrayList<>();

        void add(Listener listener) {
            listeners.add(listener);
        }

        @Override
        public void close() throws IOException {
            for (Listener listener : listeners) {
                listener.close();
            }
        }
    }

    /** A client in a room of its own, which says numbers there and hears them. */
    private static final class Listener implements AutoCloseable {

        private final ScriptClient client;
        private final TcpRelay relay;
        private final JsonObject options;
        private final String room = "room " + UUID.randomUUID();

        /** Between two polls there may be nothing to cut. */
        private final boolean cuts;

        private String id = "";

        Listener(Way way, ScriptClient client, boolean throughRelay) throws IOException {
            this.client = client;
            this.relay = new TcpRelay(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            this.cuts = throughRelay && way != Way.POLLING;
            this.options = way.options(url())
                    .add("through", throughRelay ? "http://127.0.0.1:" + relay.port() : url())
                    .add("away", 1000)
                    .add("room", room)
                    .build();
        }

        void begin() throws Exception {
            id = text(client.call("listen", options));
            say(1, 20);
            relay.cut();
            say(21, 40);
            if (cuts) {
                awaitReturn(1);
                relay.cut();
                awaitReturn(2);
            }
        }

        /** The server is there again. */
        void end() throws Exception {
            awaitReturn(cuts ? 3 : 1);
            say(41, 60);

            JsonObject heard = client.call(
                            "heard", Json.createObjectBuilder().add("count", 60).build())
                    .asJsonObject();

            assertThat(heard.getJsonArray("heard").toString())
                    .isEqualTo(IntStream.rangeClosed(1, 60)
                            .boxed()
                            .map(String::valueOf)
                            .collect(Collectors.joining(",", "[", "]")));
            assertThat(heard.getJsonArray("recovered"))
                    .as(heard.toString())
                    .hasSizeBetween(cuts ? 3 : 1, 3)
                    .containsOnly(JsonValue.TRUE);
            assertThat(heard.getString("id")).isEqualTo(id);
            assertThat(heard.getJsonArray("gaps")).isEmpty();
            assertThat(heard.getJsonObject("remembered").getString("room")).isEqualTo(room);
            assertThat(heard.getJsonArray("rooms").getString(0)).isEqualTo(room);
            client.call("leave", options);
        }

        private void say(int from, int through) {
            client.call(
                    "say",
                    Json.createObjectBuilder()
                            .add("room", room)
                            .add("from", from)
                            .add("through", through)
                            .build());
        }

        private void awaitReturn(int times) {
            client.call("back", Json.createObjectBuilder().add("times", times).build());
        }

        @Override
        public void close() throws IOException {
            relay.close();
            client.close();
        }
    }

    private static String text(JsonValue value) {
        return ((jakarta.json.JsonString) value).getString();
    }
}
