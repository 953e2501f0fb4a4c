package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.HubClient;
import dev.carillon.it.client.HubFigures;
import dev.carillon.it.client.RawExchange;
import dev.carillon.it.client.RawStream;
import dev.carillon.it.load.Drip;
import dev.carillon.it.load.LatencyAudience;
import dev.carillon.it.server.Heap;
import dev.carillon.it.server.Jcmd;
import dev.carillon.it.server.TlsKeystore;
import dev.carillon.it.server.TomcatProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocketFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A hundred readers and a publisher go on while others do their worst. Nothing is lost and nobody is cut off; how late events are
 * meanwhile is printed.
 *
 * <p>Anybody may publish to {@code open/**}, and nowhere else.
 */
@EnabledIfSystemProperty(named = "carillon.container", matches = "tomcat")
class AttackIT {

    private static final int READERS = 100;
    private static final int EVENTS_PER_SECOND = 20;
    private static final Duration HEAD_TIME = Duration.ofSeconds(2);
    private static final Duration BODY_TIME = Duration.ofSeconds(2);
    private static final Duration DRIP = Duration.ofMillis(500);

    /** What the descriptor limit leaves, with some for everything else. */
    private static final int MOST_HALF_OPEN = 20_000;

    private static final int OTHER_DESCRIPTORS = 2_000;

    /** Two processors do the attack, the defence and the measuring, and more while other builds run. */
    private static final long STILL_ALIVE_MICROS = 8_000_000;

    /** The beginning of a ClientHello of 512 bytes: record, handshake, version, some of the random bytes. */
    private static final String CLIENT_HELLO =
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003random";

    private static TomcatProcess tomcat;
    private static SSLSocketFactory tls;
    private static LatencyAudience audience;
    private static ScheduledExecutorService publisher;

    @BeforeAll
    static void start() throws Exception {
        TomcatProcess.Plan plan = new TomcatProcess.Plan("attack")
                .withTheHeapThatShips()
                .with("carillon.anonymous.publish", "open/**")
                .with("carillon.request.head-time", HEAD_TIME.toString())
                .with("carillon.request.body-time", BODY_TIME.toString());
        TlsKeystore keystore = TlsKeystore.create(plan.base().resolveSibling("attack.p12"));
        tomcat = keystore.addTo(plan).serverXml(AttackIT::withoutTimeouts).start();
        tls = keystore.trustedContext().getSocketFactory();
        audience = new LatencyAudience(
                tomcat.port(), READERS, "GET /api/events/open/load HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Awaitility.await().atMost(RawStream.PATIENCE).until(() -> audience.begun() == READERS);
        publisher = Executors.newSingleThreadScheduledExecutor();
        // The compilers have their time.
        for (String name : List.of("warm-up", "nobody attacks")) {
            try (Calm calm = new Calm()) {
                calm.lasts(Duration.ofSeconds(3)).finish(name);
            }
        }
    }

    /** So that it is never Tomcat that ends those who are silent. */
    private static String withoutTimeouts(String serverXml) {
        try {
            String tls = Files.readString(Path.of("server-config", "tomcat", "tls-connector.xml"));
            return serverXml
                    .replace("&tls-connector;", tls.substring(tls.indexOf("<Connector")))
                    .replace("connectionTimeout=\"10000\"", "connectionTimeout=\"120000\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (publisher != null) {
            publisher.shutdownNow();
        }
        if (audience != null) {
            audience.close();
        }
        if (tomcat != null) {
            tomcat.close();
        }
    }

    @Test
    void slow_heads_end_and_connections_that_are_only_idle_do_not() throws Exception {
        try (Socket idle = used(new Socket(InetAddress.getLoopbackAddress(), tomcat.port()));
                RawStream stream = tomcat.hub().subscribe("open/idle");
                Drip slow = new Drip(tomcat.port(), 500, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", "x", DRIP);
                Drip slower = new Drip(tomcat.port(), 100, "G", "E", DRIP);
                Drip second =
                        new Drip(tomcat.port(), 100, "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HT", "T", DRIP);
                Calm calm = new Calm()) {

            for (Drip drip : List.of(slow, slower, second)) {
                Awaitility.await().atMost(HEAD_TIME.plus(RawStream.PATIENCE)).until(() -> drip.open() == 0);
            }
            assertThat(slow.shortest()).as("they had their time").isGreaterThanOrEqualTo(HEAD_TIME);

            calm.finish("700 slow heads");
            assertThat(stillServes(idle)).isTrue();
            tomcat.hub().publish("open/idle", "still here");
            assertThat(stream.nextData(1)).containsExactly("still here");
        }
    }

    @Test
    void slow_handshakes_end_and_connections_over_tls_that_are_only_idle_do_not() throws Exception {
        int port = tomcat.tlsPort();
        URI events = URI.create("https://127.0.0.1:" + port + "/api/events?channel=open/tls");
        try (Socket idle = used(tls.createSocket(InetAddress.getLoopbackAddress(), port));
                RawStream stream = RawStream.getOverTls(events, tls, 0);
                Drip nothing = new Drip(port, 200, "", "", DRIP);
                Drip half = new Drip(port, 200, CLIENT_HELLO, "", DRIP);
                Drip slow = new Drip(port, 200, CLIENT_HELLO, "x", DRIP);
                Drip slower = new Drip(port, 200, "", CLIENT_HELLO, DRIP);
                Calm calm = new Calm()) {

            for (Drip drip : List.of(nothing, half, slow, slower)) {
                Awaitility.await().atMost(HEAD_TIME.plus(RawStream.PATIENCE)).until(() -> drip.open() == 0);
            }
            assertThat(slow.shortest()).as("they had their time").isGreaterThanOrEqualTo(HEAD_TIME);

            calm.finish("800 slow handshakes");
            assertThat(stillServes(idle)).isTrue();
            tomcat.hub().publish("open/tls", "still here");
            assertThat(stream.nextData(1)).containsExactly("still here");
        }
    }

    /** More than there are request threads. */
    @ParameterizedTest
    @CsvSource({
        "POST /api/events/open/x, Content-Length: 1000, 408",
        "POST /api/events/open/x, Transfer-Encoding: chunked, 408",
        "POST /api/events, Content-Length: 1000, 408",
        "POST /api/admin/log/backup, Content-Length: 1000, 408",
        "GET /api/events, Content-Length: 1000, 408",
        "POST /, Content-Length: 1000, 400",
        "DELETE /index.html, Content-Length: 1000, 400",
    })
    void slow_bodies_hold_no_thread_and_end(String request, String header, int status) throws Exception {
        String begin = request + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n" + header + "\r\n\r\n";
        String chunk = header.startsWith("T") ? "1\r\nx\r\n" : "x";
        try (Drip slow = new Drip(tomcat.port(), 200, begin, chunk, Duration.ofMillis(200));
                Calm calm = new Calm()) {

            Awaitility.await().atMost(BODY_TIME.plus(RawStream.PATIENCE)).until(() -> slow.open() == 0);

            calm.finish("200 slow bodies of " + request + ", " + header);
            assertThat(slow.answers().keySet())
                    .allSatisfy(line -> assertThat(line).startsWith("HTTP/1.1 " + status));
        }
    }

    /** Tomcat answers by itself, and then reads what is left of the body. */
    @Test
    void a_body_that_no_application_sees_holds_a_thread_for_a_moment_only() throws Exception {
        String begin = "TRACE / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n";
        try (Drip slow = new Drip(tomcat.port(), 64, begin, "x", Duration.ofMillis(200));
                Calm calm = new Calm()) {

            Awaitility.await().atMost(RawStream.PATIENCE).until(() -> slow.open() == 0);

            calm.finish("64 slow bodies of TRACE");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\nhello\r\n0\r\n\r\n", "5\r\nhelloXX0\r\n\r\n", "-1\r\nx\r\n0\r\n\r\n"})
    void a_body_in_broken_chunks_is_refused(String chunks) throws Exception {
        RawExchange answer = exchange("POST /api/events/open/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n" + chunks);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("/problems/bad-request");
    }

    @Test
    void a_body_that_comes_in_pieces_is_published() throws Exception {
        try (RawStream stream = tomcat.hub().subscribe("open/pieces");
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), tomcat.port())) {
            socket.setTcpNoDelay(true);
            for (String piece : List.of(
                    "POST /api/events/open/pieces HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n",
                    "Transfer-Encoding: chunked\r\n\r\n5\r\nhe",
                    "llo\r\n",
                    "6\r\n world\r\n0\r\n",
                    "\r\n")) {
                socket.getOutputStream().write(piece.getBytes(StandardCharsets.ISO_8859_1));
                tomcat.runFor(Duration.ofMillis(100));
            }

            assertThat(stream.nextData(1)).containsExactly("hello world");
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 201");
        }
    }

    @Test
    void thousands_of_half_open_requests_are_held_and_end() throws Exception {
        long before = Heap.of(tomcat.pid()).totalBytes();
        try (Drip some = new Drip(tomcat.port(), 1_000, "GET / HTTP/1.1\r\nHost: localhost\r\n", "", DRIP)) {
            long with = Heap.of(tomcat.pid()).totalBytes();
            System.out.printf("%d half-open requests: %d bytes of heap each%n", some.open(), (with - before) / 1_000);
        }
        int size = (int) Math.min(MOST_HALF_OPEN, Jcmd.descriptorLimit() - OTHER_DESCRIPTORS);
        try (Drip halfOpen = new Drip(
                        tomcat.port(),
                        size,
                        "GET /api/events?channel=open/x HTTP/1.1\r\nHost: localhost\r\n",
                        "",
                        DRIP);
                Calm calm = new Calm()) {

            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> halfOpen.open() == 0);

            calm.finish(size + " half-open requests");
        }
    }

    @Test
    void what_is_too_large_is_refused_and_costs_nothing() throws Exception {
        try (Calm calm = new Calm()) {
            String large = "x".repeat(100_000);
            String host = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
            String json = "Content-Type: application/json\r\n";
            String selectors =
                    IntStream.range(0, 65).mapToObj(i -> "channel=open/" + i).collect(Collectors.joining("&"));
            String headers =
                    IntStream.range(0, 300).mapToObj(i -> "X-" + i + ": y\r\n").collect(Collectors.joining());

            assertStatus("GET /api/events/" + large + host + "\r\n", 400, 414, 0);
            assertStatus("GET /?" + large + host + "\r\n", 400, 414, 0);
            assertStatus("GET /" + host + "X-Large: " + large + "\r\n\r\n", 400, 431, 0);
            assertStatus("GET /" + host + headers + "\r\n", 400, 431);
            assertStatus("G".repeat(100_000) + " /" + host + "\r\n", 400, 0);
            assertStatus("POST /api/events/open/x" + host + "Content-Length: 100000\r\n\r\n" + large, 413);
            assertStatus("POST /api/events/open/x" + host + "Content-Length: 9999999999999\r\n\r\n", 413);
            assertStatus("POST /api/events/open/x" + host + "Content-Length: 99999999999999999999\r\n\r\n", 400);
            assertStatus("POST /api/events/open/x" + host + "Content-Length: -1\r\n\r\n", 400);
            assertStatus(
                    "POST /api/events/open/x" + host + "Transfer-Encoding: chunked\r\n\r\n186a0\r\n" + large
                            + "\r\n0\r\n\r\n",
                    413);
            assertStatus("POST /api/admin/log/backup" + host + "Content-Length: 100000\r\n\r\n" + large, 413);
            assertStatus("POST /api/events" + host + json + "Content-Length: 99999999\r\n\r\n", 413);
            assertStatus("GET /api/events?" + selectors + host + "\r\n", 400);
            assertStatus("GET /api/events?channel=" + "x".repeat(129) + host + "\r\n", 400);
            assertStatus("POST /api/events/" + "x".repeat(129) + host + "Content-Length: 1\r\n\r\nx", 400);
            for (String field : List.of("Event-Type", "Event-Key", "Idempotency-Key")) {
                String line = field + ": " + "x".repeat(129) + "\r\n";
                assertStatus("POST /api/events/open/x" + host + line + "Content-Length: 1\r\n\r\nx", 400);
            }
            // A gap in the header, since a browser would never recover from a refusal.
            assertStatus("GET /api/events?channel=open/x&last_event_id=" + "x".repeat(2_000) + host + "\r\n", 400);
            calm.finish("oversized requests");
        }
    }

    /** They match every event 64 times over, and get it once. */
    @Test
    void readers_with_64_patterns_get_each_event_once_and_slow_nobody() throws Exception {
        List<String> patterns = new ArrayList<>(List.of("**", "*/**", "open/**", "*/*/**", "open/*", "*/load"));
        for (int i = 0; patterns.size() < 64; i++) {
            patterns.add("open/load/" + "*/".repeat(i % 20) + i + "/**");
        }
        String path = patterns.stream().map(p -> "channel=" + p).collect(Collectors.joining("&", "/api/events?", ""));
        List<RawStream> greedy = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                greedy.add(tomcat.hub().stream(path));
            }
            try (Calm calm = new Calm()) {
                int published = calm.lasts(Duration.ofSeconds(3)).finish("20 readers of 64 patterns");

                for (RawStream stream : greedy) {
                    assertThat(published(stream, published)).doesNotHaveDuplicates();
                }
            }
        } finally {
            for (RawStream stream : greedy) {
                stream.close();
            }
        }
    }

    /** Without what the clock tells, which these patterns match too: every ten seconds the same time as two events. */
    private static List<String> published(RawStream stream, int count) throws Exception {
        List<String> data = new ArrayList<>();
        while (data.size() < count) {
            stream.nextData(1).stream().filter(text -> text.startsWith("T")).forEach(data::add);
        }
        return data;
    }

    @ParameterizedTest
    @ValueSource(strings = {"%0d%0a", "%0a", "%0d", "%00", "%C4%8D%C4%8A", "%E2%80%A8", "%0d%0a%0d%0a"})
    void a_line_break_in_a_query_ends_up_in_no_header_and_no_stream(String broken) throws Exception {
        String evil = broken + "X-Evil:%201" + broken + "data:%20evil";
        List<String> requests = new ArrayList<>(List.of(
                "POST /api/events/open/a" + evil
                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx",
                "GET /" + evil + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        for (String query : List.of(
                "channel=open/a" + evil,
                "channel=open/a&last_event_id=" + evil,
                "channel=open/a&lastEventId=" + evil,
                "channel=open/a&since=" + evil,
                "channel=open/a&last=" + evil,
                "channel=open/a&from=" + evil,
                "channel=open/a&before=" + evil,
                "channel=open/a&envelope=" + evil,
                "channel=open/a&wait=" + evil,
                "channel=open/a&limit=" + evil,
                "channel=open/a&x" + evil + "=1")) {
            for (String accept : List.of("text/event-stream", "application/json", "text/html")) {
                requests.add("GET /api/events?" + query + " HTTP/1.1\r\nHost: localhost\r\nAccept: " + accept
                        + "\r\nConnection: close\r\n\r\n");
            }
        }

        List<Future<RawExchange>> answers = allAtOnce(requests);

        for (Future<RawExchange> answer : answers) {
            assertClean(answer.get());
        }
    }

    private static List<Future<RawExchange>> allAtOnce(List<String> requests) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(requests.size());
        try {
            return threads.invokeAll(requests.stream()
                    .map(request -> (Callable<RawExchange>) () -> exchange(request))
                    .toList());
        } finally {
            threads.shutdown();
        }
    }

    /** A lone CR, a LF, NUL and other control characters, where a header has its value. */
    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\0", "\u0001", "\u0085", "\r\n\t", "\u010a"})
    void a_line_break_in_a_header_ends_up_in_no_header_and_no_stream(String broken) throws Exception {
        try (RawStream stream = tomcat.hub().stream("/api/events?channel=open/**&envelope=true")) {
            String evil = "a" + broken + "X-Evil: 1" + broken + "data: evil";
            for (String name : List.of(
                    "Event-Type",
                    "Event-Key",
                    "Event-Volatile",
                    "Idempotency-Key",
                    "Content-Type",
                    "X-Forwarded-For",
                    "X-Forwarded-Host",
                    "Origin",
                    "Accept-Language")) {
                assertClean(exchange("POST /api/events/open/header HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + name + ": " + evil + "\r\nContent-Length: 1\r\n\r\nx"));
            }
            for (String name : List.of("Last-Event-ID", "If-None-Match", "Accept", "Origin", "Authorization")) {
                assertClean(exchange(
                        "GET /api/events?channel=open/none&last=1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                + (name.equals("Accept") ? "" : "Accept: application/json\r\n") + name
                                + ": " + evil + "\r\n\r\n"));
            }
            for (String field : List.of("type", "key", "channel")) {
                String json = "{\"channel\":\"open/json\",\"" + field
                        + "\":\"a\\u000aX-Evil: 1\\r\\ndata: evil\",\"data\":1}";
                RawExchange answer = exchange("POST /api/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n" + json);
                assertThat(answer.status()).as(answer.text()).isEqualTo(400);
                assertClean(answer);
            }

            tomcat.hub().publish("open/last", "the last one");
            String seen = stream.nextData(1).get(0);
            while (!seen.contains("the last one")) {
                assertThat(seen).contains("open/").doesNotContain("\n");
                seen = stream.nextData(1).get(0);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/WEB-INF/web.xml",
                "/WEB-INF/classes/META-INF/microprofile-config.properties",
                "/web-inf/web.xml",
                "/WEB-INF%2fweb.xml",
                "/%57EB-INF/web.xml",
                "/%2557EB-INF/web.xml",
                "/WEB-INF;/web.xml",
                "/WEB-INF;x=y/web.xml",
                "/;/WEB-INF/web.xml",
                "/./WEB-INF/web.xml",
                "/%2e/WEB-INF/web.xml",
                "//WEB-INF/web.xml",
                "/home/../WEB-INF/web.xml",
                "/home/..;/WEB-INF/web.xml",
                "/home/%2e%2e/WEB-INF/web.xml",
                "/home/%2e%2e%2fWEB-INF/web.xml",
                "/home/..%5cWEB-INF/web.xml",
                "/home/..\\WEB-INF/web.xml",
                "/home/%c0%ae%c0%ae/WEB-INF/web.xml",
                "/home/%uff0e%uff0e/WEB-INF/web.xml",
                "/META-INF/MANIFEST.MF",
                "/META-INF/context.xml",
                "/../../../../../../etc/passwd",
                "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
                "/..%2f..%2f..%2f..%2f..%2fetc/passwd",
                "/..;/..;/..;/..;/etc/passwd",
                "/home/..%252f..%252f..%252fetc/passwd",
                "/webjars/../WEB-INF/web.xml",
                "/problems/../WEB-INF/web.xml",
                "/problems/..%2fWEB-INF/web.xml",
                "/api/../WEB-INF/web.xml",
                "/api/events/..;/..;/WEB-INF/web.xml",
                "/WEB-INF/web.xml%00.html",
                "/index.html%00",
                "http://localhost/WEB-INF/web.xml"
            })
    void a_path_leads_nowhere_but_to_what_is_public(String path) throws Exception {
        for (String method : List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PROPFIND")) {
            RawExchange answer =
                    exchange(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

            // 501: a method that is not HTTP's.
            assertThat(answer.status()).as(method + " " + path).isIn(400, 401, 403, 404, 405, 501);
            assertThat(answer.body())
                    .doesNotContain("<web-app", "root:", "carillon.sink", "Manifest-Version", "<Context");
        }
    }

    /** Each writes to a channel that is not granted, if it is read in another way than it is checked. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/events/closed/x",
                "/api/events/open/../closed/x",
                "/api/events/open/./../closed/x",
                "/api/events/open/%2e%2e/closed/x",
                "/api/events/open/%2E%2E%2Fclosed/x",
                "/api/events/open/..%2fclosed/x",
                "/api/events/open%2f..%2fclosed%2fx",
                "/api/events/open/%252e%252e/closed/x",
                "/api/events/open/%252e%252e%252fclosed/x",
                "/api/events/open/..;/closed/x",
                "/api/events/open/..;a=b/closed/x",
                "/api/events/open;/../closed/x",
                "/api/events;/closed/x",
                "/api/events/closed;open/x",
                "/api/events/;open/closed/x",
                "/api/events/closed/x;open",
                "/api/events/closed/x;jsessionid=open",
                "/api/events/%63losed/x",
                "/api/events/%2563losed/x",
                "/api/events/closed%2Fx",
                "/api/events//closed/x",
                "/api/events/open//../closed/x",
                "/api/events/open/\\..\\closed/x",
                "/api/events/open/..%5cclosed/x",
                "/api/events/open%00/../closed/x",
                "/api/events/closed/x%00",
                "/api/events/closed/x%20",
                "/api/events/%20closed/x",
                "/api/events/clo%C5%BFed/x",
                "/api/events/%EF%BD%83losed/x",
                "/api/events/%C0%AE%C0%AE/closed/x",
                "/api/events/open/%c0%ae%c0%ae/closed/x",
                "/api/events/open%E2%80%8B/x",
                "/api/events/OPEN/x",
                "/api/events/opened/x",
                "/api/events/open./x",
                "/api/events/open*/x",
                "/api/events/**",
                "/api/events/~open/x",
                "/api/events/admin/audit",
                "/api/./events/closed/x",
                "/api/events/../events/closed/x",
                "/API/events/closed/x",
                "/api/events/closed/x?channel=open/x",
                "http://localhost/api/events/closed/x",
            })
    void a_channel_is_not_published_to_by_another_spelling(String path) throws Exception {
        for (String more : List.of(
                "Content-Length: 1\r\n\r\nx",
                "X-Original-URL: /api/events/open/x\r\nX-Rewrite-URL: /api/events/open/x\r\nContent-Length: 1\r\n\r\nx",
                "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n")) {
            RawExchange answer =
                    exchange("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + more);

            assertThat(answer.status()).as(path + " " + more + answer.text()).isBetween(400, 405);
        }
        assertNothingElsewhere();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"channel\":\"closed/x\",\"data\":1}",
                "{\"channel\":\"\\u0063losed/x\",\"data\":1}",
                "{\"channel\":\"open/x\",\"channel\":\"closed/x\",\"data\":1}",
                "[{\"channel\":\"open/x\",\"data\":1},{\"channel\":\"closed/x\",\"data\":1}]",
                "{\"channel\":\"open/../closed/x\",\"data\":1}",
                "{\"channel\":\"open\\/..\\/closed\\/x\",\"data\":1}",
                "{\"channel\":\"open/%2e%2e/closed/x\",\"data\":1}",
                "{\"channel\":\"open/x\\u0000\",\"data\":1}",
                "{\"channel\":\"clo\\u017fed/x\",\"data\":1}",
                "{\"channel\":[\"open/x\",\"closed/x\"],\"data\":1}",
                "{\"Channel\":\"closed/x\",\"data\":1}"
            })
    void a_channel_in_json_is_checked_as_it_is_read(String json) throws Exception {
        RawExchange answer = exchange("POST /api/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n" + json);

        assertThat(answer.status()).as(answer.text()).isBetween(400, 403);
        assertNothingElsewhere();
    }

    /** Well-behaved clients, for as long as something lasts. */
    private static final class Calm implements AutoCloseable {

        private final AtomicInteger published = new AtomicInteger();
        private final ScheduledFuture<?> publishing;

        Calm() {
            audience.forgetSamples();
            HubClient hub = tomcat.hub();
            publishing = publisher.scheduleAtFixedRate(
                    () -> publish(hub, published), 0, 1_000 / EVENTS_PER_SECOND, TimeUnit.MILLISECONDS);
        }

        Calm lasts(Duration time) throws InterruptedException {
            tomcat.runFor(time);
            return this;
        }

        /** Nothing was lost. */
        int finish(String attack) throws Exception {
            assertThat(publishing.isDone()).as("publishing has failed").isFalse();
            publishing.cancel(false);
            publisher.submit(() -> {}).get();
            int events = published.get();
            Awaitility.await(attack)
                    .atMost(RawStream.PATIENCE)
                    .untilAsserted(() -> assertThat(audience.sampleCount()).isEqualTo(events * READERS));
            System.out.printf(
                    "attack='%s' events=%d readers=%d p99=%d µs%n", attack, events, READERS, audience.p99Micros());
            assertThat(audience.open()).as("readers that are still connected").isEqualTo(READERS);
            assertThat(audience.p99Micros()).isLessThan(STILL_ALIVE_MICROS);
            try (HubFigures figures = HubFigures.of(tomcat.pid())) {
                assertThat(figures.subscribers()).isGreaterThanOrEqualTo(READERS);
            }
            return events;
        }

        @Override
        public void close() {
            publishing.cancel(false);
        }

        private static void publish(HubClient hub, AtomicInteger published) {
            try {
                hub.publish("open/load", "T" + System.nanoTime() + ";");
                published.incrementAndGet();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A connection that has served a request and waits for the next one. */
    private static Socket used(Socket socket) throws IOException {
        socket.setSoTimeout((int) RawStream.PATIENCE.toMillis());
        assertThat(stillServes(socket)).isTrue();
        return socket;
    }

    private static boolean stillServes(Socket socket) throws IOException {
        socket.getOutputStream()
                .write("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        byte[] answer = new byte[4 << 10];
        int count = socket.getInputStream().read(answer);
        return count > 0 && new String(answer, 0, count, StandardCharsets.ISO_8859_1).startsWith("HTTP/1.1 200");
    }

    private static RawExchange exchange(String request) throws IOException {
        return RawExchange.send(tomcat.port(), request);
    }

    private static void assertStatus(String request, Integer... expected) throws IOException {
        String shown = request.substring(0, Math.min(request.length(), 200));
        assertThat(exchange(request).status()).as(shown).isIn((Object[]) expected);
    }

    private static void assertClean(RawExchange answer) {
        assertThat(answer.head()).noneMatch(line -> line.startsWith("X-Evil"));
        assertThat(answer.body().lines()).noneMatch(line -> line.startsWith("X-Evil") || line.startsWith("data: evil"));
        assertThat(answer.status()).isNotEqualTo(500);
    }

    private static void assertNothingElsewhere() throws Exception {
        for (String channel : List.of("closed/**", "*/closed/**", "*/*/closed/**", "opened/**", "OPEN/**", "x/**")) {
            assertThat(tomcat.hub()
                            .pollRaw("/api/events?from=earliest&channel=" + channel)
                            .body())
                    .contains("\"events\":[]");
        }
    }
}
