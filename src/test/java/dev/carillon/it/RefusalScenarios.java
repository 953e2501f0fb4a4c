package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.RawStream;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is refused is explained. The WAR allows {@link #STREAMS_PER_ADDRESS} streams for each address. */
interface RefusalScenarios extends Scenario {

    int STREAMS_PER_ADDRESS = 200;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /api/events                             | 400 | missing-channel
            GET    | /api/events?channel=                    | 400 | invalid-selector
            GET    | /api/events?channel=a%20b               | 400 | invalid-selector
            GET    | /api/events?channel=~sse/1              | 400 | reserved-channel
            GET    | /api/events/a/b*                        | 400 | invalid-selector
            GET    | /api/events?channel=a&last_event_id=x   | 400 | invalid-event-id
            GET    | /api/events?channel=a&since=yesterday   | 400 | invalid-start
            GET    | /api/events?channel=a&last=-1           | 400 | invalid-start
            GET    | /api/events?channel=a&from=latest       | 400 | invalid-start
            GET    | /api/events?channel=a&envelope=1        | 400 | bad-request
            GET    | /api/events?channel=a&before=k3-1       | 400 | bad-request
            POST   | /api/events/a%20b                       | 400 | invalid-channel
            POST   | /api/events/a/*                         | 400 | invalid-channel
            POST   | /api/events/~clock                      | 400 | reserved-channel
            POST   | /api/events/                            | 400 | invalid-channel
            POST   | /api/events                             | 415 | unsupported-media-type
            GET    | /api/nothing                            | 404 | not-found
            GET    | /api                                    | 404 | not-found
            GET    | /api/eventsx                            | 404 | not-found
            GET    | /nothing                                | 404 | not-found
            POST   | /nothing/at/all                         | 404 | not-found
            POST   | /api/clock                              | 405 | method-not-allowed
            PUT    | /api/events/a                           | 405 | method-not-allowed
            DELETE | /api/events                             | 405 | method-not-allowed
            PATCH  | /api/events/a                           | 405 | method-not-allowed
            """)
    default void a_refusal_is_a_problem_document(String method, String path, int status, String slug) throws Exception {
        HttpResponse<String> response = hub().call(method, path);

        assertProblem(response, status, slug);
        assertThat(json(response).getString("instance")).isEqualTo(path.replaceAll("\\?.*", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "text/plain"})
    default void a_representation_that_there_is_not_is_refused(String accept) throws Exception {
        assertProblem(hub().get("/api/events?channel=a", "Accept", accept), 406, "not-acceptable");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"channel":"a","data":1          | malformed-json
            []                               | invalid-event
            {"channel":"a"}                  | invalid-event
            {"channel":"a","data":1,"x":2}   | invalid-event
            {"channel":"a b","data":1}       | invalid-channel
            {"channel":"~a","data":1}        | reserved-channel
            {"channel":"a","data":"\\ud800"} | invalid-event
            """)
    default void a_batch_with_a_flaw_is_refused(String batch, String slug) throws Exception {
        assertProblem(hub().post("/api/events", batch, "Content-Type", "application/json"), 400, slug);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/api/nothing"})
    default void an_unknown_path_is_a_page_to_a_browser(String path) throws Exception {
        HttpResponse<String> response =
                hub().get(path, "Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(response.body()).contains("<html", path);
    }

    /** It was answered with 500, and a stack trace for each stood in the log. */
    @Test
    default void a_header_that_cannot_be_read_is_the_clients_fault() throws Exception {
        assertProblem(hub().get("/api/events?channel=a", "Accept", "a b: c"), 400, "bad-request");
    }

    @Test
    default void a_body_that_is_too_long_or_not_expected_is_refused() throws Exception {
        assertProblem(hub().post("/api/admin/log/backup", "x".repeat(100_000)), 413, "body-too-large");
        assertProblem(hub().post("/index.html", "x"), 400, "bad-request");
    }

    @Test
    default void a_body_that_is_not_what_it_says_is_refused() throws Exception {
        String path = "/api/events/" + newChannel();

        assertProblem(hub().post(path, "{", "Content-Type", "application/json"), 400, "malformed-json");
        assertProblem(hub().post(path, new byte[] {(byte) 0xff}), 400, "invalid-event");
        assertProblem(
                hub().post(path, "a", "Content-Type", "text/plain;charset=klingon"), 415, "unsupported-media-type");
        assertProblem(hub().post(path, "a", "Event-Volatile", "maybe"), 400, "invalid-event");
        assertProblem(hub().post(path, "a", "Event-Type", "carillon.gap"), 400, "invalid-event");
        assertProblem(hub().post(path, "a", "Event-Type", "x".repeat(129)), 400, "invalid-event");
    }

    /** Each implementation of JSON-P has its own way to give up. */
    @Test
    default void documents_that_are_made_to_hurt_are_refused() throws Exception {
        String deep = "[".repeat(30_000);
        String long1 = "{\"channel\":\"a\",\"data\":" + "1".repeat(60_000) + "}";

        assertProblem(hub().post("/api/events/a", deep, "Content-Type", "application/json"), 400, "malformed-json");
        assertProblem(hub().post("/api/events", deep, "Content-Type", "application/json"), 400, "malformed-json");
        assertProblem(hub().post("/api/events", long1, "Content-Type", "application/json"), 400, "malformed-json");
    }

    /** The connector lets through a little more than we do, so that we can tell why. */
    @Test
    default void a_head_of_more_than_8_kib_is_refused() throws Exception {
        HttpResponse<String> header = hub().get("/api/events?channel=a", "X-Large", "x".repeat(9_000));
        HttpResponse<String> page = hub().get("/?" + "x".repeat(9_000));
        HttpResponse<String> publish = hub().post("/api/events/" + newChannel(), "x", "X-Large", "x".repeat(9_000));

        assertProblem(header, 431, "head-too-large");
        assertProblem(page, 431, "head-too-large");
        assertProblem(publish, 431, "head-too-large");
        assertThat(hub().get("/", "X-Large", "x".repeat(7_000)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "channel.max-length, 400",
        "subscription.max-selectors, 400",
        "subscription.max-selector-length, 400",
        "event.max-bytes, 413",
        "batch.max-events, 413",
        "batch.max-bytes, 413",
        "event.label-length, 400",
        "idempotency.key-length, 400",
        "request.head-bytes, 431",
        "request.body-bytes, 413",
    })
    default void what_is_too_large_is_counted_under_the_name_of_its_limit(String limit, int status) throws Exception {
        double before = hits(limit);

        HttpResponse<String> refused = tooLarge(limit);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
        assertThat(hits(limit)).isEqualTo(before + 1);
    }

    private HttpResponse<String> tooLarge(String limit) throws Exception {
        String path = "/api/events/" + newChannel();
        String x129 = "x".repeat(129);
        String[] json = {"Content-Type", "application/json"};
        String event = "{\"channel\":\"a\",\"data\":1}";
        String large = "{\"channel\":\"a\",\"data\":\"" + "x".repeat(60_000) + "\"}";
        return switch (limit) {
            case "channel.max-length" -> hub().post("/api/events/" + x129, "x");
            case "subscription.max-selectors" -> hub().get("/api/events?" + "channel=a&".repeat(65));
            case "subscription.max-selector-length" -> hub().get("/api/events?channel=" + x129);
            case "event.max-bytes" -> hub().post(path, "x".repeat(65_537));
            case "batch.max-events" -> hub().post("/api/events", "[" + (event + ",").repeat(1_000) + event + "]", json);
            case "batch.max-bytes" -> hub().post("/api/events", "[" + (large + ",").repeat(19) + large + "]", json);
            case "event.label-length" -> hub().post(path, "x", "Event-Key", x129);
            case "idempotency.key-length" -> hub().post(path, "x", "Idempotency-Key", x129);
            case "request.head-bytes" -> hub().get("/", "X-Large", "x".repeat(9_000));
            case "request.body-bytes" -> hub().post("/api/session", "x".repeat(100_000), json);
            default -> throw new IllegalArgumentException(limit);
        };
    }

    private double hits(String limit) throws Exception {
        String line = "carillon_limits_hit_total{limit=\"" + limit + "\"} ";
        return hub().get("/metrics")
                .body()
                .lines()
                .filter(metric -> metric.startsWith(line))
                .mapToDouble(metric -> Double.parseDouble(metric.substring(line.length())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + line));
    }

    @Test
    default void an_event_of_more_than_64_kib_is_refused() throws Exception {
        String tooLarge = "x".repeat(65_537);
        String euros = "€".repeat(65_536 / 3 + 1);

        HttpResponse<String> single = hub().post("/api/events/" + newChannel(), tooLarge);
        HttpResponse<String> inUtf8 = hub().post("/api/events/" + newChannel(), euros);
        HttpResponse<String> inBatch = hub().post(
                        "/api/events",
                        "{\"channel\":\"a\",\"data\":\"" + tooLarge + "\"}",
                        "Content-Type",
                        "application/json");

        assertProblem(single, 413, "event-too-large");
        assertProblem(inUtf8, 413, "event-too-large");
        assertProblem(inBatch, 413, "event-too-large");
    }

    @Test
    default void a_batch_has_a_number_of_events_and_a_size() throws Exception {
        String event = "{\"channel\":\"a\",\"data\":1}";
        String large = "{\"channel\":\"a\",\"data\":\"" + "x".repeat(60_000) + "\"}";

        HttpResponse<String> tooMany = hub().post(
                        "/api/events",
                        "[" + (event + ",").repeat(1_000) + event + "]",
                        "Content-Type",
                        "application/json");
        HttpResponse<String> tooLarge = hub().post(
                        "/api/events",
                        "[" + (large + ",").repeat(17) + large + "]",
                        "Content-Type",
                        "application/json");

        assertProblem(tooMany, 413, "batch-too-large");
        assertProblem(tooLarge, 413, "batch-too-large");
    }

    /** The client has not sent any of it yet. */
    @Test
    default void a_body_that_is_announced_as_far_too_large_is_refused_before_it_is_read() throws Exception {
        try (RawStream answer = RawStream.request(
                "POST",
                "HTTP/1.1",
                hub().at("/api/events"),
                "Content-Type: application/json",
                "Content-Length: 9000000")) {
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.readToEnd()).contains("/problems/batch-too-large");
        }
    }

    @Test
    default void a_subscription_has_64_selectors() throws Exception {
        StringBuilder query = new StringBuilder("/api/events?channel=a");
        for (int i = 1; i < 64; i++) {
            query.append("&channel=c").append(i);
        }

        try (RawStream stream = hub().stream(query.toString())) {
            assertThat(stream.status()).isEqualTo(200);
        }
        HttpResponse<String> tooMany = hub().get(query + "&channel=b");

        assertProblem(tooMany, 400, "too-many-selectors");
    }

    /** An EventSource gives up for good on anything but 200. */
    @Test
    default void a_stream_too_many_is_told_when_to_come_back() throws Exception {
        String channel = newChannel();
        List<RawStream> streams = new ArrayList<>();
        try {
            RawStream refused = null;
            while (refused == null && streams.size() <= STREAMS_PER_ADDRESS) {
                RawStream stream = hub().subscribe(channel);
                streams.add(stream);
                refused = stream.header("Carillon-Sink").isEmpty() ? stream : null;
            }

            assertThat(refused).as("a stream that is refused").isNotNull();
            assertThat(refused.readToEnd()).matches("retry: [0-9]+\n: carillon\n\n: closed too-many-connections\n\n");
            assertOthersAreRefused(channel);
        } finally {
            for (RawStream stream : streams) {
                stream.close();
            }
        }
        // All of them, for the portable sink needs a heartbeat to notice each, and the tests that follow need places.
        Awaitility.await("places that were given back")
                .atMost(RawStream.PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> canOpen(channel, STREAMS_PER_ADDRESS / 2));
    }

    /** Lines are told in their way; a poll that would wait is refused, and one that would not takes no place. */
    private void assertOthersAreRefused(String channel) throws Exception {
        HttpResponse<String> lines = hub().get("/api/events/" + channel, "Accept", "application/x-ndjson");
        assertThat(lines.statusCode()).isEqualTo(200);
        assertThat(lines.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        assertThat(lines.body()).matches("\\{\"retry\":[0-9]+}\n\\{\"closed\":\"too-many-connections\"}\n");

        HttpResponse<String> waiting = hub().pollRaw("/api/events/" + channel + "?wait=5");
        assertProblem(waiting, 429, "too-many-connections");
        assertThat(waiting.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 4L);

        String ticker = "/api/ticker/none?after=0&wait=5";
        HttpResponse<String> quotes = hub().get(ticker);
        assertProblem(quotes, 429, "too-many-connections");
        assertThat(quotes.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 4L);
        HttpResponse<String> byJaxRs = hub().get(ticker, "Accept", TickerPollScenarios.ACCEPTED_BY_JAX_RS);
        assertThat(quotes.body()).isEqualTo(byJaxRs.body());
        assertThat(TickerPollScenarios.headers(quotes, "Retry-After"))
                .isEqualTo(TickerPollScenarios.headers(byJaxRs, "Retry-After"));

        assertThat(hub().poll("/api/events/" + channel).events()).isEmpty();
    }

    private static void assertProblem(HttpResponse<String> response, int status, String slug) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonObject problem = json(response);
        assertThat(problem.getString("type")).isEqualTo("/problems/" + slug);
        assertThat(problem.getInt("status")).isEqualTo(status);
        for (String part : List.of("title", "rule", "finding", "remedy")) {
            assertThat(problem.getString(part)).as(part).isNotEmpty();
        }
        assertThat(problem.getString("detail"))
                .isEqualTo(problem.getString("rule") + " " + problem.getString("finding") + " "
                        + problem.getString("remedy"));
    }

    private static JsonObject json(HttpResponse<String> response) {
        try (var reader = Json.createReader(new StringReader(response.body()))) {
            return reader.readObject();
        }
    }

    private boolean canOpen(String channel, int count) throws IOException {
        List<RawStream> streams = new ArrayList<>();
        try {
            boolean open = true;
            while (open && streams.size() < count) {
                RawStream stream = hub().subscribe(channel);
                streams.add(stream);
                open = stream.header("Carillon-Sink").isPresent();
            }
            return open;
        } finally {
            for (RawStream stream : streams) {
                stream.close();
            }
        }
    }

    @Test
    default void options_names_every_method() throws Exception {
        for (String path : List.of("/api/events", "/api/events/a")) {
            assertThat(hub().call("OPTIONS", path).headers().firstValue("Allow"))
                    .as(path)
                    .hasValue("GET, HEAD, POST, OPTIONS");
        }
    }
}
