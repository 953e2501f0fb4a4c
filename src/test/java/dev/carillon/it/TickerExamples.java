package dev.carillon.it;

import dev.carillon.it.OpenApiScenarios.Example;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Requests of the ticker, by the operation's name. */
final class TickerExamples {

    private static final String TICKER = "/api/ticker";
    private static final String PATH = TICKER + "/DESCRIBED";
    private static final String NONE = TICKER + "/NONE";
    private static final List<String> JSON = List.of("Content-Type", "application/json");
    static final String ALERTS = TICKER + "/alerts";
    static final String COMPARE = TICKER + "/compare";
    static final String ALERT =
            "{\"symbol\":\"DESCRIBED\",\"price\":\"999999\",\"crosses\":\"up\",\"note\":\"far away\"}";
    static final List<String> SIGNED_IN_JSON = ChatExamples.json(ChatExamples.ALICE);
    private static final List<String> SIGNED_IN_POLL = Stream.concat(
                    ChatExamples.ALICE.stream(), Stream.of("Accept", "application/json"))
            .toList();
    private static final List<String> PICTURE = List.of("Accept", "image/png");

    private static final String WHOLE =
            "{\"symbol\":\"DESCRIBED\",\"price\":\"189.30\",\"change\":-1.5,\"volume\":100,\"bid\":\"189.29\","
                    + "\"ask\":189.31,\"time\":\"2026-01-31T12:00:00Z\",\"sequence\":null}";

    private TickerExamples() {}

    /** In an order in which each can be answered. */
    static List<Map.Entry<String, List<Example>>> answered() {
        return List.of(
                Map.entry(
                        "POST /api/ticker/{symbol}",
                        List.of(new Example(200, PATH, "1.50"), new Example(200, PATH, WHOLE, JSON))),
                Map.entry("PUT /api/ticker/{symbol}", List.of(new Example(200, PATH, "{\"price\":1}", JSON))),
                Map.entry("POST /api/ticker", List.of(new Example(200, TICKER, "[" + WHOLE + "," + WHOLE + "]", JSON))),
                Map.entry(
                        "GET /api/ticker/{symbol}",
                        List.of(
                                new Example(200, PATH, ""),
                                new Example(200, PATH + "?after=1&wait=0.1", ""),
                                new Example(304, PATH + "?after=9007199254740991&wait=0.1", ""))),
                Map.entry(
                        "GET /api/ticker",
                        List.of(
                                new Example(200, TICKER, ""),
                                new Example(200, TICKER + "?symbols=DESCRIBED,B*", ""),
                                new Example(304, TICKER + "?symbols=NONE&after=0", ""))),
                Map.entry("GET /api/ticker/events", List.of()),
                Map.entry("GET /api/ticker/{symbol}/events", List.of()),
                Map.entry(
                        "GET /api/ticker/{symbol}/candles",
                        List.of(
                                new Example(200, PATH + "/candles", ""),
                                new Example(200, PATH + "/candles?interval=1s&from=PT1H&limit=1", ""))),
                Map.entry("GET /api/ticker/{symbol}/candles/events", List.of()),
                Map.entry("POST /api/ticker/alerts", List.of(new Example(201, ALERTS, ALERT, SIGNED_IN_JSON))),
                Map.entry("GET /api/ticker/alerts", List.of(new Example(200, ALERTS, "", ChatExamples.ALICE))),
                Map.entry("DELETE /api/ticker/alerts/{id}", List.of()),
                Map.entry(
                        "GET /api/ticker/alerts/events",
                        List.of(new Example(200, ALERTS + "/events", "", SIGNED_IN_POLL))),
                Map.entry("POST /api/ticker/compare", List.of(new Example(201, COMPARE, ""))),
                Map.entry("GET /api/ticker/compare/{id}", List.of()),
                Map.entry("DELETE /api/ticker/{symbol}", List.of(new Example(204, PATH, ""))));
    }

    /** Of an alert and a session that are there. */
    static Map<String, List<Example>> answered(String alert, String session) {
        return Map.of(
                "DELETE /api/ticker/alerts/{id}",
                List.of(new Example(204, ALERTS + "/" + alert, "", ChatExamples.ALICE)),
                "GET /api/ticker/compare/{id}",
                List.of(new Example(200, COMPARE + "/" + session, "")));
    }

    static Map<String, List<Example>> refused() {
        Map<String, List<Example>> refused = new HashMap<>(refusedQuotes());
        refused.put("POST /api/ticker/alerts", List.of(new Example(400, ALERTS, "{}", SIGNED_IN_JSON)));
        refused.put("GET /api/ticker/alerts", List.of(new Example(401, ALERTS, "")));
        refused.put(
                "DELETE /api/ticker/alerts/{id}", List.of(new Example(404, ALERTS + "/none", "", ChatExamples.ALICE)));
        refused.put("GET /api/ticker/compare/{id}", List.of(new Example(404, COMPARE + "/none", "")));
        return refused;
    }

    private static Map<String, List<Example>> refusedQuotes() {
        return Map.of(
                "POST /api/ticker/{symbol}",
                List.of(
                        new Example(400, PATH, "much"),
                        new Example(400, TICKER + "/two%20words", "1"),
                        new Example(409, PATH, "{\"price\":1,\"sequence\":1}", JSON),
                        new Example(413, PATH, "1".repeat(70_000))),
                "PUT /api/ticker/{symbol}",
                List.of(new Example(400, PATH, "{", JSON)),
                "POST /api/ticker",
                List.of(
                        new Example(400, TICKER, "[]", JSON),
                        new Example(413, TICKER, "[" + (WHOLE + ",").repeat(1_000) + WHOLE + "]", JSON)),
                "GET /api/ticker/{symbol}",
                List.of(new Example(404, NONE, ""), new Example(400, NONE + "?after=x", "")),
                "GET /api/ticker",
                List.of(new Example(400, TICKER + "?wait=61", "")),
                "GET /api/ticker/events",
                List.of(
                        new Example(400, TICKER + "/events?symbols=**", ""),
                        new Example(406, TICKER + "/events", "", PICTURE)),
                "GET /api/ticker/{symbol}/events",
                List.of(new Example(406, PATH + "/events", "", PICTURE)),
                "GET /api/ticker/{symbol}/candles",
                List.of(new Example(404, NONE + "/candles", ""), new Example(400, PATH + "/candles?limit=0", "")),
                "GET /api/ticker/{symbol}/candles/events",
                List.of(new Example(400, PATH + "/candles/events?interval=2m", "")),
                "DELETE /api/ticker/{symbol}",
                List.of(new Example(404, NONE, "")));
    }
}
