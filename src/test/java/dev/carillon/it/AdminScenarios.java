package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.AdminClient;
import dev.carillon.it.client.RawStream;
import dev.carillon.it.client.Tokens;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /api/admin}. The tables of {@code AccessIT} tell who gets in; here is what an administrator can do. */
interface AdminScenarios extends Scenario {

    String expectedSink();

    default AdminClient admin() {
        return new AdminClient(hub());
    }

    // --- who gets in, and what is refused ---

    @ParameterizedTest
    @CsvSource({
        "GET, /api/admin/server",
        "GET, /api/admin/connections",
        "GET, /api/admin/connections/1",
        "DELETE, /api/admin/connections/1",
        "DELETE, /api/admin/connections?all=true",
        "GET, /api/admin/channels",
        "POST, /api/admin/channels/x/events",
        "POST, /api/admin/broadcast",
        "GET, /api/admin/log",
        "POST, /api/admin/log/trim",
        "POST, /api/admin/log/backup",
        "GET, /api/admin/tokens",
        "POST, /api/admin/tokens",
        "DELETE, /api/admin/tokens/x",
        "GET, /api/admin/drain",
        "POST, /api/admin/drain",
        "DELETE, /api/admin/drain",
        "GET, /api/admin/settings"
    })
    default void nobody_but_an_administrator_gets_in(String method, String path) throws Exception {
        HttpResponse<String> anonymous = hub().call(method, path, "Accept", "text/plain");
        HttpResponse<String> subscriber = hub().call(method, path, Tokens.bearer(Tokens.subscriber("sue", "**")));

        assertThat(anonymous.statusCode()).as(anonymous.body()).isEqualTo(401);
        assertThat(anonymous.body()).contains("/problems/unauthenticated");
        assertThat(subscriber.statusCode()).as(subscriber.body()).isEqualTo(403);
        assertThat(subscriber.body()).contains("/problems/forbidden");
        assertThat(List.of(anonymous, subscriber))
                .extracting(
                        answer -> answer.headers().firstValue("Cache-Control").orElse(""))
                .containsOnly("no-store");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /api/admin/server?x=1             |                                  | bad-request",
                "GET    | /api/admin/connections?subjekt=me |                                  | bad-request",
                "GET    | /api/admin/connections?limit=0    |                                  | bad-request",
                "GET    | /api/admin/connections?channel=a// |                                 | invalid-selector",
                "GET    | /api/admin/connections/x          |                                  | not-found",
                "DELETE | /api/admin/connections            |                                  | bad-request",
                "DELETE | /api/admin/connections?all=false  |                                  | bad-request",
                "DELETE | /api/admin/connections?all=true&subject=x |                          | bad-request",
                "GET    | /api/admin/channels?sort=size     |                                  | bad-request",
                "GET    | /api/admin/channels?sort=rate&after=x |                              | bad-request",
                "POST   | /api/admin/channels/admin/audit/events | x                           | reserved-channel",
                "POST   | /api/admin/broadcast              | {\"type\":\"t\"}                 | bad-request",
                "POST   | /api/admin/broadcast              | {\"data\":1,\"filter\":{\"x\":1}} | bad-request",
                "POST   | /api/admin/log/trim               | {\"channel\":\"a\"}              | bad-request",
                "POST   | /api/admin/log/trim               | {\"channel\":\"admin/**\",\"keep\":0} | reserved-channel",
                "POST   | /api/admin/log/trim               | {                                | malformed-json",
                "POST   | /api/admin/log/backup             | {\"x\":1}                        | bad-request",
                "POST   | /api/admin/tokens                 | {\"name\":\"n\",\"lifetime\":\"367d\"} | bad-request",
                "POST   | /api/admin/tokens                 | {\"name\":\"n\",\"lifetime\":\"1h\",\"amdin\":true} | bad-request",
                "POST   | /api/admin/drain                  | {\"time\":\"61m\"}               | bad-request",
                "GET    | /api/admin/settings?after=        |                                  | bad-request"
            })
    default void what_makes_no_sense_is_refused(String method, String path, String body, String slug) throws Exception {
        HttpResponse<String> answer = admin().ask(method, path, body);

        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(AdminClient.json(answer).getString("type")).isEqualTo("/problems/" + slug);
    }

    // --- the server ---

    @Test
    default void the_server_tells_what_it_is_and_how_it_stands() throws Exception {
        try (RawStream stream = hub().subscribe(newChannel())) {
            JsonObject server = admin().get("/api/admin/server");

            assertThat(server.getString("version")).matches("[0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?");
            assertThat(Instant.parse(server.getString("startedAt"))).isBefore(Instant.now());
            assertThat(server.getInt("uptimeSeconds")).isNotNegative();
            assertThat(server.getString("container")).containsIgnoringCase(RealWar.onTomcat() ? "tomcat" : "payara");
            assertThat(server.getString("java")).startsWith("17");
            assertThat(server.getString("head")).matches("[0-9a-z]+-[0-9]+");
            assertThat(server.getBoolean("draining")).isFalse();
            assertThat(server.getJsonObject("connections").getInt(expectedSink()))
                    .isPositive();
            assertThat(server.getJsonObject("connections").getInt("all")).isPositive();
            assertThat(stream.status()).isEqualTo(200);
        }
    }

    // --- connections ---

    @Test
    default void connections_are_listed_in_pages_and_found_by_what_is_known_of_them() throws Exception {
        String channel = newChannel();
        String subject = "s-" + UUID.randomUUID();
        try (RawStream one = stream(subject, channel);
                RawStream two = stream(subject, channel + "/sub");
                RawStream other = hub().subscribe(channel)) {
            List<JsonObject> own = admin().list("/api/admin/connections?subject=" + subject + "&limit=1");
            assertThat(own).hasSize(2).allSatisfy(connection -> {
                assertThat(connection.getString("subject")).isEqualTo(subject);
                assertThat(connection.getString("sink")).isEqualTo(expectedSink());
                assertThat(connection.getString("address")).isNotEmpty();
                assertThat(connection.getInt("lag")).isZero();
                assertThat(Instant.parse(connection.getString("since"))).isBefore(Instant.now());
            });
            assertThat(own)
                    .extracting(
                            connection -> connection.getJsonArray("channels").getString(0))
                    .containsExactly(channel, channel + "/sub");

            assertThat(admin().list("/api/admin/connections?limit=1&channel=" + channel))
                    .extracting(connection -> connection.getString("subject"))
                    .containsExactlyInAnyOrder(subject, "");
            assertThat(admin().list("/api/admin/connections?lag=1&subject=" + subject))
                    .isEmpty();
            assertThat(admin().list("/api/admin/connections?subject=" + subject + "&address=192.0.2.1"))
                    .isEmpty();
            assertThat(admin().list("/api/admin/connections?subject=" + subject + "&address="
                            + own.get(0).getString("address")))
                    .hasSize(2);

            String id = own.get(0).getString("id");
            assertThat(admin().get("/api/admin/connections/" + id)
                            .getJsonArray("channels")
                            .getString(0))
                    .isEqualTo(channel);
            assertThat(admin().ask("GET", "/api/admin/connections/" + Long.MAX_VALUE / 2, null)
                            .statusCode())
                    .isEqualTo(404);
            assertThat(List.of(one, two, other)).allMatch(stream -> stream.status() == 200);
        }
    }

    @Test
    default void a_connection_is_closed_by_its_id_and_to_do_it_again_does_no_harm() throws Exception {
        String subject = "s-" + UUID.randomUUID();
        try (RawStream stream = stream(subject, newChannel())) {
            String id = admin().list("/api/admin/connections?subject=" + subject)
                    .get(0)
                    .getString("id");

            HttpResponse<String> closed = admin().ask("DELETE", "/api/admin/connections/" + id, null);

            assertThat(closed.statusCode()).as(closed.body()).isEqualTo(204);
            assertThat(stream.readToEnd()).contains(": closed closed-by-admin\n");
            Awaitility.await()
                    .atMost(RawStream.PATIENCE)
                    .until(() -> admin().list("/api/admin/connections?subject=" + subject)
                            .isEmpty());
            assertThat(admin().ask("DELETE", "/api/admin/connections/" + id, null)
                            .statusCode())
                    .isEqualTo(204);
            assertThat(admin().ask("DELETE", "/api/admin/connections/never", null)
                            .statusCode())
                    .isEqualTo(204);
        }
    }

    @Test
    default void a_filter_closes_the_connections_that_it_chooses_and_no_other() throws Exception {
        String channel = newChannel();
        String subject = "s-" + UUID.randomUUID();
        try (RawStream one = stream(subject, channel);
                RawStream two = stream(subject, channel);
                RawStream elsewhere = stream(subject, channel + "/sub");
                RawStream other = hub().subscribe(channel)) {
            JsonObject answer = AdminClient.json(
                    admin().ask("DELETE", "/api/admin/connections?subject=" + subject + "&channel=" + channel, null));

            assertThat(answer.getInt("closed")).isEqualTo(2);
            assertThat(one.readToEnd()).contains(": closed closed-by-admin\n");
            assertThat(two.readToEnd()).contains(": closed closed-by-admin\n");
            hub().publish(channel, "still there");
            hub().publish(channel + "/sub", "still there");
            assertThat(other.nextMessage().data()).isEqualTo("still there");
            assertThat(elsewhere.nextMessage().data()).isEqualTo("still there");
        }
    }

    // --- channels ---

    @Test
    default void channels_are_listed_in_pages_by_name_and_by_rate() throws Exception {
        String parent = newChannel();
        hub().publish(parent + "/a", "1");
        for (int i = 0; i < 3; i++) {
            hub().publish(parent + "/b", "1");
        }
        String last = hub().publish(parent + "/c", "1");

        String query = "/api/admin/channels?limit=1&selector=" + parent + "/*";
        List<JsonObject> byName = admin().list(query);
        List<JsonObject> byRate = admin().list(query + "&sort=rate");

        assertThat(byName)
                .extracting(channel -> channel.getString("channel"))
                .containsExactly(parent + "/a", parent + "/b", parent + "/c");
        assertThat(byName).extracting(channel -> channel.getInt("published")).containsExactly(1, 3, 1);
        assertThat(byName.get(2).getString("last")).isEqualTo(last);
        assertThat(byName.get(1).getJsonNumber("perSecond").doubleValue()).isPositive();
        assertThat(byRate.get(0).getString("channel")).isEqualTo(parent + "/b");
        assertThat(byRate)
                .extracting(channel -> channel.getString("channel"))
                .doesNotHaveDuplicates()
                .hasSize(3);
    }

    @Test
    default void an_administrator_publishes_as_everybody_does_once_for_each_key() throws Exception {
        String channel = newChannel();
        String path = "/api/admin/channels/" + channel + "/events";
        String key = UUID.randomUUID().toString();
        try (RawStream stream = hub().subscribe(channel)) {
            HttpResponse<String> first = admin().post(path, "{\"a\":1}", "Idempotency-Key", key, "Event-Type", "t");
            HttpResponse<String> again = admin().post(path, "{\"a\":1}", "Idempotency-Key", key, "Event-Type", "t");
            HttpResponse<String> other = admin().post(path, "{\"a\":2}", "Idempotency-Key", key, "Event-Type", "t");
            HttpResponse<String> unkept = admin().post(path, "3", "Event-Volatile", "true");

            assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(other.statusCode()).isEqualTo(422);
            assertThat(unkept.statusCode()).isEqualTo(202);
            assertThat(stream.nextData(2)).containsExactly("{\"a\":1}", "3");
        }
    }

    @Test
    default void a_broadcast_reaches_whatever_somebody_listens_to() throws Exception {
        String subject = "s-" + UUID.randomUUID();
        try (RawStream one = stream(subject, newChannel());
                RawStream two = stream(subject, newChannel());
                RawStream other = hub().subscribe(newChannel())) {
            JsonObject some = AdminClient.json(admin().post(
                            "/api/admin/broadcast",
                            "{\"type\":\"notice\",\"data\":{\"text\":\"bye\"},\"filter\":{\"subject\":\"" + subject
                                    + "\"}}"));
            JsonObject all = AdminClient.json(admin().post("/api/admin/broadcast", "{\"data\":\"all\"}"));

            assertThat(some.getInt("told")).isEqualTo(2);
            assertThat(all.getInt("told")).isGreaterThanOrEqualTo(3);
            for (RawStream stream : List.of(one, two)) {
                var notice = stream.nextMessage();
                assertThat(notice.type()).isEqualTo("notice");
                assertThat(notice.data()).isEqualTo("{\"text\":\"bye\"}");
                assertThat(stream.nextMessage().data()).isEqualTo("all");
            }
            assertThat(other.nextMessage().data()).isEqualTo("all");
        }
    }

    // --- the log ---

    @Test
    default void the_log_tells_what_it_holds() throws Exception {
        String id = hub().publish(newChannel(), "something");

        HttpResponse<String> response = admin().ask("GET", "/api/admin/log", null);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        JsonObject log = AdminClient.json(response);
        assertThat(log.getString("kind")).isEqualTo("sqlite");
        assertThat(id).startsWith(log.getString("epoch") + "-");
        assertThat(offset(log.getString("head"))).isGreaterThanOrEqualTo(offset(id));
        assertThat(offset(log.getString("oldest"))).isBetween(1L, offset(id));
        assertThat(log.getInt("entries")).isPositive();
        assertThat(log.getInt("bytes")).isGreaterThan(log.getInt("entries") * 160);
        assertThat(log.getInt("fileBytes")).isGreaterThan(log.getInt("bytes") / 4);
        assertThat(log.getJsonArray("retention").getValuesAs(JsonObject.class))
                .extracting(rule -> rule.getString("rule"))
                .contains("** = forever, " + StartScenarios.LOG_EVENTS + " events");
    }

    @Test
    default void what_is_trimmed_is_gone_for_readers_who_are_told_of_it() throws Exception {
        String channel = newChannel();
        String before = hub().publish(channel, "1");
        hub().publish(channel, "2");
        String third = hub().publish(channel, "3");
        hub().publish(channel, "4");
        hub().publish(channel, "5");

        JsonObject upToThird = trim("{\"channel\":\"" + channel + "\",\"before\":\"" + third + "\"}");
        assertThat(upToThird.getInt("removed")).isEqualTo(2);
        assertThat(hub().poll("/api/events/" + channel + "?from=earliest").data())
                .containsExactly("3", "4", "5");
        assertThat(hub().poll("/api/events/" + channel + "?last_event_id=" + before)
                        .hasGap())
                .isTrue();

        assertThat(trim("{\"channel\":\"" + channel + "\",\"keep\":1}").getInt("removed"))
                .isEqualTo(2);
        assertThat(trim("{\"channel\":\"" + channel + "\",\"keep\":1}").getInt("removed"))
                .isZero();
        assertThat(hub().poll("/api/events/" + channel + "?from=earliest&last_event_id=")
                        .data())
                .containsExactly("5");

        String soon = Instant.now().plusSeconds(5).toString();
        assertThat(trim("{\"channel\":\"" + channel + "\",\"before\":\"" + soon + "\"}")
                        .getInt("removed"))
                .isEqualTo(1);
    }

    @Test
    default void a_backup_is_a_database_of_its_own_and_only_the_newest_five_are_kept() throws Exception {
        hub().publish(newChannel(), "something");
        List<Path> copies = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            HttpResponse<String> response = admin().post("/api/admin/log/backup", "");
            assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
            Path copy = Path.of(AdminClient.json(response).getString("file"));
            assertThat(Files.size(copy)).isEqualTo(AdminClient.json(response).getInt("bytes"));
            copies.add(copy);
        }

        Path newest = copies.get(5);
        assertThat(newest.getParent()).hasFileName("backups");
        assertThat(new String(Files.readAllBytes(newest), 0, 15, StandardCharsets.US_ASCII))
                .isEqualTo("SQLite format 3");
        try (Stream<Path> files = Files.list(newest.getParent())) {
            assertThat(files).containsExactlyInAnyOrderElementsOf(copies.subList(1, 6));
        }
    }

    // --- tokens ---

    /** Identity providers write ids as they like, in Base64 for example; those with a slash could not be revoked at all. */
    @Test
    default void a_token_of_another_issuer_is_revoked_whatever_its_id_is() throws Exception {
        String id = UUID.randomUUID() + "/a+b==";
        String token = Tokens.sign(Tokens.claims("abel", Duration.ofHours(1), List.of(), List.of(), false)
                .jwtID(id)
                .build());
        assertThat(hub().call("GET", "/api/session", Tokens.bearer(token)).statusCode())
                .isEqualTo(200);

        HttpResponse<String> revoked = admin().ask("DELETE", "/api/admin/tokens/" + id, null);

        assertThat(revoked.statusCode()).as(revoked.body()).isEqualTo(204);
        assertThat(hub().call("GET", "/api/session", Tokens.bearer(token)).body())
                .contains("/problems/token-revoked");
    }

    @Test
    default void a_token_that_was_minted_is_believed_until_it_is_revoked() throws Exception {
        String name = "n-" + UUID.randomUUID();
        JsonObject minted = AdminClient.json(admin().post(
                        "/api/admin/tokens",
                        "{\"name\":\"" + name + "\",\"subscribe\":[\"x/**\"],\"admin\":true,\"lifetime\":\"12h\"}"));
        String token = minted.getString("token");
        AdminClient other = new AdminClient(hub(), token);

        assertThat(Instant.parse(minted.getString("expiresAt")))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(11)), Instant.now().plus(Duration.ofHours(13)));
        JsonObject listed = admin().list("/api/admin/tokens?limit=1").stream()
                .filter(one -> one.getString("id").equals(minted.getString("id")))
                .findFirst()
                .orElseThrow();
        assertThat(listed.toString()).doesNotContain(token);
        assertThat(listed.getString("name")).isEqualTo(name);
        assertThat(listed.getString("subject")).isEqualTo(name);
        assertThat(listed.isNull("revokedAt")).isTrue();
        assertThat(other.get("/api/admin/server").getBoolean("draining")).isFalse();

        for (int i = 0; i < 2; i++) {
            assertThat(admin().ask("DELETE", "/api/admin/tokens/" + minted.getString("id"), null)
                            .statusCode())
                    .isEqualTo(204);
        }

        HttpResponse<String> refused = other.ask("GET", "/api/admin/server", null);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("/problems/token-revoked");
        assertThat(admin().list("/api/admin/tokens"))
                .filteredOn(one -> one.getString("id").equals(minted.getString("id")))
                .singleElement()
                .satisfies(one -> assertThat(one.isNull("revokedAt")).isFalse());
    }

    @Test
    default void tokens_are_listed_in_pages() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(AdminClient.json(admin().post("/api/admin/tokens", "{\"name\":\"n\",\"lifetime\":\"PT1M\"}"))
                    .getString("id"));
        }

        assertThat(admin().list("/api/admin/tokens?limit=2"))
                .extracting(token -> token.getString("id"))
                .containsSubsequence(ids)
                .doesNotHaveDuplicates();
    }

    // --- drain ---

    @Test
    default void a_drain_refuses_new_streams_until_it_is_taken_back() throws Exception {
        String channel = newChannel();
        try {
            HttpResponse<String> begun = admin().post("/api/admin/drain", "{\"time\":\"30s\"}");

            assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
            assertThat(AdminClient.json(begun).getBoolean("draining")).isTrue();
            assertThat(admin().get("/api/admin/drain").getBoolean("draining")).isTrue();
            assertThat(admin().get("/api/admin/server").getBoolean("draining")).isTrue();
            try (RawStream refused = hub().stream("/api/events?channel=" + channel)) {
                assertThat(refused.readToEnd()).contains("retry: ").contains(": closed draining\n");
            }
            assertThat(hub().post("/api/events/" + channel, "publishing goes on")
                            .statusCode())
                    .isEqualTo(201);
        } finally {
            assertThat(admin().ask("DELETE", "/api/admin/drain", null).statusCode())
                    .isEqualTo(204);
        }
        assertThat(admin().ask("DELETE", "/api/admin/drain", null).statusCode()).isEqualTo(204);
        assertThat(admin().get("/api/admin/drain").getBoolean("draining")).isFalse();
        try (RawStream stream = hub().subscribe(channel)) {
            hub().publish(channel, "open again");
            assertThat(stream.nextMessage().data()).isEqualTo("open again");
        }
    }

    // --- settings ---

    @Test
    default void settings_tell_where_they_stand_and_keep_secrets() throws Exception {
        List<JsonObject> settings = admin().list("/api/admin/settings?limit=7");

        assertThat(settings)
                .extracting(setting -> setting.getString("name"))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(setting(settings, "carillon.auth.secret").getString("value")).isEqualTo("********");
        assertThat(setting(settings, "carillon.auth.secret").getString("source"))
                .isEqualTo("file");
        assertThat(setting(settings, "carillon.shards").getString("value")).isEqualTo("auto");
        assertThat(setting(settings, "carillon.shards").getString("source")).isEqualTo("default");
        assertThat(setting(settings, "carillon.log.retention").getString("source"))
                .isEqualTo("file");
        HttpResponse<String> first = admin().ask("GET", "/api/admin/settings?limit=1", null);
        assertThat(AdminClient.json(first).getJsonArray("unknown").toString())
                .isEqualTo("[{\"name\":\"" + UNKNOWN_SETTING + "\",\"source\":\"file\"}]");
    }

    /** Somebody has mistyped it. */
    String UNKNOWN_SETTING = "carillon.log.retenton";

    // --- the audit trail ---

    @Test
    default void whatever_an_administrator_does_stands_in_the_audit_trail() throws Exception {
        String cursor = hub().publish(newChannel(), "begin");
        String name = "n-" + UUID.randomUUID();
        JsonObject minted = AdminClient.json(admin().post(
                        "/api/admin/tokens", "{\"name\":\"" + name + "\",\"publish\":[\"x\"],\"lifetime\":\"1h\"}"));
        admin().ask("DELETE", "/api/admin/tokens/" + minted.getString("id"), null);
        admin().ask("DELETE", "/api/admin/connections?subject=" + name, null);

        HttpResponse<String> answer =
                hub().pollRaw("/api/events?channel=admin/audit&last_event_id=" + cursor, Tokens.bearer(Tokens.admin()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain(minted.getString("token"));
        List<JsonObject> acts = AdminClient.json(answer).getJsonArray("events").getValuesAs(JsonObject.class);
        assertThat(acts)
                .extracting(act ->
                        act.getString("type") + " " + act.getJsonObject("data").getString("outcome"))
                .containsExactly(
                        "mint-token accepted",
                        "mint-token done",
                        "revoke-token accepted",
                        "revoke-token done",
                        "close-connections accepted",
                        "close-connections done");
        JsonObject mint = acts.get(1).getJsonObject("data");
        assertThat(mint.getJsonObject("by").getString("subject")).isEqualTo("admin");
        assertThat(mint.getJsonObject("by").getString("tokenId")).isNotEmpty();
        assertThat(mint.getString("address")).isNotEmpty();
        assertThat(mint.getJsonObject("what").getString("name")).isEqualTo(name);
        assertThat(mint.getJsonObject("what").getJsonArray("publish").getValuesAs(JsonString::getString))
                .containsExactly("x");
        assertThat(mint.getJsonObject("result").getString("id")).isEqualTo(minted.getString("id"));
        assertThat(acts.get(5).getJsonObject("data").getJsonObject("result").getInt("closed"))
                .isZero();

        assertThat(hub().pollRaw("/api/events?channel=admin/audit").statusCode())
                .isEqualTo(401);
    }

    // --- helpers ---

    private RawStream stream(String subject, String channel) throws Exception {
        return hub().subscribe(channel, "Authorization: Bearer " + Tokens.subscriber(subject, "**"));
    }

    private JsonObject trim(String body) throws Exception {
        HttpResponse<String> response = admin().post("/api/admin/log/trim", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return AdminClient.json(response);
    }

    private static JsonObject setting(List<JsonObject> settings, String name) {
        return settings.stream()
                .filter(setting -> setting.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static long offset(String id) {
        return Long.parseLong(id.substring(id.indexOf('-') + 1));
    }
}
