package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carillon.it.client.PollAnswer;
import dev.carillon.it.client.RawExchange;
import dev.carillon.it.client.RawStream;
import dev.carillon.it.client.Tokens;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the three ways to read quotes cost, as the server counts it. */
interface TickerCompareScenarios extends Scenario {

    /** Headers that a container adds by itself, and chunks instead of a length. */
    long OF_THE_CONTAINER = 128;

    private String session() throws Exception {
        HttpResponse<String> begun = hub().post("/api/ticker/compare", "");
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
        return PollAnswer.parse(begun.body()).getString("id");
    }

    private JsonObject figures(String id, String technique) throws Exception {
        HttpResponse<String> counts = hub().get("/api/ticker/compare/" + id);
        assertThat(counts.statusCode()).as(counts.body()).isEqualTo(200);
        return PollAnswer.parse(counts.body()).getJsonObject("techniques").getJsonObject(technique);
    }

    private String newSymbol() {
        return "C" + UUID.randomUUID().toString().substring(0, 8);
    }

    private void quote(String symbol, String price) throws Exception {
        HttpResponse<String> answer = hub().post("/api/ticker/" + symbol, price, Tokens.bearer(Tokens.admin()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    default void polls_are_counted_as_they_are_on_the_wire() throws Exception {
        String symbol = newSymbol();
        quote(symbol, "1");
        String id = session();
        URI url = hub().at("/api/ticker/" + symbol + "?compare=" + id);
        String request = "GET " + url.getRawPath() + "?" + url.getRawQuery() + " HTTP/1.1\r\nHost: " + url.getHost()
                + "\r\nConnection: close\r\n\r\n";

        RawExchange answer = RawExchange.send(url.getPort(), request);
        RawExchange again = RawExchange.send(url.getPort(), request);
        hub().get("/api/ticker?symbols=" + symbol + "&wait=1&compare=" + id);

        JsonObject shortPoll = figures(id, "short-poll");
        long sent = (long) answer.text().length() + again.text().length();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(shortPoll.getInt("requests")).isEqualTo(2);
        assertThat(shortPoll.getInt("bytesIn")).isEqualTo(2 * request.length());
        assertThat((long) shortPoll.getInt("bytesOut")).isCloseTo(sent, within(2 * OF_THE_CONTAINER));
        assertThat(shortPoll.getInt("changes")).isEqualTo(1);
        assertThat(figures(id, "long-poll").getInt("requests")).isEqualTo(1);
        assertThat(figures(id, "push").getInt("requests")).isZero();
    }

    @Test
    default void a_stream_is_counted_as_it_goes_on() throws Exception {
        String symbol = newSymbol();
        quote(symbol, "1");
        String id = session();

        try (RawStream stream = hub().stream("/api/ticker/" + symbol + "/events?compare=" + id)) {
            stream.nextMessage();
            // What is sent is counted when the sink has taken it, so it may be here before that.
            Awaitility.await().until(() -> figures(id, "push").getInt("changes"), Predicate.isEqual(1));
            int before = figures(id, "push").getInt("bytesOut");
            quote(symbol, "2");
            String told = stream.nextMessage().data();

            Awaitility.await().untilAsserted(() -> {
                JsonObject push = figures(id, "push");
                assertThat(push.getInt("requests")).isEqualTo(1);
                assertThat(push.getInt("changes")).isEqualTo(2);
                assertThat(push.getInt("bytesOut") - before).isBetween(told.length(), told.length() + 64);
                assertThat(push.get("meanAgeMillis")).isNotNull();
            });
        }
    }

    @Test
    default void a_session_that_is_not_there_is_refused() throws Exception {
        String symbol = newSymbol();
        quote(symbol, "1");

        assertThat(hub().get("/api/ticker/compare/none").statusCode()).isEqualTo(404);
        assertThat(hub().get("/api/ticker/" + symbol + "?compare=none").statusCode())
                .isEqualTo(404);
        assertThat(hub().get("/api/ticker?compare=none").statusCode()).isEqualTo(404);
        assertThat(hub().get("/api/ticker/" + symbol + "/events?compare=none").statusCode())
                .isEqualTo(404);
        assertThat(hub().get("/api/ticker/events?compare=none").statusCode()).isEqualTo(404);
    }
}
