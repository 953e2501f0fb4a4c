package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.EngineClient;
import dev.carillon.it.client.EngineSocket;
import dev.carillon.it.client.HubFigures;
import dev.carillon.it.client.RawStream;
import dev.carillon.it.client.SocketWire;
import dev.carillon.it.server.Heap;
import dev.carillon.it.server.TlsKeystore;
import dev.carillon.it.server.TomcatProcess;
import dev.carillon.stream.WhatwgEventStreamParser;
import dev.carillon.stream.WhatwgEventStreamParser.Item;
import dev.carillon.stream.WhatwgEventStreamParser.Message;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Tomcat's HTTPS connector as {@code server-config/tomcat/tls-connector.xml} has it, with HTTP/1.1 and with HTTP/2. */
@EnabledIfSystemProperty(named = "carillon.container", matches = "tomcat")
class TlsIT {

    private static final String PADDING = "y".repeat(1_000);

    private static TomcatProcess tomcat;
    private static SSLContext tls;

    @BeforeAll
    static void start() throws Exception {
        TomcatProcess.Plan plan =
                new TomcatProcess.Plan("tls").startingQuickly().with("carillon.stream.heartbeat", "2s");
        TlsKeystore keystore = TlsKeystore.create(plan.base().resolveSibling("tls.p12"));
        tomcat = keystore.addTo(plan).start();
        tls = keystore.trustedContext();
    }

    @AfterAll
    static void stop() {
        if (tomcat != null) {
            tomcat.close();
        }
    }

    @Test
    void http_1_1_over_tls_gets_tomcats_sink_and_a_burst_arrives_whole() throws Exception {
        String channel = "tls/burst";
        try (RawStream stream = overTls(channel, 0)) {
            assertThat(stream.header("Carillon-Sink")).hasValue("tomcat");

            publishBurst(channel);

            assertThat(stream.nextData(4_000)).containsExactlyElementsOf(burst());
        }
    }

    @Test
    void a_reader_over_tls_that_pauses_gets_what_it_missed() throws Exception {
        String channel = "tls/pause";
        try (RawStream stream = overTls(channel, 4096)) {
            publishBurst(channel);
            // It has not read anything yet, and 4 MB do not fit into the buffers on the way.
            assertThat(stream.nextData(4_000)).containsExactlyElementsOf(burst());
        }
    }

    @Test
    void a_client_over_tls_that_goes_away_is_noticed() throws Exception {
        try (HubFigures figures = HubFigures.of(tomcat.pid())) {
            RawStream stream = overTls("tls/away", 0);
            Awaitility.await().atMost(RawStream.PATIENCE).until(() -> figures.subscribers() >= 1);

            stream.close();

            Awaitility.await().atMost(RawStream.PATIENCE).until(() -> figures.subscribers() == 0);
        }
    }

    @Test
    void http_2_gets_the_portable_sink_and_a_burst_arrives_whole() throws Exception {
        String channel = "tls/h2";
        HttpResponse<InputStream> response = overHttp2(channel);
        try (InputStream body = response.body()) {
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Carillon-Sink")).hasValue("servlet");
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            assertThat(response.headers().firstValue("Connection")).isEmpty();

            publishBurst(channel);

            assertThat(read(body, 4_000)).containsExactlyElementsOf(burst());
        }
    }

    /** The way of every browser: {@code EventSource.close()} resets the stream and keeps the connection. */
    @Test
    void an_http_2_client_that_closes_one_stream_keeps_the_others_and_is_noticed_by_a_heartbeat() throws Exception {
        try (HubFigures figures = HubFigures.of(tomcat.pid())) {
            Awaitility.await().atMost(RawStream.PATIENCE).until(() -> figures.subscribers() == 0);
            try (InputStream stays = overHttp2("tls/stays").body()) {
                overHttp2("tls/leaves").body().close();

                Awaitility.await().atMost(RawStream.PATIENCE).until(() -> figures.subscribers() == 1);
                tomcat.hub().publish("tls/stays", "hello");
                assertThat(read(stays, 1)).containsExactly("hello");
            }
            Awaitility.await().atMost(RawStream.PATIENCE).until(() -> figures.subscribers() == 0);
        }
        assertThat(tomcat.log()).doesNotContain("SEVERE");
    }

    // --- WebSocket ---

    @Test
    void a_websocket_over_tls_is_tomcats_own_and_a_burst_arrives_whole() throws Exception {
        String channel = "tls/socket";
        try (EngineSocket socket = engine().socket("EIO=4&transport=websocket")) {
            listen(socket, channel);
            assertThat(Heap.of(tomcat.pid()).count("dev.carillon.engineio.tomcat.SocketWire"))
                    .isPositive();

            publishBurst(channel);

            assertThat(heard(socket)).containsExactlyElementsOf(burst());
        }
    }

    @Test
    void a_session_over_tls_is_upgraded_and_large_messages_come_back() throws Exception {
        EngineClient engine = engine();
        String sid = engine.open();
        try (EngineSocket socket = engine.upgrade(sid)) {
            socket.send("2probe");
            assertThat(socket.next()).isEqualTo("3probe");
            socket.send("5");
            socket.send("40");
            assertThat(socket.next()).startsWith("40{");
            String name = "x".repeat(500_000);

            socket.send("421[\"" + name + "\"]");

            assertThat(socket.next()).startsWith("431[{\"error\":").contains(name.substring(0, 50));
            assertThat(socket.sayGoodbye()).isEqualTo(1000);
        }
    }

    private static EngineClient engine() {
        return new EngineClient("https://127.0.0.1:" + tomcat.tlsPort(), tls);
    }

    private static void listen(EngineSocket socket, String channel) throws Exception {
        assertThat(socket.next()).startsWith("0{");
        socket.send("40");
        assertThat(socket.next()).startsWith("40{");
        socket.send("421[\"subscribe\",{\"channel\":\"" + channel + "\"}]");
        assertThat(socket.next()).startsWith("431[{\"channels\":[").contains(channel);
    }

    private static List<String> heard(EngineSocket socket) throws Exception {
        List<String> heard = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            heard.add(SocketWire.member(socket.next(), "data"));
        }
        return heard;
    }

    private static void publishBurst(String channel) throws Exception {
        for (int batch = 0; batch < 4; batch++) {
            StringBuilder events = new StringBuilder("[");
            for (int i = batch * 1_000; i < batch * 1_000 + 1_000; i++) {
                events.append(events.length() == 1 ? "" : ",");
                events.append("{\"channel\":\"" + channel + "\",\"data\":\"" + i + PADDING + "\"}");
            }
            HttpResponse<String> response =
                    tomcat.hub().post("/api/events", events.append(']').toString(), "Content-Type", "application/json");
            assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        }
    }

    private static List<String> burst() {
        return IntStream.range(0, 4_000).mapToObj(i -> i + PADDING).toList();
    }

    private static RawStream overTls(String channel, int receiveBuffer) throws Exception {
        URI url = URI.create("https://127.0.0.1:" + tomcat.tlsPort() + "/api/events?channel=" + channel);
        return RawStream.getOverTls(url, tls.getSocketFactory(), receiveBuffer);
    }

    private static HttpResponse<InputStream> overHttp2(String channel) throws Exception {
        HttpClient client = Http2.CLIENT;
        URI url = URI.create("https://127.0.0.1:" + tomcat.tlsPort() + "/api/events?channel=" + channel);
        return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofInputStream());
    }

    /** One client, so that its streams share a connection. */
    private static final class Http2 {
        static final HttpClient CLIENT = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .sslContext(tls)
                .build();
    }

    private static List<String> read(InputStream body, int count) throws Exception {
        List<String> data = new ArrayList<>();
        WhatwgEventStreamParser parser = new WhatwgEventStreamParser((Item item) -> {
            if (item instanceof Message message) {
                data.add(message.data());
            }
        });
        byte[] buffer = new byte[64 << 10];
        while (data.size() < count) {
            int length = body.read(buffer);
            assertThat(length).as("the stream goes on after " + data.size()).isPositive();
            parser.feed(buffer, 0, length);
        }
        return data;
    }
}
