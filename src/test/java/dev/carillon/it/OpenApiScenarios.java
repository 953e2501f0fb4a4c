package dev.carillon.it;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.OpenApi;
import dev.carillon.it.client.RawStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** {@code /openapi.json} against what the server really answers. An operation that has no example here fails. */
interface OpenApiScenarios extends Scenario {

    /** A request that is answered well, and with which status. */
    record Example(int status, String path, String body, List<String> headers) {

        Example(int status, String path, String body) {
            this(status, path, body, List.of());
        }

        String[] headerArray() {
            return headers.toArray(String[]::new);
        }
    }

    /** Described by its issue, and being built elsewhere. Whoever adds one gives an example of it. */
    Set<String> TO_COME = Set.of("POST /api/session", "GET /api/session", "DELETE /api/session", "POST /api/tickets");

    List<String> JSON = List.of("Content-Type", "application/json");
    List<String> POLL = List.of("Accept", "application/json");

    /** By the operation's name. Streams, which do not end by themselves, have a test of their own. */
    Map<String, List<Example>> EXAMPLES = Map.ofEntries(
            Map.entry(
                    "POST /api/events",
                    List.of(
                            new Example(
                                    201, "/api/events", "{\"channel\":\"described\",\"data\":{\"a\":[1,null]}}", JSON),
                            new Example(
                                    201, "/api/events", "[{\"channel\":\"described\",\"data\":1,\"key\":null}]", JSON),
                            new Example(
                                    202,
                                    "/api/events",
                                    "[{\"channel\":\"described\",\"data\":\"x\",\"volatile\":true}]",
                                    JSON))),
            Map.entry(
                    "POST /api/events/{channel}",
                    List.of(
                            new Example(201, "/api/events/described/here", "hello"),
                            new Example(
                                    202,
                                    "/api/events/described",
                                    "{}",
                                    List.of("Content-Type", "application/json", "Event-Volatile", "true")))),
            Map.entry(
                    "GET /api/events",
                    List.of(
                            new Example(
                                    200, "/api/events?channel=described&channel=none/*&last=100&limit=1000", "", POLL),
                            new Example(200, "/api/events?channel=**&before=x-1&limit=1", "", POLL))),
            Map.entry("HEAD /api/events", List.of(new Example(200, "/api/events?channel=described", "", POLL))),
            Map.entry(
                    "GET /api/events/{channel}",
                    List.of(new Example(200, "/api/events/described?from=earliest&wait=0.1", "", POLL))),
            Map.entry("HEAD /api/events/{channel}", List.of(new Example(200, "/api/events/described", "", POLL))),
            Map.entry("GET /api/clock", List.of()),
            Map.entry("GET /sse", List.of()),
            Map.entry("GET /api/admin/log", List.of(new Example(200, "/api/admin/log", ""))),
            Map.entry("POST /api/admin/log/backup", List.of(new Example(201, "/api/admin/log/backup", ""))),
            Map.entry("GET /health/live", List.of(new Example(200, "/health/live", ""))),
            Map.entry("GET /health/ready", List.of(new Example(200, "/health/ready", ""))),
            Map.entry(
                    "GET /metrics",
                    List.of(
                            new Example(200, "/metrics", ""),
                            new Example(200, "/metrics", "", List.of("Accept", "application/openmetrics-text")))),
            Map.entry("GET /openapi.json", List.of(new Example(200, "/openapi.json", ""))),
            Map.entry(
                    "GET /problems/",
                    List.of(
                            new Example(200, "/problems/", ""),
                            new Example(200, "/problems/", "", List.of("Accept", "text/html")))),
            Map.entry("GET /problems/{slug}", List.of(new Example(200, "/problems/busy", ""))));

    /** By the operation's name. */
    Map<String, List<Example>> REFUSED = Map.of(
            "POST /api/events",
            List.of(
                    new Example(400, "/api/events", "{", JSON),
                    new Example(400, "/api/events", "{\"channel\":\"two words\",\"data\":1}", JSON),
                    new Example(415, "/api/events", "hello", List.of("Content-Type", "text/plain"))),
            "POST /api/events/{channel}",
            List.of(
                    new Example(400, "/api/events/admin/audit", "hello"),
                    new Example(400, "/api/events/described", "a", List.of("Event-Volatile", "maybe")),
                    new Example(413, "/api/events/described", "x".repeat(70_000))),
            "GET /api/events",
            List.of(
                    new Example(400, "/api/events", "", POLL),
                    new Example(400, "/api/events?channel=a&last=many", "", POLL),
                    new Example(406, "/api/events?channel=a", "", List.of("Accept", "image/png"))),
            "GET /api/admin/log",
            List.of(new Example(403, "/api/admin/log", "", List.of("X-Forwarded-For", "203.0.113.7"))),
            "GET /metrics",
            List.of(new Example(401, "/metrics", "", List.of("X-Forwarded-For", "203.0.113.7"))),
            "GET /problems/{slug}",
            List.of(new Example(404, "/problems/nothing-of-the-kind", "")));

    @Test
    default void every_operation_has_an_example() throws Exception {
        Set<String> described = new TreeSet<>();
        description().operations().forEach(operation -> described.add(operation.name()));
        Set<String> examples = new TreeSet<>(EXAMPLES.keySet());
        examples.addAll(TO_COME);

        assertThat(described).isEqualTo(examples);
    }

    @Test
    default void what_is_asked_well_is_answered_as_described() throws Exception {
        hub().publish("described", "something to read");

        walk(EXAMPLES);
    }

    @Test
    default void what_is_refused_is_refused_as_described() throws Exception {
        walk(REFUSED);
    }

    @Test
    default void every_line_of_a_stream_of_lines_is_described() throws Exception {
        OpenApi api = description();
        String channel = newChannel();
        hub().publish(channel, "first", "Event-Type", "greeting");
        String path = "/api/events/" + channel + "?last_event_id=x-1";
        try (RawStream lines = RawStream.get(hub().at(path), "Accept: application/x-ndjson")) {
            hub().post("/api/events/" + channel, "{\"n\":1}", "Content-Type", "application/json", "Event-Key", "k");
            List<String> kinds = new ArrayList<>();
            while (!kinds.contains("k")) {
                String line = lines.nextLine().orElseThrow();
                if (!line.isEmpty()) {
                    assertThat(api.complaints("/components/schemas/StreamLine", OpenApi.json(line)))
                            .as(line)
                            .isEmpty();
                    kinds.add(OpenApi.json(line)
                            .path("key")
                            .asText(OpenApi.json(line).fieldNames().next()));
                }
            }
            assertThat(kinds).contains("retry", "gap", "k");
        }
    }

    @Test
    default void streams_are_what_they_are_described_as() throws Exception {
        OpenApi api = description();
        Map<String, OpenApi.Operation> operations =
                api.operations().stream().collect(toMap(OpenApi.Operation::name, operation -> operation));
        Map<String, String> streams = new HashMap<>(Map.of("GET /api/clock", "/api/clock", "GET /sse", "/sse"));
        streams.put("GET /api/events", "/api/events?channel=described");
        for (Map.Entry<String, String> stream : streams.entrySet()) {
            try (RawStream opened = hub().stream(stream.getValue())) {
                String type = opened.header("Content-Type").orElseThrow().replaceFirst(";.*", "");
                OpenApi.Operation operation = operations.get(stream.getKey());
                assertThat(api.response(operation, opened.status())
                                .orElseThrow()
                                .path("content")
                                .has(type))
                        .as(stream.getKey())
                        .isTrue();
            }
        }
    }

    private void walk(Map<String, List<Example>> examples) throws Exception {
        OpenApi api = description();
        for (OpenApi.Operation operation : api.operations()) {
            for (Example example : examples.getOrDefault(operation.name(), List.of())) {
                HttpResponse<String> response = operation.method().equals("POST")
                        ? hub().post(example.path(), example.body(), example.headerArray())
                        : hub().call(operation.method(), example.path(), example.headerArray());
                String asked = operation.method() + " " + example.path();
                assertThat(response.statusCode())
                        .as(asked + " " + response.body())
                        .isEqualTo(example.status());
                assertThat(api.response(operation, example.status())).as(asked).isPresent();
                if (!operation.method().equals("HEAD")) {
                    String type = response.headers()
                            .firstValue("Content-Type")
                            .orElse("")
                            .replaceFirst(";.*", "");
                    assertThat(api.complaints(operation, example.status(), type, response.body()))
                            .as(asked + " " + response.body())
                            .isEmpty();
                }
            }
        }
    }

    private OpenApi description() throws Exception {
        HttpResponse<String> response = hub().get("/openapi.json");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        return new OpenApi(response.body());
    }
}
