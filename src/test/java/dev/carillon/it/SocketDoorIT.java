package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.AdminClient;
import dev.carillon.it.client.ChatClient;
import dev.carillon.it.client.EngineClient;
import dev.carillon.it.client.EngineSocket;
import dev.carillon.it.client.HubClient;
import dev.carillon.it.client.RawStream;
import dev.carillon.it.client.RawWebSocket;
import dev.carillon.it.client.SocketWire;
import dev.carillon.it.client.Tokens;
import dev.carillon.it.server.PayaraProcess;
import dev.carillon.it.server.TomcatProcess;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Who comes in at {@code /socket.io/}, and who does not: limits, a drain, pages of other sites, and sessions of others; and who has to
 * leave, since he does not read.
 */
class SocketDoorIT {

    private static final int ALL = 8;
    private static final int PER_ADDRESS = 6;
    private static final int PER_SUBJECT = 3;
    private static final String WEBSOCKET = "EIO=4&transport=websocket";
    private static final String POLLING = "EIO=4&transport=polling";
    private static final String EVIL = "https://evil.example";

    /** A reader that is behind by more has nothing left to go on with. */
    private static final int LOG_EVENTS = 50;

    private static final int MOST_EVENTS = 4_000;
    private static final String PADDING = "x".repeat(8_000);

    private static final Map<String, String> SETTINGS = Map.of(
            "carillon.connections.max",
            Integer.toString(ALL),
            "carillon.connections.per-address",
            Integer.toString(PER_ADDRESS),
            "carillon.connections.per-subject",
            Integer.toString(PER_SUBJECT),
            "carillon.cors.origins",
            "*",
            "carillon.drain.time",
            "1s",
            "carillon.ring.max-frames",
            "16",
            "carillon.stream.slow-grace",
            "500ms",
            "carillon.log",
            "memory",
            "carillon.log.memory.retention",
            "** = " + LOG_EVENTS + " events");

    /** Payara may tell of a WebSocket that was cut just after it was opened only when a ping cannot be sent, after 25 s. */
    private static final Duration NOTICED = Duration.ofSeconds(60);

    private static AutoCloseable server;
    private static HubClient hub;
    private static int port;

    /** Closed in the end. */
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        if (RealWar.onTomcat()) {
            TomcatProcess.Plan plan = new TomcatProcess.Plan("socket-door");
            SETTINGS.forEach(plan::with);
            TomcatProcess tomcat = plan.start();
            server = tomcat;
            hub = tomcat.hub();
            port = tomcat.port();
        } else {
            PayaraProcess payara = PayaraProcess.start("socket-door", SETTINGS);
            server = payara;
            hub = payara.hub();
            port = payara.port();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void go_away() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
        Awaitility.await("places are given back")
                .atMost(NOTICED)
                .until(() -> hub.get("/metrics").body().contains("\ncarillon_addresses 0"));
    }

    private static EngineClient engine() {
        return new EngineClient("http://127.0.0.1:" + port);
    }

    private EngineSocket open(String... headers) throws Exception {
        EngineSocket socket = engine().socket(WEBSOCKET, headers);
        opened.add(socket);
        assertThat(socket.next()).startsWith("0{");
        return socket;
    }

    private String polled(String... headers) throws Exception {
        EngineClient engine = engine();
        String sid = engine.open(headers);
        opened.add(() -> engine.post(sid, "1", headers));
        return sid;
    }

    private static String[] from(String address) {
        return new String[] {"X-Forwarded-For", address};
    }

    // --- limits ---

    @Test
    void one_address_has_so_many_connections() throws Exception {
        for (int i = 0; i < PER_ADDRESS; i++) {
            open(from("192.0.2.1"));
        }

        HttpResponse<String> polling = engine().get(POLLING, from("192.0.2.1"));

        assertThat(engine().refusal(WEBSOCKET, from("192.0.2.1"))).isEqualTo(429);
        assertThat(polling.statusCode()).isEqualTo(429);
        assertThat(polling.headers().firstValue("Retry-After"))
                .hasValueSatisfying(seconds -> assertThat(seconds).containsOnlyDigits());
        assertThat(polling.body()).contains("too-many-connections", "carillon.connections.per-address");
        open(from("192.0.2.2"));
    }

    @Test
    void one_subject_has_so_many_connections_wherever_he_comes_from() throws Exception {
        String[] ann = Tokens.bearer(Tokens.subscriber("ann"));
        for (int i = 0; i < PER_SUBJECT; i++) {
            open(ann[0], ann[1], "X-Forwarded-For", "192.0.2." + i);
        }

        HttpResponse<String> polling = engine().get(POLLING, ann);

        assertThat(engine().refusal(WEBSOCKET, ann)).isEqualTo(429);
        assertThat(polling.statusCode()).isEqualTo(429);
        assertThat(polling.body()).contains("carillon.connections.per-subject");
        open(Tokens.bearer(Tokens.subscriber("ben")));
    }

    @Test
    void a_server_has_so_many_connections_and_a_place_that_is_left_is_taken() throws Exception {
        EngineSocket first = open(from("192.0.2.1"));
        for (int i = 1; i < ALL; i++) {
            open(from("192.0.2." + (1 + i % 3)));
        }

        HttpResponse<String> polling = engine().get(POLLING, from("192.0.2.4"));

        assertThat(polling.statusCode()).isEqualTo(429);
        assertThat(polling.body()).contains("carillon.connections.max");
        assertThat(engine().refusal(WEBSOCKET, from("192.0.2.4"))).isEqualTo(429);
        first.sayGoodbye();
        Awaitility.await("a place")
                .atMost(RawStream.PATIENCE)
                .ignoreExceptionsMatching(e -> true)
                .until(() -> {
                    polled(from("192.0.2.4"));
                    return true;
                });
    }

    // --- drain ---

    @Test
    void a_drain_ends_sessions_and_refuses_new_ones_until_it_is_taken_back() throws Exception {
        AdminClient admin = new AdminClient(hub);
        EngineClient engine = engine();
        EngineSocket socket = open();
        socket.send("40");
        assertThat(socket.next()).startsWith("40{");
        String sid = polled();
        engine.post(sid, "40");
        assertThat(engine.poll(sid).body()).startsWith("40{");
        CompletableFuture<HttpResponse<String>> poll = engine.pollAsync(sid);

        assertThat(admin.post("/api/admin/drain", "{\"time\":\"1s\"}").statusCode())
                .isEqualTo(202);
        try {
            HttpResponse<String> refused = engine.get(POLLING);
            int refusedSocket = engine.refusal(WEBSOCKET);

            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.body()).contains("/problems/draining");
            assertThat(refusedSocket).isEqualTo(503);
            assertThat(socket.next()).isEqualTo("42[\"closed\",{\"reason\":\"drained\"}]");
            assertThat(socket.closeCode()).isEqualTo(1001);
            assertThat(poll.get(RawStream.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                            .body())
                    .isEqualTo("42[\"closed\",{\"reason\":\"drained\"}]");
            Awaitility.await()
                    .atMost(RawStream.PATIENCE)
                    .until(() -> engine.poll(sid).statusCode() == 400);
        } finally {
            assertThat(admin.ask("DELETE", "/api/admin/drain", null).statusCode())
                    .isEqualTo(204);
        }
        open();
    }

    // --- who does not read ---

    @Test
    void a_websocket_that_stops_reading_is_closed_and_another_one_hears_everything() throws Exception {
        String subscribe = "421[\"subscribe\",{\"channel\":\"door/slow\"}]";
        EngineSocket other = open();
        other.send("40");
        assertThat(other.next()).startsWith("40{");
        other.send(subscribe);
        assertThat(other.next()).startsWith("431[{\"channels\"");
        RawWebSocket deaf = RawWebSocket.opened(port, 16 << 10);
        opened.add(deaf);
        deaf.connect();
        deaf.sendBytes(RawWebSocket.text(subscribe));

        int published = 0;
        while (published < MOST_EVENTS && (published % LOG_EVENTS != 0 || slow() == 0)) {
            hub.publish("door/slow", published + ";" + PADDING);
            published++;
        }

        assertThat(published).isLessThan(MOST_EVENTS);
        deaf.awaitEnd();
        for (int i = 0; i < published; i++) {
            assertThat(SocketWire.member(other.next(), "data")).isEqualTo(i + ";" + PADDING);
        }
    }

    /** How many were closed since they were too slow. */
    private static int slow() throws Exception {
        Matcher closed = Pattern.compile("\ncarillon_connections_closed_total\\{reason=\"slow\"} ([0-9]+)")
                .matcher(hub.get("/metrics").body());
        assertThat(closed.find()).isTrue();
        return Integer.parseInt(closed.group(1));
    }

    // --- pages of other sites ---

    /** A browser says whose page it is, and sends the cookies along: also those that make somebody a guest of the chat. */
    @Test
    void a_page_of_another_site_cannot_use_a_cookie() throws Exception {
        String session = ChatClient.cookie(hub.post("/api/session", "", Tokens.bearer(Tokens.subscriber("ann"))));
        String guest = ChatClient.cookie(
                hub.post("/api/chat/session", "{\"nickname\":\"Guest\"}", "Content-Type", "application/json"));
        assertThat(session).contains("=");
        assertThat(guest).startsWith("carillon-guest=");

        for (String cookie : List.of(session, guest, "other=1; " + guest)) {
            assertThat(engine().refusal(WEBSOCKET, "Origin", EVIL, "Cookie", cookie))
                    .as(cookie)
                    .isEqualTo(403);
            HttpResponse<String> polling = engine().get(POLLING, "Origin", EVIL, "Cookie", cookie);
            assertThat(polling.statusCode()).as(cookie).isEqualTo(403);
            assertThat(polling.body()).contains("/problems/cross-site");
        }
        open("Origin", "http://127.0.0.1:" + port, "Cookie", guest);
        open("Origin", EVIL);
        open("Origin", EVIL, "Cookie", "other=1");
    }

    /** Nor a session that the cookie has begun, whose name the page cannot know. */
    @Test
    void a_page_of_another_site_cannot_use_a_session_of_somebody_with_a_cookie() throws Exception {
        String cookie = ChatClient.cookie(hub.post("/api/session", "", Tokens.bearer(Tokens.subscriber("ann"))));
        EngineClient engine = engine();
        String sid = polled("Cookie", cookie, "Sec-Fetch-Site", "same-origin");

        HttpResponse<String> poll = engine.poll(sid, "Cookie", cookie, "Origin", EVIL);
        HttpResponse<String> post = engine.post(sid, "40", "Cookie", cookie, "Origin", EVIL);
        int upgrade = engine.refusal(WEBSOCKET + "&sid=" + sid, "Cookie", cookie, "Origin", EVIL);

        assertThat(List.of(poll.statusCode(), post.statusCode(), upgrade)).containsOnly(403);
        assertThat(engine.post(sid, "40", "Cookie", cookie, "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(200);
    }

    // --- sessions of others ---

    /** Whoever says that he is somebody else is refused, and the session goes on. */
    @ParameterizedTest
    @EnumSource(SocketWire.Kind.class)
    void a_session_is_used_by_nobody_else(SocketWire.Kind kind) throws Exception {
        EngineClient engine = engine();
        String[] ann = Tokens.bearer(Tokens.subscriber("ann"));
        String[] eve = Tokens.bearer(Tokens.subscriber("eve"));
        String cookieOfEve = ChatClient.cookie(hub.post("/api/session", "", eve));
        String sid = polled(ann);

        for (String[] other : List.of(eve, new String[] {"Cookie", cookieOfEve, "Sec-Fetch-Site", "same-origin"})) {
            if (kind == SocketWire.Kind.POLLING) {
                HttpResponse<String> poll = engine.poll(sid, other);
                HttpResponse<String> post = engine.post(sid, "40", other);
                assertThat(poll.statusCode()).isEqualTo(403);
                assertThat(poll.body()).startsWith("{\"code\":4,\"message\":\"Forbidden\"");
                assertThat(post.statusCode()).isEqualTo(403);
            } else {
                assertThat(engine.refusal(WEBSOCKET + "&sid=" + sid, other)).isEqualTo(403);
            }
        }
        assertThat(engine.post(sid, "40", ann).statusCode()).isEqualTo(200);
        assertThat(engine.poll(sid, ann).body()).startsWith("40{");
    }

    /** A browser cannot add a token to a WebSocket's handshake, so the name of a session alone is enough, but where a cookie would come. */
    @Test
    void who_says_nothing_may_use_a_session_of_a_token_and_none_of_a_cookie() throws Exception {
        EngineClient engine = engine();
        String[] ann = Tokens.bearer(Tokens.subscriber("ann"));
        String cookie = ChatClient.cookie(hub.post("/api/session", "", ann));
        String ofToken = polled(ann);
        String ofCookie = polled("Cookie", cookie, "Sec-Fetch-Site", "same-origin");

        HttpResponse<String> token = engine.post(ofToken, "40");
        HttpResponse<String> stranger = engine.post(ofCookie, "40");

        assertThat(token.statusCode()).isEqualTo(200);
        assertThat(stranger.statusCode()).isEqualTo(403);
    }
}
