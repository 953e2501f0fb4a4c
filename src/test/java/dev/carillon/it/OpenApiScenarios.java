package dev.carillon.it;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.it.client.AdminClient;
import dev.carillon.it.client.OpenApi;
import dev.carillon.it.client.RawStream;
import dev.carillon.it.client.Tokens;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@code /openapi.json} against what the server really answers. An operation that has no example here fails. */
interface OpenApiScenarios extends Scenario {

    /** A request that is answered well, and with which status. */
    record Example(int status, String path, String body, List<String> headers) {

        Example(int status, String path, String body) {
            this(status, path, body, List.of());
        }

        Example at(String connection) {
            return new Example(status, path.replace(CONNECTION, connection), body, headers);
        }

        String[] headerArray() {
            return headers.toArray(String[]::new);
        }
    }

    List<String> JSON = List.of("Content-Type", "application/json");
    List<String> POLL = List.of("Accept", "application/json");
    List<String> ADMIN = List.of(Tokens.bearer(Tokens.admin()));
    List<String> ADMIN_JSON = List.of("Authorization", ADMIN.get(1), "Content-Type", "application/json");
    List<String> SUBSCRIBER = List.of(Tokens.bearer(Tokens.subscriber("described", "**")));

    /** In a path: the id of a connection that is open. */
    String CONNECTION = "{connection}";

    /** By the operation's name. Streams, which do not end by themselves, and a drain have tests of their own. */
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
            Map.entry(
                    "GET /api/session",
                    List.of(new Example(200, "/api/session", ""), new Example(200, "/api/session", "", SUBSCRIBER))),
            Map.entry(
                    "POST /api/session",
                    List.of(
                            new Example(
                                    200,
                                    "/api/session",
                                    "{\"token\":\"" + Tokens.subscriber("described", "a/*") + "\"}",
                                    JSON),
                            new Example(200, "/api/session", "", ADMIN))),
            Map.entry("DELETE /api/session", List.of(new Example(204, "/api/session", ""))),
            Map.entry("POST /api/tickets", List.of(new Example(201, "/api/tickets", "", SUBSCRIBER))),
            Map.entry("GET /api/admin/server", List.of(new Example(200, "/api/admin/server", "", ADMIN))),
            Map.entry(
                    "GET /api/admin/connections",
                    List.of(
                            new Example(200, "/api/admin/connections", "", ADMIN),
                            new Example(
                                    200,
                                    "/api/admin/connections?channel=described&subject=nobody&address=192.0.2.1&lag=1&limit=1000&after=1",
                                    "",
                                    ADMIN))),
            Map.entry(
                    "DELETE /api/admin/connections",
                    List.of(new Example(
                            200,
                            "/api/admin/connections?subject=nobody&channel=described/*&address=192.0.2.1&lag=1",
                            "",
                            ADMIN))),
            Map.entry(
                    "GET /api/admin/connections/{id}",
                    List.of(new Example(200, "/api/admin/connections/" + CONNECTION, "", ADMIN))),
            Map.entry(
                    "DELETE /api/admin/connections/{id}",
                    List.of(new Example(204, "/api/admin/connections/0", "", ADMIN))),
            Map.entry(
                    "GET /api/admin/channels",
                    List.of(
                            new Example(200, "/api/admin/channels", "", ADMIN),
                            new Example(200, "/api/admin/channels?selector=described/**&sort=rate&limit=1", "", ADMIN),
                            new Example(200, "/api/admin/channels?after=described", "", ADMIN))),
            Map.entry(
                    "POST /api/admin/channels/{channel}/events",
                    List.of(
                            new Example(201, "/api/admin/channels/described/here/events", "{}", ADMIN_JSON),
                            new Example(
                                    202,
                                    "/api/admin/channels/described/events",
                                    "text",
                                    List.of(
                                            "Authorization",
                                            ADMIN.get(1),
                                            "Event-Volatile",
                                            "true",
                                            "Event-Type",
                                            "greeting",
                                            "Event-Key",
                                            "k")))),
            Map.entry(
                    "POST /api/admin/broadcast",
                    List.of(new Example(
                            200,
                            "/api/admin/broadcast",
                            "{\"type\":\"notice\",\"data\":[1],\"filter\":{\"subject\":\"nobody\",\"lag\":1}}",
                            ADMIN_JSON))),
            Map.entry("GET /api/admin/log", List.of(new Example(200, "/api/admin/log", "", ADMIN))),
            Map.entry("POST /api/admin/log/backup", List.of(new Example(201, "/api/admin/log/backup", "", ADMIN))),
            Map.entry(
                    "POST /api/admin/log/trim",
                    List.of(
                            new Example(
                                    200,
                                    "/api/admin/log/trim",
                                    "{\"channel\":\"described/never\",\"keep\":0}",
                                    ADMIN_JSON),
                            new Example(
                                    200,
                                    "/api/admin/log/trim",
                                    "{\"channel\":\"described/*\",\"before\":\"2026-01-31T12:00:00Z\"}",
                                    ADMIN_JSON))),
            Map.entry(
                    "GET /api/admin/tokens",
                    List.of(
                            new Example(200, "/api/admin/tokens", "", ADMIN),
                            new Example(200, "/api/admin/tokens?limit=1&after=0", "", ADMIN))),
            Map.entry(
                    "POST /api/admin/tokens",
                    List.of(
                            new Example(
                                    201,
                                    "/api/admin/tokens",
                                    "{\"name\":\"described\",\"lifetime\":\"1s\"}",
                                    ADMIN_JSON),
                            new Example(
                                    201,
                                    "/api/admin/tokens",
                                    "{\"name\":\"n\",\"subject\":\"s\",\"publish\":[\"a/*\"],\"subscribe\":[\"**\"],\"admin\":true,\"lifetime\":\"PT1S\"}",
                                    ADMIN_JSON))),
            Map.entry(
                    "DELETE /api/admin/tokens/{id}",
                    List.of(new Example(204, "/api/admin/tokens/described", "", ADMIN))),
            Map.entry(
                    "GET /api/admin/settings",
                    List.of(
                            new Example(200, "/api/admin/settings", "", ADMIN),
                            new Example(200, "/api/admin/settings?limit=2&after=carillon", "", ADMIN))),
            Map.entry("GET /api/admin/drain", List.of(new Example(200, "/api/admin/drain", "", ADMIN))),
            Map.entry("POST /api/admin/drain", List.of()),
            Map.entry("DELETE /api/admin/drain", List.of()),
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
    Map<String, List<Example>> REFUSED = Map.ofEntries(
            Map.entry(
                    "POST /api/events",
                    List.of(
                            new Example(400, "/api/events", "{", JSON),
                            new Example(400, "/api/events", "{\"channel\":\"two words\",\"data\":1}", JSON),
                            new Example(415, "/api/events", "hello", List.of("Content-Type", "text/plain")))),
            Map.entry(
                    "POST /api/events/{channel}",
                    List.of(
                            new Example(400, "/api/events/admin/audit", "hello", List.of()),
                            new Example(400, "/api/events/described", "a", List.of("Event-Volatile", "maybe")),
                            new Example(413, "/api/events/described", "x".repeat(70_000)))),
            Map.entry(
                    "GET /api/events",
                    List.of(
                            new Example(400, "/api/events", "", POLL),
                            new Example(400, "/api/events?channel=a&last=many", "", POLL),
                            new Example(406, "/api/events?channel=a", "", List.of("Accept", "image/png")))),
            Map.entry("GET /api/clock", List.of(new Example(400, "/api/clock?access_token=x", "", List.of()))),
            Map.entry("GET /sse", List.of(new Example(400, "/sse?access_token=x", "", List.of()))),
            Map.entry(
                    "GET /api/session",
                    List.of(
                            new Example(401, "/api/session", "", List.of("Authorization", "Bearer x")),
                            new Example(400, "/api/session?access_token=x", "", List.of()))),
            Map.entry(
                    "POST /api/session",
                    List.of(
                            new Example(400, "/api/session", "{", JSON),
                            new Example(401, "/api/session", "{\"code\":\"x\"}", JSON),
                            new Example(
                                    403, "/api/session", "{\"code\":\"x\"}", List.of("Sec-Fetch-Site", "cross-site")),
                            new Example(413, "/api/session", "x".repeat(70_000), JSON))),
            Map.entry(
                    "DELETE /api/session",
                    List.of(new Example(403, "/api/session", "", List.of("Sec-Fetch-Site", "cross-site")))),
            Map.entry("POST /api/tickets", List.of(new Example(401, "/api/tickets", "", List.of()))),
            Map.entry(
                    "GET /api/admin/server",
                    List.of(
                            new Example(401, "/api/admin/server", "", List.of()),
                            new Example(403, "/api/admin/server", "", SUBSCRIBER),
                            new Example(400, "/api/admin/server?x=1", "", ADMIN))),
            Map.entry(
                    "GET /api/admin/connections",
                    List.of(
                            new Example(400, "/api/admin/connections?channel=a//", "", ADMIN),
                            new Example(400, "/api/admin/connections?limit=1001", "", ADMIN))),
            Map.entry("DELETE /api/admin/connections", List.of(new Example(400, "/api/admin/connections", "", ADMIN))),
            Map.entry(
                    "GET /api/admin/connections/{id}",
                    List.of(new Example(404, "/api/admin/connections/0", "", ADMIN))),
            Map.entry("GET /api/admin/channels", List.of(new Example(400, "/api/admin/channels?sort=size", "", ADMIN))),
            Map.entry(
                    "POST /api/admin/channels/{channel}/events",
                    List.of(
                            new Example(400, "/api/admin/channels/admin/audit/events", "x", ADMIN),
                            new Example(413, "/api/admin/channels/described/events", "x".repeat(70_000), ADMIN),
                            new Example(
                                    415,
                                    "/api/admin/channels/described/events",
                                    "x",
                                    List.of(
                                            "Authorization",
                                            ADMIN.get(1),
                                            "Content-Type",
                                            "text/plain;charset=none")))),
            Map.entry(
                    "POST /api/admin/broadcast",
                    List.of(
                            new Example(400, "/api/admin/broadcast", "{\"type\":\"t\"}", ADMIN_JSON),
                            new Example(
                                    400,
                                    "/api/admin/broadcast",
                                    "{\"data\":1,\"filter\":{\"channel\":\"a//\"}}",
                                    ADMIN_JSON))),
            Map.entry("GET /api/admin/log", List.of(new Example(403, "/api/admin/log", "", SUBSCRIBER))),
            Map.entry(
                    "POST /api/admin/log/backup",
                    List.of(new Example(400, "/api/admin/log/backup", "{\"x\":1}", ADMIN_JSON))),
            Map.entry(
                    "POST /api/admin/log/trim",
                    List.of(new Example(
                            400, "/api/admin/log/trim", "{\"channel\":\"admin/**\",\"keep\":0}", ADMIN_JSON))),
            Map.entry(
                    "DELETE /api/admin/tokens/{id}",
                    List.of(new Example(400, "/api/admin/tokens/" + "x".repeat(129), "", ADMIN))),
            Map.entry(
                    "POST /api/admin/tokens",
                    List.of(
                            new Example(400, "/api/admin/tokens", "{\"name\":\"n\",\"lifetime\":\"367d\"}", ADMIN_JSON),
                            new Example(413, "/api/admin/tokens", "x".repeat(70_000), ADMIN_JSON),
                            new Example(
                                    415,
                                    "/api/admin/tokens",
                                    "{}",
                                    List.of("Authorization", ADMIN.get(1), "Content-Type", "multipart/form-data")))),
            Map.entry("GET /api/admin/settings", List.of(new Example(400, "/api/admin/settings?after=", "", ADMIN))),
            Map.entry(
                    "POST /api/admin/drain",
                    List.of(new Example(400, "/api/admin/drain", "{\"time\":\"61m\"}", ADMIN_JSON))),
            Map.entry(
                    "GET /metrics",
                    List.of(new Example(401, "/metrics", "", List.of("X-Forwarded-For", "203.0.113.7")))),
            Map.entry(
                    "GET /problems/{slug}", List.of(new Example(404, "/problems/nothing-of-the-kind", "", List.of()))));

    @Test
    default void every_operation_has_an_example() throws Exception {
        Set<String> described = new TreeSet<>();
        description().operations().forEach(operation -> described.add(operation.name()));

        Set<String> examples = new TreeSet<>(EXAMPLES.keySet());
        examples.addAll(new ChatExamples("", "", "", "").answered().keySet());
        TickerExamples.answered().forEach(example -> examples.add(example.getKey()));
        examples.addAll(FeedExamples.answered("").keySet());
        assertThat(described).isEqualTo(examples);
    }

    @Test
    default void what_is_asked_well_is_answered_as_described() throws Exception {
        AdminClient admin = new AdminClient(hub());
        String subject = "s-" + UUID.randomUUID();
        hub().publish("described", "something to read");
        admin.post("/api/admin/tokens", "{\"name\":\"listed\",\"publish\":[\"a/*\"],\"lifetime\":\"1h\"}");
        try (RawStream open =
                hub().subscribe("described/**", "Authorization: Bearer " + Tokens.subscriber(subject, "**"))) {
            String id = admin.list("/api/admin/connections?subject=" + subject)
                    .get(0)
                    .getString("id");
            assertThat(open.status()).isEqualTo(200);

            walk(EXAMPLES, id);
        }
    }

    @Test
    default void what_is_refused_is_refused_as_described() throws Exception {
        walk(REFUSED, "0");
    }

    @Test
    default void the_chat_answers_as_described() throws Exception {
        ChatExamples examples = chat();

        walk(examples.answered(), "");
        walk(examples.refused(), "");
        String gone = said(examples.room(), "{\"text\":\"gone\"}", ChatExamples.ALICE);
        String room = "/api/chat/rooms/" + examples.room();
        walk(
                "DELETE /api/chat/rooms/{room}/messages/{message}",
                new Example(204, room + "/messages/" + gone, "", ChatExamples.ALICE));
        walk("GET /api/chat/rooms/{room}/messages", new Example(200, room + "/messages", ""));
        walk(
                "GET /api/chat/rooms/{room}/events",
                new Example(200, room + "/events?limit=1000&last_event_id=" + examples.message(), "", POLL));
        OpenApi api = description();
        HttpResponse<String> export = hub().get(room + "/export", ChatExamples.ALICE.toArray(String[]::new));
        assertThat(export.headers().firstValue("Content-Type").orElse("")).startsWith("application/x-ndjson");
        assertThat(export.body().lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(api.complaints("/components/schemas/Message", OpenApi.json(line)))
                        .as(line)
                        .isEmpty());
    }

    @Test
    default void the_ticker_answers_as_described() throws Exception {
        for (Map.Entry<String, List<Example>> examples : TickerExamples.answered()) {
            for (Example example : examples.getValue()) {
                walk(examples.getKey(), example);
            }
        }
        hub().post("/api/ticker/DESCRIBED", "1");
        String alert = ask("POST", TickerExamples.ALERTS, TickerExamples.ALERT, ChatExamples.ALICE);
        String session = ask("POST", TickerExamples.COMPARE, "", ChatExamples.ALICE);
        walk(
                TickerExamples.answered(
                        OpenApi.json(alert).path("id").asText(),
                        OpenApi.json(session).path("id").asText()),
                "");
        walk(TickerExamples.refused(), "");
    }

    @Test
    default void feeds_are_answered_as_described() throws Exception {
        String name = "described-" + UUID.randomUUID().toString().substring(0, 8);

        for (Map.Entry<String, List<Example>> examples :
                FeedExamples.answered(name).entrySet()) {
            for (Example example : examples.getValue()) {
                walk(examples.getKey(), example);
            }
        }
        walk(FeedExamples.refused(), "");
    }

    /** People who have said and done something in rooms of their own. */
    private ChatExamples chat() throws Exception {
        String id = UUID.randomUUID().toString().substring(0, 8);
        ChatExamples chat = new ChatExamples("described-" + id, "", "slow-" + id, "closed-" + id);
        for (String room : List.of(chat.room(), chat.slow(), chat.closed())) {
            ask("POST", "/api/chat/rooms", "{\"id\":\"" + room + "\"}", ChatExamples.ALICE);
        }
        said(chat.room(), "{\"text\":\"before\"}", ChatExamples.CAROL);
        said(chat.slow(), "{\"text\":\"known\"}", ChatExamples.BOB);
        String room = "/api/chat/rooms/" + chat.room();
        ask("PUT", room + "/members/chat-bob", "", ChatExamples.ALICE);
        String message = said(chat.room(), "{\"text\":\"@chat-bob\"}", ChatExamples.ALICE);
        said(chat.room(), "{\"text\":\"yes\",\"replyTo\":\"" + message + "\"}", ChatExamples.BOB);
        String at = room + "/messages/" + message;
        ask("PATCH", at, "{\"text\":\"changed\"}", ChatExamples.ALICE);
        ask("PUT", at + "/reactions/%F0%9F%91%8D", "", ChatExamples.BOB);
        ask("POST", at + "/report", "{\"reason\":\"r\"}", ChatExamples.BOB);
        ask("PATCH", "/api/chat/rooms/" + chat.slow(), "{\"slowModeSeconds\":3600}", ChatExamples.ALICE);
        said(chat.slow(), "{\"text\":\"once\"}", ChatExamples.BOB);
        return new ChatExamples(chat.room(), message, chat.slow(), chat.closed());
    }

    private String said(String room, String body, List<String> who) throws Exception {
        return OpenApi.json(ask("POST", "/api/chat/rooms/" + room + "/messages", body, who))
                .path("id")
                .asText();
    }

    private String ask(String method, String path, String body, List<String> who) throws Exception {
        String[] headers = ChatExamples.json(who).toArray(String[]::new);
        HttpResponse<String> response = hub().send(method, path, body, headers);
        assertThat(response.statusCode()).as(path + " " + response.body()).isBetween(200, 299);
        return response.body();
    }

    @Test
    default void a_drain_is_answered_as_described() throws Exception {
        try {
            walk("POST /api/admin/drain", new Example(202, "/api/admin/drain", "{\"time\":\"1h\"}", ADMIN_JSON));
            walk("GET /api/admin/drain", new Example(200, "/api/admin/drain", "", ADMIN));
        } finally {
            walk("DELETE /api/admin/drain", new Example(204, "/api/admin/drain", "", ADMIN));
        }
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
        streams.put("GET /api/ticker/events", "/api/ticker/events?symbols=DESCRIBED");
        streams.put("GET /api/ticker/{symbol}/events", "/api/ticker/DESCRIBED/events");
        streams.put("GET /api/ticker/{symbol}/candles/events", "/api/ticker/DESCRIBED/candles/events");
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

    private void walk(Map<String, List<Example>> examples, String connection) throws Exception {
        OpenApi api = description();
        for (OpenApi.Operation operation : api.operations()) {
            for (Example example : examples.getOrDefault(operation.name(), List.of())) {
                compare(api, operation, example.at(connection));
            }
        }
    }

    private void walk(String name, Example example) throws Exception {
        OpenApi api = description();
        for (OpenApi.Operation operation : api.operations()) {
            if (operation.name().equals(name)) {
                compare(api, operation, example);
            }
        }
    }

    private void compare(OpenApi api, OpenApi.Operation operation, Example example) throws Exception {
        HttpResponse<String> response =
                operation.method().equals("POST") || !example.body().isEmpty()
                        ? hub().send(operation.method(), example.path(), example.body(), example.headerArray())
                        : hub().call(operation.method(), example.path(), example.headerArray());
        String asked = operation.method() + " " + example.path();
        String answer = asked + " " + response.body();
        assertThat(response.statusCode()).as(answer).isEqualTo(example.status());
        JsonNode described = api.response(operation, example.status()).orElseThrow(() -> new AssertionError(answer));
        if (operation.method().equals("HEAD")) {
            return;
        }
        if (response.body().isEmpty()) {
            assertThat(described.has("content")).as(answer).isFalse();
            return;
        }
        String type = response.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        assertThat(api.complaints(operation, example.status(), type, response.body()))
                .as(answer)
                .isEmpty();
        if (type.equals("application/problem+json")) {
            String slug = OpenApi.json(response.body()).path("type").asText().replace("/problems/", "");
            assertThat(described.path("description").asText()).as(answer).contains("`" + slug + "`");
        }
    }

    private OpenApi description() throws Exception {
        HttpResponse<String> response = hub().get("/openapi.json");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        return new OpenApi(response.body());
    }
}
