package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.it.client.EngineClient;
import dev.carillon.it.client.EngineSocket;
import dev.carillon.it.client.RawStream;
import dev.carillon.it.resource.EchoAcceptor;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of Engine.IO 4 (docs/engine.io-protocol/v4-current.md of socketio/socket.io), against an acceptor that sends back all. */
interface EngineScenarios extends Scenario {

    /** Longer than a busy machine stands still: a ping that comes first is not what a test waits for. */
    String PING_INTERVAL = "5s";

    String PING_TIMEOUT = "4s";

    static JavaArchive echo() {
        return ShrinkWrap.create(JavaArchive.class, "echo.jar")
                .addClasses(EchoAcceptor.class, EchoAcceptor.Echo.class)
                .addAsManifestResource(new StringAsset("<beans bean-discovery-mode=\"annotated\"/>"), "beans.xml");
    }

    default EngineClient engine() {
        return new EngineClient(RealWar.url());
    }

    /** The first WebSocket of a container may take seconds, in which a session would be given up. */
    @BeforeAll
    static void warm_up() throws Exception {
        EngineClient engine = new EngineClient(RealWar.url());
        engine.poll("nobody");
        try (EngineSocket socket = engine.socket("EIO=4&transport=websocket")) {
            socket.next();
        }
    }

    // --- handshake ---

    @Test
    default void a_handshake_over_polling_is_answered_with_an_open_packet() throws Exception {
        HttpResponse<String> answer = engine().get("EIO=4&transport=polling");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).matches("(?i)text/plain; ?charset=utf-8"));
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.body())
                .matches("0\\{\"sid\":\"[\\w-]{20,}\",\"upgrades\":\\[\"websocket\"],\"pingInterval\":5000,"
                        + "\"pingTimeout\":4000,\"maxPayload\":1000000}");
    }

    @Test
    default void a_handshake_over_websocket_is_answered_with_an_open_packet() throws Exception {
        try (EngineSocket socket = engine().socket("EIO=4&transport=websocket")) {
            assertThat(socket.next())
                    .matches("0\\{\"sid\":\"[\\w-]{20,}\",\"upgrades\":\\[],\"pingInterval\":5000,"
                            + "\"pingTimeout\":4000,\"maxPayload\":1000000}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"transport=polling", "EIO=abc&transport=polling", "EIO=3&transport=polling"})
    default void another_version_is_refused(String query) throws Exception {
        HttpResponse<String> answer = engine().get(query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"code\":5,\"message\":\"Unsupported protocol version\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EIO=4", "EIO=4&transport=abc", "EIO=4&transport=webtransport"})
    default void an_unknown_transport_is_refused(String query) throws Exception {
        HttpResponse<String> answer = engine().get(query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"code\":0,\"message\":\"Transport unknown\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
    default void a_session_begins_with_get_only(String method) throws Exception {
        HttpResponse<String> answer = engine().request(method, "EIO=4&transport=polling", "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"code\":2,\"message\":\"Bad handshake method\"");
    }

    @Test
    default void a_head_request_begins_no_session() throws Exception {
        assertThat(engine().request("HEAD", "EIO=4&transport=polling", "").statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transport=websocket",
                "EIO=abc&transport=websocket",
                "EIO=4",
                "EIO=4&transport=abc",
                "EIO=4&transport=polling",
                "EIO=4&transport=websocket&sid=nobody"
            })
    default void a_websocket_with_a_wrong_query_is_not_opened(String query) {
        assertThatThrownBy(() -> engine().socket(query)).hasMessageContaining("WebSocketHandshakeException");
    }

    @Test
    default void the_websocket_transport_needs_a_websocket() throws Exception {
        HttpResponse<String> answer = engine().get("EIO=4&transport=websocket");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"code\":3,\"message\":\"Bad request\"");
    }

    // --- message ---

    @ParameterizedTest
    @ValueSource(strings = {"4hello", "4test1\u001e4test2\u001e4test3", "4hello\u001ebAQIDBA==", "4", "4€ 漢字 😀", "b"})
    default void packets_over_polling_are_answered_in_order(String payload) throws Exception {
        EngineClient engine = engine();
        String sid = engine.open();

        HttpResponse<String> post = engine.post(sid, payload);
        HttpResponse<String> poll = engine.poll(sid);

        assertThat(post.statusCode()).isEqualTo(200);
        assertThat(post.body()).isEqualTo("ok");
        assertThat(poll.statusCode()).isEqualTo(200);
        assertThat(poll.body()).isEqualTo(payload);
    }

    /** As the client for Java has it. */
    @Test
    default void base64_may_have_line_breaks() throws Exception {
        EngineClient engine = engine();
        String sid = engine.open();

        engine.post(sid, "bAQID\r\nBA==\n");

        assertThat(engine.poll(sid).body()).isEqualTo("bAQIDBA==");
    }

    @Test
    default void a_poll_waits_for_a_packet() throws Exception {
        EngineClient engine = engine();
        String sid = engine.open();
        CompletableFuture<HttpResponse<String>> poll = engine.pollAsync(sid);

        engine.post(sid, "4hello");

        assertThat(poll.get(RawStream.PATIENCE.toSeconds(), TimeUnit.SECONDS).body())
                .isEqualTo("4hello");
    }

    @Test
    default void a_text_packet_over_websocket_is_answered() throws Exception {
        try (EngineSocket socket = engine().socket("EIO=4&transport=websocket")) {
            socket.next();

            socket.send("4hello € 😀");

            assertThat(socket.next()).isEqualTo("4hello € 😀");
        }
    }

    @Test
    default void bytes_over_websocket_are_sent_as_they_are() throws Exception {
        try (EngineSocket socket = engine().socket("EIO=4&transport=websocket")) {
            socket.next();

            socket.send(new byte[] {1, 2, 3, 4});

            assertThat(socket.next()).isEqualTo("0x01020304");
        }
    }

    @Test
    default void a_message_may_come_in_parts() throws Exception {
        try (EngineSocket socket = engine().socket("EIO=4&transport=websocket")) {
            socket.next();

            socket.sendInParts("4he", "", "llo");

            assertThat(socket.next()).isEqualTo("4hello");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {125, 126, 65_535, 65_536, 999_999})
    default void messages_of_all_sizes_come_back(int length) throws Exception {
        String message = "4" + "x".repeat(length);
        try (EngineSocket socket = engine().socket("EIO=4&transport=websocket")) {
            socket.next();

            socket.send(message);

            assertThat(nextMessage(socket)).isEqualTo(message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "4a\u001e", "b?", "2", "4ok\u001ex"})
    default void a_malformed_packet_over_polling_ends_the_session(String payload) throws Exception {
        EngineClient engine = engine();
        String sid = engine.open();

        HttpResponse<String> post = engine.post(sid, payload);
        HttpResponse<String> poll = engine.poll(sid);

        assertThat(post.statusCode()).isEqualTo(400);
        assertThat(poll.statusCode()).isEqualTo(400);
        assertThat(poll.body()).startsWith("{\"code\":1,\"message\":\"Session ID unknown\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "2", "bA"})
    default void a_malformed_packet_over_websocket_closes_it(String packet) throws Exception {
        try (EngineSocket socket = engine().socket("EIO=4&transport=websocket")) {
            socket.next();

            socket.send(packet);

            assertThat(socket.closeCode()).isEqualTo(1002);
        }
    }

    @Test
    default void two_polls_at_a_time_end_the_session() throws Exception {
        EngineClient engine = engine();
        String sid = engine.open();
        engine.post(sid, "4a");
        CompletableFuture<HttpResponse<String>> first = engine.pollAsync(sid);
        assertThat(first.get(RawStream.PATIENCE.toSeconds(), TimeUnit.SECONDS).body())
                .isEqualTo("4a");
        CompletableFuture<HttpResponse<String>> second = engine.pollAsync(sid);
        CompletableFuture<HttpResponse<String>> third = engine.pollAsync(sid);

        String answers = second.get(RawStream.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .statusCode() + " "
                + third.get(RawStream.PATIENCE.toSeconds(), TimeUnit.SECONDS).statusCode();

        assertThat(answers).isIn("200 400", "400 200");
        assertThat(engine.poll(sid).statusCode()).isEqualTo(400);
    }

    @Test
    default void whoever_polls_a_second_time_ends_the_first_poll_with_a_close_packet() throws Exception {
        EngineClient engine = engine();
        String sid = engine.open();
        CompletableFuture<HttpResponse<String>> first = engine.pollAsync(sid);
        Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> !first.isDone());

        HttpResponse<String> second = engine.poll(sid);

        assertThat(second.statusCode()).isEqualTo(400);
        assertThat(first.get(RawStream.PATIENCE.toSeconds(), TimeUnit.SECONDS).statusCode())
                .isEqualTo(200);
        assertThat(first.get().body()).isEqualTo("1");
    }

    @Test
    default void who_gives_up_a_poll_ends_the_session() throws Exception {
        EngineClient engine = engine();
        String sid = engine.open();
        CompletableFuture<HttpResponse<String>> poll = engine.pollAsync(sid);
        Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> !poll.isDone());

        poll.cancel(true);

        assertThat(engine.poll(sid).statusCode()).isEqualTo(400);
    }

    @Test
    default void a_post_that_is_too_large_ends_the_session() throws Exception {
        EngineClient engine = engine();
        String sid = engine.open();

        int status = engine.post(sid, "4" + "x".repeat(1_000_000)).statusCode();

        assertThat(status).isEqualTo(413);
        // The refusal may be here before the end, which a poll then is told with 200.
        Awaitility.await().until(() -> engine.poll(sid).statusCode() == 400);
    }

    @Test
    default void a_message_over_websocket_that_is_too_large_closes_it() throws Exception {
        try (EngineSocket socket = engine().socket("EIO=4&transport=websocket")) {
            socket.next();

            try {
                socket.send("4" + "x".repeat(1_000_000));
            } catch (java.util.concurrent.CompletionException closedMeanwhile) {
                // Before all of it was sent.
            }

            assertThat(socket.closeCode()).isIn(1006, 1009);
        }
    }

    // --- heartbeat ---

    @Test
    default void pings_over_polling_keep_the_session() throws Exception {
        EngineClient engine = engine();
        String sid = engine.open();

        for (int i = 0; i < 2; i++) {
            assertThat(engine.poll(sid).body()).isEqualTo("2");
            assertThat(engine.post(sid, "3").statusCode()).isEqualTo(200);
        }
    }

    @Test
    default void pings_over_websocket_keep_the_session() throws Exception {
        try (EngineSocket socket = engine().socket("EIO=4&transport=websocket")) {
            socket.next();

            for (int i = 0; i < 2; i++) {
                assertThat(socket.next()).isEqualTo("2");
                socket.send("3");
            }
        }
    }

    @Test
    default void who_does_not_answer_a_ping_over_polling_is_given_up() throws Exception {
        EngineClient engine = engine();
        String sid = engine.open();

        String first = engine.poll(sid).body();
        String second = engine.poll(sid).body();

        assertThat(first).isEqualTo("2");
        assertThat(second).isEqualTo("1");
        assertThat(engine.poll(sid).statusCode()).isEqualTo(400);
    }

    @Test
    default void who_does_not_answer_a_ping_over_websocket_is_given_up() throws Exception {
        try (EngineSocket socket = engine().socket("EIO=4&transport=websocket")) {
            socket.next();

            assertThat(socket.next()).isEqualTo("2");
            assertThat(socket.closeCode()).isIn(1001, 1006);
        }
    }

    // --- rubbish ---

    @Test
    default void whatever_is_sent_is_no_fault_of_the_server() throws Exception {
        EngineClient engine = engine();
        Random random = new Random(20);
        for (int i = 0; i < 400; i++) {
            boolean ours = random.nextBoolean();
            String sid = ours ? engine.open() : oneOf(random, "", "x", "%00", "%ff%fe", "..%2f", "9".repeat(4000));
            String query = "EIO=" + oneOf(random, "4", "4", "4", "3", "", "-1", "4&EIO=4", "99999999999999999999")
                    + "&transport=" + oneOf(random, "polling", "polling", "websocket", "", "%00", "polling&transport=x")
                    + "&sid=" + sid;
            // A GET of a session waits.
            String method = ours ? "POST" : oneOf(random, "POST", "GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD");

            var answer = engine.request(method, query, rubbish(random));

            assertThat(answer.statusCode()).as(method + " " + query).isBetween(200, 499);
        }
        assertThat(engine.post(engine.open(), "4still there").statusCode()).isEqualTo(200);
    }

    private static String oneOf(Random random, String... some) {
        return some[random.nextInt(some.length)];
    }

    /** Of what packets are made of. */
    private static String rubbish(Random random) {
        StringBuilder body = new StringBuilder();
        for (int i = random.nextInt(40); i >= 0; i--) {
            body.append(oneOf(
                    random,
                    "4",
                    "42",
                    "40",
                    "51-",
                    "b",
                    "\u001e",
                    "{}",
                    "[\"",
                    "\"]",
                    ",",
                    "-",
                    "999999999",
                    "€",
                    "\0",
                    "/",
                    "="));
        }
        return body.toString();
    }

    // --- close ---

    @Test
    default void the_client_ends_a_session_over_polling() throws Exception {
        EngineClient engine = engine();
        String sid = engine.open();
        CompletableFuture<HttpResponse<String>> poll = engine.pollAsync(sid);

        HttpResponse<String> post = engine.post(sid, "1");

        assertThat(post.body()).isEqualTo("ok");
        assertThat(poll.get(RawStream.PATIENCE.toSeconds(), TimeUnit.SECONDS).body())
                .isEqualTo("6");
        assertThat(engine.poll(sid).statusCode()).isEqualTo(400);
    }

    @Test
    default void the_client_ends_a_session_over_websocket() throws Exception {
        try (EngineSocket socket = engine().socket("EIO=4&transport=websocket")) {
            socket.next();

            socket.send("1");

            assertThat(socket.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    default void a_websocket_says_goodbye_to_whoever_does() throws Exception {
        try (EngineSocket socket = engine().socket("EIO=4&transport=websocket")) {
            socket.next();

            assertThat(socket.sayGoodbye()).isEqualTo(1000);
        }
    }

    @Test
    default void the_server_ends_a_session_over_polling() throws Exception {
        EngineClient engine = engine();
        String sid = engine.open();

        engine.post(sid, "4last\u001e4close");

        assertThat(engine.poll(sid).body()).isEqualTo("4last\u001e1");
        assertThat(engine.poll(sid).statusCode()).isEqualTo(400);
    }

    @Test
    default void the_server_ends_a_session_over_websocket() throws Exception {
        try (EngineSocket socket = engine().socket("EIO=4&transport=websocket")) {
            socket.next();

            socket.send("4last");
            socket.send("4close");

            assertThat(socket.next()).isEqualTo("4last");
            assertThat(socket.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    default void an_acceptor_that_fails_ends_its_session_and_no_request() throws Exception {
        EngineClient engine = engine();
        String sid = engine.open();

        HttpResponse<String> post = engine.post(sid, "4fail");

        assertThat(post.statusCode()).isEqualTo(200);
        assertThat(engine.poll(sid).body()).isEqualTo("1");
    }

    // --- upgrade ---

    @Test
    default void a_session_is_upgraded() throws Exception {
        EngineClient engine = engine();
        String sid = engine.open();
        try (EngineSocket socket = engine.upgrade(sid)) {
            socket.send("2probe");
            String probe = socket.next();
            String poll = engine.poll(sid).body();
            if (poll.equals("2")) {
                // A slow machine: the time of a ping has come.
                engine.post(sid, "3");
                poll = engine.poll(sid).body();
            }

            socket.send("5");
            socket.send("4hello");

            assertThat(probe).isEqualTo("3probe");
            assertThat(poll).isEqualTo("6");
            assertThat(nextMessage(socket)).isEqualTo("4hello");
        }
    }

    @Test
    default void a_poll_that_waits_is_released_by_the_probe() throws Exception {
        EngineClient engine = engine();
        String sid = engine.open();
        CompletableFuture<HttpResponse<String>> poll = engine.pollAsync(sid);
        try (EngineSocket socket = engine.upgrade(sid)) {
            socket.send("2probe");

            assertThat(socket.next()).isEqualTo("3probe");
            assertThat(poll.get(RawStream.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                            .body())
                    .isEqualTo("6");
        }
    }

    @Test
    default void what_waits_comes_over_the_websocket_in_order() throws Exception {
        EngineClient engine = engine();
        String sid = engine.open();
        try (EngineSocket socket = engine.upgrade(sid)) {
            socket.send("2probe");
            socket.next();
            engine.post(sid, "4a\u001e4b\u001ebAQI=");

            socket.send("5");
            socket.send("4c");

            assertThat(socket.next()).isEqualTo("4a");
            assertThat(socket.next()).isEqualTo("4b");
            assertThat(socket.next()).isEqualTo("0x0102");
            assertThat(nextMessage(socket)).isEqualTo("4c");
        }
    }

    @Test
    default void an_upgraded_session_is_not_polled_any_more() throws Exception {
        EngineClient engine = engine();
        String sid = engine.open();
        try (EngineSocket socket = engine.upgrade(sid)) {
            socket.send("2probe");
            socket.next();
            socket.send("5");

            HttpResponse<String> poll = engine.poll(sid);
            HttpResponse<String> post = engine.post(sid, "4no");
            socket.send("4hello");

            assertThat(poll.statusCode()).isEqualTo(400);
            assertThat(poll.body()).startsWith("{\"code\":3,");
            assertThat(post.statusCode()).isEqualTo(400);
            assertThat(nextMessage(socket)).isEqualTo("4hello");
        }
    }

    /** As the test suite of Socket.IO does it. The poll may overtake both packets. */
    @RepeatedTest(10)
    default void an_upgrade_that_does_not_wait_for_the_answer_refuses_the_poll_behind_it() throws Exception {
        EngineClient engine = engine();
        String sid = engine.open();
        try (EngineSocket socket = engine.upgrade(sid)) {
            socket.send("2probe");
            socket.send("5");

            HttpResponse<String> poll = engine.poll(sid);

            assertThat(poll.statusCode()).as(poll.body()).isEqualTo(400);
            assertThat(socket.next()).isEqualTo("3probe");
        }
    }

    @Test
    default void a_session_has_one_websocket() throws Exception {
        EngineClient engine = engine();
        String sid = engine.open();
        try (EngineSocket socket = engine.upgrade(sid);
                EngineSocket second = engine.upgrade(sid)) {
            socket.send("2probe");
            socket.next();
            socket.send("5");

            try (EngineSocket third = engine.upgrade(sid)) {
                assertThat(second.closeCode()).isEqualTo(1000);
                assertThat(third.closeCode()).isEqualTo(1000);
            }
            socket.send("4hello");
            assertThat(nextMessage(socket)).isEqualTo("4hello");
        }
    }

    @Test
    default void a_probe_that_fails_leaves_polling_alive() throws Exception {
        EngineClient engine = engine();
        String sid = engine.open();
        try (EngineSocket socket = engine.upgrade(sid)) {
            socket.send("4no probe");

            assertThat(socket.closeCode()).isEqualTo(1000);
            engine.post(sid, "4alive");
            assertThat(engine.poll(sid).body()).contains("4alive");
        }
    }

    /** What is no ping. */
    private static String nextMessage(EngineSocket socket) throws InterruptedException {
        String next = socket.next();
        while (next.equals("2")) {
            socket.send("3");
            next = socket.next();
        }
        return next;
    }

    // --- requests that are refused ---

    @Test
    default void an_unknown_session_is_refused() throws Exception {
        HttpResponse<String> poll = engine().poll("nobody");
        HttpResponse<String> post = engine().post("nobody", "4a");

        assertThat(poll.statusCode()).isEqualTo(400);
        assertThat(poll.body()).startsWith("{\"code\":1,\"message\":\"Session ID unknown\"");
        assertThat(post.statusCode()).isEqualTo(400);
        assertThat(post.body()).startsWith("{\"code\":1,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH"})
    default void a_session_is_used_by_get_and_post_only(String method) throws Exception {
        EngineClient engine = engine();
        String sid = engine.open();

        HttpResponse<String> answer = engine.request(method, EngineClient.polling(sid), "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"code\":3,");
    }

    @Test
    default void who_shows_a_token_that_is_not_believed_is_told_so_in_the_words_of_the_protocol() throws Exception {
        HttpResponse<String> answer = hub().get(
                        "/socket.io/?EIO=4&transport=polling",
                        "Authorization",
                        "Bearer nonsense",
                        "Accept",
                        "text/html");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).matches("application/json; ?charset=UTF-8");
        assertThat(answer.body())
                .startsWith("{\"code\":4,\"message\":\"Forbidden\",")
                .contains("\"type\":\"/problems/invalid-token\"", "\"status\":401", "\"hint\":\"");
    }

    @Test
    default void a_page_of_another_site_is_refused_in_the_words_of_the_protocol() throws Exception {
        HttpResponse<String> answer = hub().get(
                        "/socket.io/?EIO=4&transport=polling",
                        "Origin",
                        "https://evil.example",
                        "Sec-Fetch-Site",
                        "cross-site");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .startsWith("{\"code\":4,\"message\":\"Forbidden\",")
                .contains("\"type\":\"/problems/cross-site\"");
    }

    @Test
    default void another_path_is_not_there() throws Exception {
        assertThat(hub().get("/socket.io/other?EIO=4&transport=polling").statusCode())
                .isEqualTo(404);
    }

    @Test
    default void the_path_may_have_no_slash() throws Exception {
        assertThat(hub().get("/socket.io?EIO=4&transport=polling").statusCode()).isEqualTo(200);
    }
}
