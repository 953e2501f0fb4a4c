package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.TickerClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Most polls of quotes are answered before JAX-RS, and nobody can tell. */
interface TickerPollScenarios extends TickerScenario {

    /** A weight makes a poll one that JAX-RS answers; what is asked for is the same. */
    String ACCEPTED_BY_JAX_RS = "application/json;q=0.9";

    /** Other than those that are made anew for each answer, and how its end is told. */
    static Map<String, List<String>> headers(HttpResponse<String> response, String... changing) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(response.headers().map());
        headers.keySet().removeAll(Set.of("Date", "date"));
        for (String name : changing) {
            headers.remove(name);
        }
        return headers;
    }

    @Test
    default void the_ticker_answers_a_plain_poll_as_jax_rs_does() throws Exception {
        String begin = newSymbol("J");
        long sequence = ticker().price(begin + "a", "1");
        ticker().price(begin + "b", "2.50");
        Object version = ticker().quotes(begin + "*").get("version");

        for (String path : List.of(
                "/" + begin + "a",
                "/" + begin + "a?after=" + (sequence - 1) + "&wait=1",
                "/" + begin + "a?after=" + sequence,
                "/" + begin + "a?after=" + sequence + "&wait=0.2",
                "/" + begin + "a?_=1&after=&wait=",
                "?symbols=" + begin + "a,none," + begin + "b",
                "?symbols=" + begin + "b%2C" + begin + "a&symbols=other",
                "?symbols=" + begin + "*",
                "?symbols=" + begin + "*&after=" + version,
                "?symbols=" + begin + "*&after=" + version + "&wait=0.2")) {
            assertSame(path, "Origin", "https://elsewhere.example");
            assertSame(path, "If-None-Match", "\"" + sequence + "\", W/\"" + version + "\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%1$s",
                "/%1$s?after=1",
                "/-%1$s",
                "/%1$s/",
                "/%1$s?after=x",
                "/%1$s?wait=61&after=0",
                "?symbols=A*B",
                "?symbols=,",
                "?after=-1",
                "?wait=1.2345"
            })
    default void the_ticker_refuses_a_plain_poll_as_jax_rs_does(String path) throws Exception {
        String asked = path.formatted(newSymbol("J"));

        HttpResponse<String> answer = assertSame(asked, "Accept-Language", "zh");

        assertThat(answer.statusCode()).isBetween(400, 499);
    }

    private HttpResponse<String> assertSame(String path, String name, String value) throws Exception {
        HttpResponse<String> answer = ticker().get(path, name, value);
        HttpResponse<String> byJaxRs = ticker().get(path, name, value, "Accept", ACCEPTED_BY_JAX_RS);
        assertThat(TickerClient.outcome(answer)).as(path).isEqualTo(TickerClient.outcome(byJaxRs));
        assertThat(answer.body()).as(path).isEqualTo(byJaxRs.body());
        assertThat(headers(answer)).as(path).isEqualTo(headers(byJaxRs));
        return answer;
    }
}
