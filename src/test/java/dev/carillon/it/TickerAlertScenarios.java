package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.PollAnswer;
import dev.carillon.it.client.RawStream;
import dev.carillon.it.client.Tokens;
import dev.carillon.stream.WhatwgEventStreamParser.Message;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Alerts: made, seen, removed, and told once. */
interface TickerAlertScenarios extends Scenario {

    /** A symbol of a test alone, and somebody who watches it. */
    record Watcher(Scenario scenario, String symbol, String token) {

        static Watcher of(Scenario scenario) {
            String name = UUID.randomUUID().toString().substring(0, 8);
            return new Watcher(scenario, "W" + name, Tokens.subscriber("watcher-" + name, "ticker/**"));
        }

        JsonObject create(String price, String crosses) throws Exception {
            HttpResponse<String> answer = scenario.hub()
                    .post(
                            "/api/ticker/alerts",
                            "{\"symbol\":\"" + symbol + "\",\"price\":\"" + price + "\",\"crosses\":\"" + crosses
                                    + "\",\"note\":\"hello\"}",
                            Tokens.bearer(token));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            return PollAnswer.parse(answer.body());
        }

        void quote(String price) throws Exception {
            HttpResponse<String> answer =
                    scenario.hub().post("/api/ticker/" + symbol, price, Tokens.bearer(Tokens.admin()));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }

        List<String> left() throws Exception {
            return PollAnswer.parse(scenario.hub()
                            .get("/api/ticker/alerts", Tokens.bearer(token))
                            .body())
                    .getJsonArray("alerts")
                    .getValuesAs(JsonObject.class)
                    .stream()
                    .map(alert -> alert.getString("id"))
                    .toList();
        }

        int remove(String id) throws Exception {
            return scenario.hub()
                    .call("DELETE", "/api/ticker/alerts/" + id, Tokens.bearer(token))
                    .statusCode();
        }

        List<JsonObject> told() throws Exception {
            return scenario.hub()
                    .poll("/api/ticker/alerts/events?from=earliest", Tokens.bearer(token))
                    .events();
        }
    }

    @Test
    default void an_alert_is_told_once_with_an_id_and_is_gone() throws Exception {
        Watcher watcher = Watcher.of(this);
        JsonObject alert = watcher.create("200", "up");
        JsonObject higher = watcher.create("300", "any");
        watcher.quote("199.99");

        try (RawStream stream = hub().stream("/api/ticker/alerts/events", "Authorization: Bearer " + watcher.token)) {
            watcher.quote("200.00");
            Message told = stream.nextMessage();
            watcher.quote("199");
            watcher.quote("201");

            JsonObject data = PollAnswer.parse(told.data());
            assertThat(told.type()).isEqualTo("alert");
            assertThat(data.getJsonObject("alert")).isEqualTo(alert);
            assertThat(data.getString("crossed")).isEqualTo("up");
            assertThat(data.getJsonObject("quote").getString("price")).isEqualTo("200.00");
            assertThat(watcher.left()).containsExactly(higher.getString("id"));
            assertThat(watcher.told())
                    .singleElement()
                    .satisfies(event -> assertThat(event.getString("id")).isEqualTo(told.lastEventId()));
        }
    }

    @Test
    default void who_was_away_gets_what_went_off_meanwhile() throws Exception {
        Watcher watcher = Watcher.of(this);
        watcher.create("1", "up");
        watcher.create("2", "up");
        watcher.quote("0.5");
        watcher.quote("1.5");
        String last = watcher.told().get(0).getString("id");
        watcher.quote("2.5");

        try (RawStream lines = RawStream.get(
                hub().at("/api/ticker/alerts/events"),
                "Accept: application/x-ndjson",
                "Last-Event-ID: " + last,
                "Authorization: Bearer " + watcher.token)) {
            String line = lines.nextLine().orElseThrow();
            while (!line.contains("\"type\":\"alert\"")) {
                line = lines.nextLine().orElseThrow();
            }

            JsonObject event = PollAnswer.parse(line);
            assertThat(event.getJsonObject("data").getJsonObject("alert").getString("price"))
                    .isEqualTo("2");
        }
    }

    @Test
    default void an_alert_that_is_removed_is_not_told() throws Exception {
        Watcher watcher = Watcher.of(this);
        String id = watcher.create("10", "down").getString("id");
        int byAnother = Watcher.of(this).remove(id);
        watcher.quote("11");

        int removed = watcher.remove(id);
        int again = watcher.remove(id);
        watcher.quote("9");

        assertThat(byAnother).isEqualTo(404);
        assertThat(removed).isEqualTo(204);
        assertThat(again).isEqualTo(404);
        assertThat(watcher.left()).isEmpty();
        assertThat(watcher.told()).isEmpty();
    }

    @Test
    default void alerts_are_for_people_with_a_token() throws Exception {
        String body = "{\"symbol\":\"ACME\",\"price\":\"1\"}";

        assertThat(hub().post("/api/ticker/alerts", body).statusCode()).isEqualTo(401);
        assertThat(hub().get("/api/ticker/alerts").statusCode()).isEqualTo(401);
        assertThat(hub().get("/api/ticker/alerts/events").statusCode()).isEqualTo(401);
        assertThat(hub().call("DELETE", "/api/ticker/alerts/x").statusCode()).isEqualTo(401);
    }
}
