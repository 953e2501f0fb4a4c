package dev.carillon.it;

import static dev.carillon.it.client.TickerClient.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.RawStream;
import dev.carillon.it.client.TickerClient;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /api/ticker}: quotes by short poll and by long poll, and how they come in. */
interface TickerScenarios extends TickerScenario {

    // --- what is told ---

    @Test
    default void the_ticker_tells_a_quote_in_three_ways_as_its_producer_wrote_it() throws Exception {
        String symbol = newSymbol("A");
        String quote = "{\"symbol\":\"" + symbol + "\",\"price\":\"189.300\",\"change\":\"-0.10\",\"volume\":\"100.0\","
                + "\"dayVolume\":\"100.0\",\"bid\":\"189.290\",\"ask\":\"189.3100\","
                + "\"time\":\"2024-02-29T23:59:59.123456Z\",\"sequence\":7}";

        JsonObject taken = ticker().taken(
                        "/" + symbol,
                        "{'price':'189.300','change':-0.10,'volume':100.0,'bid':189.290,'ask':'189.3100',"
                                + "'time':'2024-03-01T00:59:59.123456789+01:00','sequence':7}");

        assertThat(taken.toString())
                .isEqualTo("{\"symbol\":\"" + symbol + "\",\"sequence\":7,\"version\":" + taken.get("version") + "}");
        assertThat(ticker().get("/" + symbol).body()).isEqualTo(quote);
        assertThat(ticker().get("?symbols=" + symbol).body())
                .isEqualTo("{\"version\":" + taken.get("version") + ",\"quotes\":[" + quote + "]}");
        try (RawStream stream = ticker().stream("/" + symbol + "/events")) {
            assertThat(stream.nextMessage().data()).isEqualTo(quote);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            189.30                               | 189.30
            "189.30"                             | 189.30
            "0.100000000000000000"               | 0.100000000000000000
            0.30000000000000004                  | 0.30000000000000004
            9007199254740993                     | 9007199254740993
            1234567890123456.789012345678901234  | 1234567890123456.789012345678901234
            9999999999999999999999999999999999   | 9999999999999999999999999999999999
            -1.50                                | -1.50
            0                                    | 0
            1e3                                  | 1000
            1.5E-7                               | 0.00000015
            """)
    default void the_ticker_keeps_every_digit_of_a_price(String sent, String kept) throws Exception {
        String symbol = newSymbol("D");

        ticker().taken("/" + symbol, "{'price':" + sent + "}");
        hub().post("/api/ticker/" + symbol + "-text", sent.replace("\"", ""));

        assertThat(ticker().quote(symbol).getString("price")).isEqualTo(kept);
        assertThat(ticker().quote(symbol + "-text").getString("price")).isEqualTo(kept);
        assertThat(TickerClient.candles(ticker().read("/" + symbol + "/candles"))
                        .get(0)
                        .getString("close"))
                .isEqualTo(kept);
    }

    @Test
    default void the_ticker_adds_and_subtracts_without_an_error() throws Exception {
        String symbol = newSymbol("D");
        ticker().taken("/" + symbol, "{'price':'0.3','volume':'0.1'}");

        ticker().taken("/" + symbol, "{'price':'0.1','volume':'0.2'}");

        JsonObject quote = ticker().quote(symbol);
        assertThat(quote.getString("dayVolume")).isEqualTo("0.3");
        assertThat(quote.getString("change")).isEqualTo("-0.2");
    }

    // --- short polls ---

    @Test
    default void the_ticker_answers_304_while_a_quote_is_the_newest() throws Exception {
        String symbol = newSymbol("P");
        long sequence = ticker().price(symbol, "1");
        HttpResponse<String> first = ticker().get("/" + symbol);
        String tag = "\"" + sequence + "\"";

        HttpResponse<String> same = ticker().get("/" + symbol, "If-None-Match", "\"other\", W/" + tag);
        HttpResponse<String> any = ticker().get("/" + symbol, "If-None-Match", "*");
        HttpResponse<String> after = ticker().get("/" + symbol + "?after=" + sequence);
        long next = ticker().price(symbol, "2");
        HttpResponse<String> changed = ticker().get("/" + symbol, "If-None-Match", tag);

        assertThat(first.headers().firstValue("ETag")).hasValue(tag);
        assertThat(first.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
        assertThat(List.of(same, any, after)).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(304);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.headers().firstValue("ETag")).hasValue(tag);
        });
        assertThat(TickerClient.answer(changed).getString("price")).isEqualTo("2");
        assertThat(changed.headers().firstValue("ETag")).hasValue("\"" + next + "\"");
        assertThat(ticker().get("/" + symbol + "?after=" + sequence).body()).isEqualTo(changed.body());
        assertThat(hub().call("HEAD", "/api/ticker/" + symbol).headers().firstValue("ETag"))
                .hasValue("\"" + next + "\"");
    }

    @Test
    default void the_ticker_tells_many_by_names_and_by_beginnings_in_their_order() throws Exception {
        String begin = newSymbol("B");
        ticker().taken(
                        "",
                        "[{'symbol':'%1$sz','price':1},{'symbol':'%1$sa','price':2},{'symbol':'Q%1$s','price':3}]"
                                .formatted(begin));

        JsonObject quotes = ticker().quotes("Q" + begin + "," + begin + "*,none-" + begin);

        assertThat(symbols(quotes)).containsExactly(begin + "a", begin + "z", "Q" + begin);
        assertThat(ticker().quotes("*").getJsonArray("quotes")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(symbols(ticker().read("")))
                .contains(begin + "a", begin + "z", "Q" + begin)
                .isSorted();
        assertThat(ticker().quotes("none-" + begin).toString()).isEqualTo("{\"version\":0,\"quotes\":[]}");
    }

    @Test
    default void the_ticker_tells_what_is_newer_than_a_version() throws Exception {
        String begin = newSymbol("B");
        ticker().price(begin + "a", "1");
        ticker().price(begin + "b", "1");
        JsonObject all = ticker().quotes(begin + "*");
        String path = "?symbols=" + begin + "*";
        long version = all.getJsonNumber("version").longValueExact();
        String tag = "\"" + version + "\"";

        HttpResponse<String> nothing = ticker().get(path + "&after=" + version);
        HttpResponse<String> same = ticker().get(path, "If-None-Match", tag);
        ticker().price(begin + "b", "2");
        JsonObject newer = ticker().read(path + "&after=" + version);
        HttpResponse<String> whole = ticker().get(path, "If-None-Match", tag);

        assertThat(outcome(nothing)).isEqualTo("304");
        assertThat(nothing.headers().firstValue("ETag")).hasValue(tag);
        assertThat(outcome(same)).isEqualTo("304");
        assertThat(symbols(newer)).containsExactly(begin + "b");
        assertThat(newer.getJsonNumber("version").longValueExact()).isGreaterThan(version);
        assertThat(symbols(TickerClient.answer(whole))).containsExactly(begin + "a", begin + "b");
        assertThat(outcome(ticker().get(path + "&after=" + newer.get("version"))))
                .isEqualTo("304");
    }

    @Test
    default void the_ticker_says_304_to_whoever_is_after_nothing_while_there_is_nothing() throws Exception {
        String begin = newSymbol("B");

        assertThat(outcome(ticker().get("?symbols=" + begin + "*&after=0"))).isEqualTo("304");
        assertThat(outcome(ticker().get("?symbols=" + begin + "*&after=0&wait=0.3")))
                .isEqualTo("304");
        assertThat(outcome(ticker().get("/" + begin + "?after=0"))).isEqualTo("404 no-such-symbol");
        assertThat(outcome(ticker().get("/" + begin + "?after=0&wait=0.3"))).isEqualTo("304");
    }

    // --- long polls ---

    @Test
    default void the_ticker_answers_a_long_poll_with_the_next_change() throws Exception {
        String symbol = newSymbol("L");
        long sequence = ticker().price(symbol, "1");
        String path = "/" + symbol + "?wait=14&after=" + sequence;

        HttpResponse<String> answer = whileWaiting(() -> ticker().get(path), () -> {
            ticker().price("other-" + symbol, "5");
            return ticker().price(symbol, "2");
        });
        HttpResponse<String> known = whileWaiting(
                () -> ticker().get(
                                "/" + symbol + "?wait=14",
                                "If-None-Match",
                                answer.headers().firstValue("ETag").orElse("")),
                () -> ticker().price(symbol, "3"));

        assertThat(TickerClient.answer(answer).getString("price")).isEqualTo("2");
        assertThat(TickerClient.answer(known).getString("price")).isEqualTo("3");
        assertThat(TickerClient.answer(ticker().get(path)).getString("price"))
                .as("at once")
                .isEqualTo("3");
    }

    @Test
    default void the_ticker_answers_a_long_poll_of_many_with_what_changes() throws Exception {
        String begin = newSymbol("L");
        ticker().price(begin + "a", "1");
        ticker().price(begin + "b", "1");
        Object version = ticker().quotes(begin + "*").get("version");

        HttpResponse<String> one = whileWaiting(
                () -> ticker().get("?symbols=" + begin + "*&wait=14&after=" + version),
                () -> ticker().price(begin + "b", "2"));
        HttpResponse<String> newcomer = whileWaiting(
                () -> ticker().get("?symbols=" + begin + "*&wait=14&after="
                        + TickerClient.answer(one).get("version")),
                () -> ticker().price(begin + "new", "7"));

        assertThat(symbols(TickerClient.answer(one))).containsExactly(begin + "b");
        assertThat(symbols(TickerClient.answer(newcomer))).containsExactly(begin + "new");
    }

    @Test
    default void the_ticker_lets_a_long_poll_wait_for_a_first_quote() throws Exception {
        String symbol = newSymbol("L");

        HttpResponse<String> one =
                whileWaiting(() -> ticker().get("/" + symbol + "?wait=14&after=0"), () -> ticker().price(symbol, "1"));
        HttpResponse<String> many = whileWaiting(
                () -> ticker().get("?symbols=Z" + symbol + "*&wait=14&after=0"),
                () -> ticker().price("Z" + symbol, "1"));

        assertThat(TickerClient.answer(one).getString("symbol")).isEqualTo(symbol);
        assertThat(symbols(TickerClient.answer(many))).containsExactly("Z" + symbol);
    }

    @Test
    default void the_ticker_tells_a_long_poll_that_nothing_has_changed() throws Exception {
        String symbol = newSymbol("L");
        long sequence = ticker().price(symbol, "1");
        long begin = System.nanoTime();

        HttpResponse<String> one = ticker().get("/" + symbol + "?wait=0.5&after=" + sequence);
        HttpResponse<String> many = ticker().get("?symbols=" + symbol + "*&wait=0.5&after="
                + ticker().quotes(symbol).get("version"));

        assertThat(System.nanoTime() - begin).isGreaterThan(900_000_000L);
        assertThat(outcome(one)).isEqualTo("304");
        assertThat(one.headers().firstValue("ETag")).hasValue("\"" + sequence + "\"");
        assertThat(outcome(many)).isEqualTo("304");
    }

    // --- producers ---

    @Test
    default void the_ticker_takes_all_of_a_batch_or_nothing() throws Exception {
        String begin = newSymbol("B");
        String good = "{'symbol':'" + begin + "a','price':1}";

        assertThat(outcome(ticker().post("", "[" + good + ",{'symbol':'" + begin + "b','price':'x'}]")))
                .isEqualTo("400 invalid-quote");
        assertThat(outcome(ticker().post("", "[" + good + ",{'symbol':'two words','price':1}]")))
                .isEqualTo("400 invalid-symbol");
        assertThat(outcome(ticker().post(
                                "",
                                "[%s,{'symbol':'%2$sb','price':1,'sequence':5},{'symbol':'%2$sb','price':2,'sequence':5}]"
                                        .formatted(good, begin))))
                .isEqualTo("409 sequence-not-newer");
        assertThat(ticker().quotes(begin + "*").getJsonArray("quotes")).isEmpty();

        JsonObject taken = ticker().taken(
                        "",
                        "[%s,{'symbol':'%2$sb','price':1,'sequence':5},{'symbol':'%2$sb','price':'2.0','sequence':6}]"
                                .formatted(good, begin));

        assertThat(taken.getJsonArray("quotes").getValuesAs(JsonObject.class))
                .extracting(quote -> quote.getString("symbol"))
                .containsExactly(begin + "a", begin + "b", begin + "b");
        assertThat(taken.get("version")).isEqualTo(ticker().quotes(begin + "*").get("version"));
        assertThat(ticker().quote(begin + "b").getString("price")).isEqualTo("2.0");
    }

    @Test
    default void the_ticker_bounds_a_batch() throws Exception {
        String quote = "{'symbol':'" + newSymbol("B") + "','price':1}";
        String thousand = (quote + ",").repeat(999) + quote;

        assertThat(outcome(ticker().post("", "[" + thousand + "," + quote + "]")))
                .isEqualTo("413 batch-too-large");
        assertThat(ticker().taken("", "[" + thousand + "]").getJsonArray("quotes"))
                .hasSize(1_000);
        assertThat(outcome(ticker().post("", "[]"))).isEqualTo("400 invalid-quote");
    }

    @Test
    default void the_ticker_refuses_what_is_not_newer_and_the_price_stays() throws Exception {
        String symbol = newSymbol("S");
        ticker().taken("/" + symbol, "{'price':'10','sequence':100}");

        assertThat(outcome(ticker().post("/" + symbol, "{'price':'9','sequence':99}")))
                .isEqualTo("409 sequence-not-newer");
        assertThat(outcome(ticker().post("/" + symbol, "{'price':'9','sequence':100}")))
                .isEqualTo("409 sequence-not-newer");
        assertThat(ticker().quote(symbol).getString("price")).isEqualTo("10");
        assertThat(ticker().price(symbol, "11")).as("the hub's own").isGreaterThan(100);
        ticker().taken("/" + symbol, "{'price':'12','sequence':9007199254740991}");
        assertThat(outcome(hub().post("/api/ticker/" + symbol, "13"))).isEqualTo("409 sequence-not-newer");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, application/json",
        "PUT, application/json;charset=utf-8",
        "POST, APPLICATION/JSON",
    })
    default void the_ticker_takes_a_document(String method, String type) throws Exception {
        String symbol = newSymbol("M");

        HttpResponse<String> answer =
                hub().send(method, "/api/ticker/" + symbol, "{\"price\":\"1.0\"}", "Content-Type", type);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(ticker().quote(symbol).getString("price")).isEqualTo("1.0");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, text/plain",
        "PUT, text/plain;charset=iso-8859-1",
        "POST, application/x-www-form-urlencoded",
        "PUT, application/octet-stream",
    })
    default void the_ticker_takes_any_other_body_for_the_price(String method, String type) throws Exception {
        String symbol = newSymbol("M");

        HttpResponse<String> answer = hub().send(method, "/api/ticker/" + symbol, " 1.0\n", "Content-Type", type);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(ticker().quote(symbol).getString("price")).isEqualTo("1.0");
    }

    @Test
    default void the_ticker_forgets_a_symbol_and_its_candles() throws Exception {
        String symbol = newSymbol("X");
        ticker().taken(
                        "",
                        "[{'symbol':'%1$s','price':1,'sequence':50,'time':'%2$s'},{'symbol':'%1$s','price':2,'sequence':51}]"
                                .formatted(symbol, Instant.now().minusSeconds(90)));
        ticker().price(symbol + "b", "1");
        String tag = ticker().get("?symbols=" + symbol + "*")
                .headers()
                .firstValue("ETag")
                .orElseThrow();

        assertThat(outcome(ticker().delete(symbol))).isEqualTo("204");

        assertThat(outcome(ticker().get("/" + symbol))).isEqualTo("404 no-such-symbol");
        assertThat(outcome(ticker().get("/" + symbol + "/candles"))).isEqualTo("404 no-such-symbol");
        assertThat(outcome(ticker().delete(symbol))).isEqualTo("404 no-such-symbol");
        assertThat(symbols(ticker().quotes(symbol + "*"))).containsExactly(symbol + "b");
        assertThat(outcome(ticker().get("?symbols=" + symbol + "*", "If-None-Match", tag)))
                .as("who asks for many notices it")
                .isEqualTo("200");
        ticker().taken("/" + symbol, "{'price':3,'sequence':1}");
        assertThat(TickerClient.answer(ticker().get("/" + symbol, "If-None-Match", "\"51\""))
                        .getString("price"))
                .isEqualTo("3");
        assertThat(TickerClient.candles(ticker().read("/" + symbol + "/candles")))
                .hasSize(1);
        assertThat(outcome(ticker().get("?symbols=" + symbol + "*", "If-None-Match", tag)))
                .isEqualTo("200");
    }

    // --- what is wrong ---

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'price':'x'}                                   | 400 invalid-quote
            {'price':'NaN'}                                 | 400 invalid-quote
            {'price':NaN}                                   | 400 malformed-json
            {'price':'1,5'}                                 | 400 invalid-quote
            {'price':'0x10'}                                | 400 invalid-quote
            {'price':''}                                    | 400 invalid-quote
            {'price':true}                                  | 400 invalid-quote
            {'price':[1]}                                   | 400 invalid-quote
            {'price':null}                                  | 400 invalid-quote
            {'price':1e99}                                  | 400 invalid-quote
            {'price':1e999999999}                           | 400 invalid-quote
            {'price':'0.0000000000000000001'}               | 400 invalid-quote
            {'price':'12345678901234567890123456789012345'} | 400 invalid-quote
            {}                                              | 400 invalid-quote
            {'price':1,'volume':-1}                         | 400 invalid-quote
            {'price':1,'bid':'?'}                           | 400 invalid-quote
            {'price':1,'cost':2}                            | 400 invalid-quote
            {'price':1,'symbol':'OTHER'}                    | 400 invalid-quote
            {'price':1,'sequence':0}                        | 400 invalid-quote
            {'price':1,'sequence':-5}                       | 400 invalid-quote
            {'price':1,'sequence':1.5}                      | 400 invalid-quote
            {'price':1,'sequence':'7'}                      | 400 invalid-quote
            {'price':1,'sequence':9007199254740992}         | 400 invalid-quote
            {'price':1,'sequence':1e400}                    | 400 invalid-quote
            {'price':1,'sequence':1e999999999}              | 400 invalid-quote
            {'price':1,'time':'yesterday'}                  | 400 invalid-quote
            {'price':1,'time':1795780800}                   | 400 invalid-quote
            {'price':1,'time':'2999-01-01T00:00:00Z'}       | 400 invalid-quote
            {'price':1,'time':'1969-12-31T23:59:59Z'}       | 400 invalid-quote
            {'price':1,'price':2}                           | 400 malformed-json
            {'price':1                                      | 400 malformed-json
            {'price':1}}                                    | 400 malformed-json
            [1]                                             | 400 malformed-json
            nothing                                         | 400 malformed-json
            """)
    default void the_ticker_refuses_a_document_that_is_no_quote(String body, String refusal) throws Exception {
        String symbol = newSymbol("W");

        assertThat(outcome(ticker().post("/" + symbol, body))).isEqualTo(refusal);
        assertThat(outcome(ticker().get("/" + symbol))).isEqualTo("404 no-such-symbol");
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, x, 400 invalid-quote",
        "text/plain, '', 400 invalid-quote",
        "text/plain, '1 2', 400 invalid-quote",
        "application/problem+json, '{\"price\":1}', 400 invalid-quote",
        "application/json, '', 400 malformed-json",
        "text/plain;charset=none, 1, 415 unsupported-media-type",
        "text/plain;charset=-x, 1, 415 unsupported-media-type",
    })
    default void the_ticker_refuses_a_body_that_is_no_price(String type, String body, String refusal) throws Exception {
        assertThat(outcome(hub().post("/api/ticker/" + newSymbol("W"), body, "Content-Type", type)))
                .isEqualTo(refusal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /two%20words                           | 400 invalid-symbol
            GET    | /-ACME                                 | 400 invalid-symbol
            GET    | /x234567890123456789012345678901234    | 400 invalid-symbol
            GET    | /%C3%84                                | 400 invalid-symbol
            GET    | ?symbols=A**                           | 400 invalid-symbol
            GET    | ?symbols=A,,B                          | 400 invalid-symbol
            GET    | ?symbols=*A                            | 400 invalid-symbol
            GET    | /ACME?after=x                          | 400 bad-request
            GET    | /ACME?after=-1                         | 400 bad-request
            GET    | ?after=1.5                             | 400 bad-request
            GET    | /ACME?after=1&wait=61                  | 400 bad-request
            GET    | /ACME?after=1&wait=-1                  | 400 bad-request
            GET    | ?wait=soon                             | 400 bad-request
            GET    | /events?maxRate=0                      | 400 bad-request
            GET    | /ACME/events?maxRate=0.001             | 400 bad-request
            GET    | /ACME/events?maxRate=1001              | 400 bad-request
            GET    | /events?symbols=%25                    | 400 invalid-symbol
            GET    | /ACME/candles/events?interval=2m       | 400 bad-request
            PATCH  | /ACME                                  | 405 method-not-allowed
            PUT    | /ACME/candles                          | 405 method-not-allowed
            DELETE | /two%20words                           | 400 invalid-symbol
            """)
    default void the_ticker_refuses_a_request_with_a_flaw(String method, String path, String refusal) throws Exception {
        assertThat(outcome(hub().call(method, "/api/ticker" + path))).isEqualTo(refusal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST   | /events         | GET
            PUT    | /events         | GET
            DELETE | /events         | GET
            PUT    | /alerts         | GET, POST
            DELETE | /alerts         | GET, POST
            GET    | /compare        | POST
            PUT    | /compare        | POST
            DELETE | /compare        | POST
            POST   | /alerts/events  | GET
            PUT    | /alerts/events  | GET
            """)
    default void the_ticker_names_the_methods_of_a_path_that_is_no_symbol(String method, String path, String allowed)
            throws Exception {
        HttpResponse<String> answer = hub().call(method, "/api/ticker" + path);

        assertThat(outcome(answer)).isEqualTo("405 method-not-allowed");
        assertThat(answer.headers().firstValue("Allow").orElse("").split(", *"))
                .contains(allowed.split(", "))
                .doesNotContain(method);
    }

    @ParameterizedTest
    @ValueSource(strings = {"events", "alerts", "candles", "compare"})
    default void the_ticker_has_no_symbol_that_is_called_as_a_path(String name) throws Exception {
        assertThat(outcome(ticker().post("", "[{'symbol':'" + name + "','price':1}]")))
                .isEqualTo("400 invalid-symbol");
        assertThat(outcome(ticker().get("?symbols=" + name))).isEqualTo("400 invalid-symbol");
        assertThat(outcome(ticker().get("/events?symbols=" + name))).isEqualTo("400 invalid-symbol");
        assertThat(outcome(ticker().get("/" + name + "/candles"))).isIn("400 invalid-symbol", "404 not-found");
        assertThat(outcome(ticker().post("/alerts", "{'symbol':'" + name + "','price':1}")))
                .isIn("400 invalid-symbol", "401 unauthenticated");
    }

    @Test
    default void the_ticker_bounds_how_many_symbols_a_request_is_about() throws Exception {
        StringBuilder symbols = new StringBuilder("S0");
        for (int i = 1; i < 64; i++) {
            symbols.append(",S").append(i);
        }

        assertThat(outcome(ticker().get("?symbols=" + symbols))).isEqualTo("200");
        assertThat(outcome(ticker().get("?symbols=" + symbols + ",S64"))).isEqualTo("400 too-many-selectors");
        assertThat(outcome(ticker().get("/events?symbols=" + symbols + ",S*"))).isEqualTo("400 too-many-selectors");
    }

    private static List<String> symbols(JsonObject quotes) {
        return quotes.getJsonArray("quotes").getValuesAs(JsonObject.class).stream()
                .map(quote -> quote.getString("symbol"))
                .toList();
    }
}
