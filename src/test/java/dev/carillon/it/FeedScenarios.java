package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.it.client.AdminClient;
import dev.carillon.it.client.Tokens;
import dev.carillon.it.resource.HeapKind;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.Test;

/** {@code /api/admin/feeds}, with the settings that ship and a kind that comes in a library. */
interface FeedScenarios extends Scenario {

    static JavaArchive ownKind() {
        return ShrinkWrap.create(JavaArchive.class, "heap-kind.jar")
                .addClass(HeapKind.class)
                .addAsManifestResource(new StringAsset("<beans bean-discovery-mode=\"annotated\"/>"), "beans.xml");
    }

    private HttpResponse<String> askFeeds(String method, String path, String body) throws Exception {
        String json = body.replace('\'', '"');
        String[] headers = {
            Tokens.bearer(Tokens.admin())[0], Tokens.bearer(Tokens.admin())[1], "Content-Type", "application/json"
        };
        return json.isEmpty()
                ? hub().call(method, "/api/admin/feeds" + path, Tokens.bearer(Tokens.admin()))
                : hub().send(method, "/api/admin/feeds" + path, json, headers);
    }

    private JsonObject feeds(int status, String method, String path, String body) throws Exception {
        HttpResponse<String> response = askFeeds(method, path, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return response.body().isEmpty() ? JsonValue.EMPTY_JSON_OBJECT : AdminClient.json(response);
    }

    private String refusedFeed(int status, String method, String path, String body) throws Exception {
        return feeds(status, method, path, body).getString("type").replace("/problems/", "");
    }

    private static String newFeedName() {
        return "f" + UUID.randomUUID().toString().substring(0, 8);
    }

    private void awaitFeedHealth(String name, String health) {
        await().untilAsserted(() -> assertThat(feeds(200, "GET", "/" + name, "").getString("health"))
                .isEqualTo(health));
    }

    @Test
    default void the_feed_that_ships_is_up_and_quotes() throws Exception {
        awaitFeedHealth("demo", "up");

        JsonObject demo = feeds(200, "GET", "", "").getJsonArray("feeds").getValuesAs(JsonObject.class).stream()
                .filter(feed -> feed.getString("name").equals("demo"))
                .findFirst()
                .orElseThrow();

        assertThat(demo.getString("kind")).isEqualTo("random-walk");
        assertThat(demo.getString("origin")).isEqualTo("settings");
        assertThat(demo.getInt("quotes")).isPositive();
        assertThat(demo.getInt("failures")).isZero();
        assertThat(Instant.parse(demo.getString("lastQuoteAt"))).isBeforeOrEqualTo(Instant.now());
        assertThat(refusedFeed(409, "DELETE", "/demo", "")).isEqualTo("feed-from-settings");
        assertThat(hub().get("/metrics", Tokens.bearer(Tokens.admin())).body())
                .contains("carillon_ticker_feed_up{feed=\"demo\"} 1.0")
                .contains("carillon_ticker_feed_quotes_total{feed=\"demo\"}")
                .contains("carillon_ticker_feed_failures_total{feed=\"demo\"} 0.0");
    }

    @Test
    default void kinds_tell_what_they_take() throws Exception {
        JsonObject kinds = feeds(200, "GET", "/kinds", "");

        assertThat(kinds.getJsonArray("kinds").getValuesAs(JsonObject.class))
                .extracting(kind -> kind.getString("kind"))
                .contains("clock", "heap", "random-walk", "replay");
    }

    @Test
    default void a_feed_is_made_stopped_changed_and_removed_while_the_server_runs() throws Exception {
        String name = newFeedName();
        String config = "{'symbols':'" + name + "','rate':20,'seed':7}";

        JsonObject made =
                feeds(201, "POST", "", "{'name':'" + name + "','kind':'random-walk','config':" + config + "}");
        awaitFeedHealth(name, "up");
        JsonObject stopped = feeds(200, "PATCH", "/" + name, "{'running':false}");
        JsonObject changed = feeds(200, "PATCH", "/" + name, "{'running':true,'config':{'rate':5,'seed':null}}");
        awaitFeedHealth(name, "up");

        assertThat(made.getString("origin")).isEqualTo("api");
        assertThat(made.getBoolean("running")).isTrue();
        assertThat(stopped.getString("health")).isEqualTo("stopped");
        assertThat(stopped.getInt("quotes")).isPositive();
        assertThat(changed.getJsonObject("config").toString()).isEqualTo("{\"symbols\":\"" + name + "\",\"rate\":5}");
        feeds(204, "DELETE", "/" + name, "");
        assertThat(refusedFeed(404, "GET", "/" + name, "")).isEqualTo("no-such-feed");
        String audit = hub().pollRaw("/api/events/admin/audit?from=earliest&limit=1000", Tokens.bearer(Tokens.admin()))
                .body();
        assertThat(audit)
                .contains("\"type\":\"create-feed\"", "\"type\":\"change-feed\"", "\"type\":\"delete-feed\"", name);
    }

    @Test
    default void what_a_feed_says_is_there_for_everybody() throws Exception {
        String name = newFeedName();

        feeds(201, "POST", "", "{'name':'" + name + "','kind':'clock','config':{'symbol':'" + name + "'}}");
        awaitFeedHealth(name, "up");

        HttpResponse<String> quote = hub().get("/api/ticker/" + name);
        assertThat(quote.statusCode()).as(quote.body()).isEqualTo(200);
        assertThat(AdminClient.json(quote).getString("symbol")).isEqualTo(name);
        feeds(204, "DELETE", "/" + name, "");
    }

    @Test
    default void a_kind_that_a_library_brings_runs_like_any_other() throws Exception {
        String name = newFeedName();

        feeds(201, "POST", "", "{'name':'" + name + "','kind':'heap','config':{'symbol':'HEAP'}}");
        awaitFeedHealth(name, "up");

        feeds(204, "DELETE", "/" + name, "");
    }

    @Test
    default void a_feed_that_fails_tells_why_and_disturbs_nobody() throws Exception {
        String name = newFeedName();

        feeds(201, "POST", "", "{'name':'" + name + "','kind':'replay','config':{'file':'none.csv'}}");
        awaitFeedHealth(name, "failing");
        JsonObject failing = feeds(200, "GET", "/" + name, "");

        assertThat(failing.getString("lastError")).isEqualTo("there is no none.csv in carillon.ticker.replay-dir");
        assertThat(failing.getInt("failures")).isPositive();
        assertThat(feeds(200, "GET", "/demo", "").getString("health")).isEqualTo("up");
        feeds(204, "DELETE", "/" + name, "");
    }

    /** The upstream is the hub itself. */
    @Test
    default void quotes_of_a_server_that_is_allowed_are_fetched_and_relayed() throws Exception {
        String clock = newFeedName();
        feeds(201, "POST", "", "{'name':'" + clock + "','kind':'clock','config':{'symbol':'" + clock + "'}}");
        awaitFeedHealth(clock, "up");
        Map<String, String> targets =
                Map.of("http-poll", "/api/ticker/" + clock, "sse", "/api/ticker/" + clock + "/events");

        for (String kind : targets.keySet()) {
            String copy = newFeedName();
            feeds(
                    201,
                    "POST",
                    "",
                    "{'name':'%1$s','kind':'%2$s','config':{'url':'%3$s','symbol':'%1$s','price':'/price'}}"
                            .formatted(copy, kind, RealWar.url() + targets.get(kind)));

            await().untilAsserted(() ->
                    assertThat(hub().get("/api/ticker/" + copy).body()).containsPattern("\"price\":\"[0-9]{10}\""));
            awaitFeedHealth(copy, "up");
            feeds(204, "DELETE", "/" + copy, "");
        }
        feeds(204, "DELETE", "/" + clock, "");
    }

    @Test
    default void what_makes_no_sense_about_a_feed_is_refused() throws Exception {
        for (String body : List.of(
                "{'name':'Upper','kind':'clock'}",
                "{'name':'x','kind':'none'}",
                "{'name':'x','kind':'clock','config':[]}",
                "{'name':'x','kind':'clock','config':{'evry':'PT1S'}}",
                "{'name':'x','kind':'random-walk'}",
                "{'name':'x','kind':'replay','config':{'file':'../carillon.properties'}}")) {
            assertThat(refusedFeed(400, "POST", "", body)).as(body).isEqualTo("invalid-feed");
        }
        assertThat(refusedFeed(400, "POST", "", "{'name':'x','kind':'clock','run':true}"))
                .isEqualTo("bad-request");
        assertThat(refusedFeed(409, "POST", "", "{'name':'demo','kind':'clock'}"))
                .isEqualTo("feed-exists");
        assertThat(refusedFeed(400, "PATCH", "/demo", "{'config':{'rate':'fast'}}"))
                .isEqualTo("invalid-feed");
        assertThat(refusedFeed(404, "PATCH", "/nobody", "{'running':true}")).isEqualTo("no-such-feed");
    }
}
