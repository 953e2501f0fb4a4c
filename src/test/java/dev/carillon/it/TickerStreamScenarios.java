package dev.carillon.it;

import static dev.carillon.it.client.TickerClient.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.PollAnswer;
import dev.carillon.it.client.RawStream;
import dev.carillon.it.ticker.Audience;
import dev.carillon.it.ticker.QuoteLog;
import dev.carillon.stream.WhatwgEventStreamParser.Message;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code /api/ticker/…/events}: quotes by push. */
interface TickerStreamScenarios extends TickerScenario {

    int SLOW_ROUNDS = 80;

    /** Who stops reading meanwhile is not to be closed, however long that takes on a busy machine. */
    String SETTING_STALL = "30m";

    @Test
    default void the_ticker_streams_the_newest_quote_and_then_what_changes() throws Exception {
        String symbol = newSymbol("E");
        ticker().price(symbol, "1");
        ticker().price(symbol, "2");

        try (RawStream stream = ticker().stream("/" + symbol + "/events")) {
            Message first = stream.nextMessage();
            ticker().price("other-" + symbol, "9");
            ticker().price(symbol, "3.0");
            Message second = stream.nextMessage();

            assertThat(first.type()).isEqualTo("quote");
            assertThat(PollAnswer.parse(first.data()).getString("price")).isEqualTo("2");
            assertThat(second.data())
                    .isEqualTo(ticker().get("/" + symbol).body())
                    .contains("\"price\":\"3.0\"");
            assertThat(second.lastEventId()).as("no id").isEqualTo(first.lastEventId());
        }
    }

    @Test
    default void the_ticker_streams_lines() throws Exception {
        String symbol = newSymbol("E");
        ticker().price(symbol, "1");

        try (RawStream stream = ticker().lines("/events?symbols=" + symbol)) {
            JsonObject first = nextLine(stream);
            ticker().price(symbol, "2");
            JsonObject second = nextLine(stream);

            assertThat(stream.header("Content-Type")).hasValue("application/x-ndjson");
            assertThat(first.getString("channel")).isEqualTo("ticker/" + symbol);
            assertThat(first.getString("type")).isEqualTo("quote");
            assertThat(first.isNull("id")).isTrue();
            assertThat(first.getJsonObject("data").getString("price")).isEqualTo("1");
            assertThat(second.getJsonObject("data").getString("price")).isEqualTo("2");
        }
    }

    @Test
    default void the_ticker_has_a_stream_wait_for_a_symbol() throws Exception {
        String symbol = newSymbol("E");

        try (RawStream stream = ticker().stream("/" + symbol + "/events")) {
            ticker().price(symbol, "1");

            assertThat(nextQuote(stream).getString("price")).isEqualTo("1");
        }
    }

    @Test
    default void the_ticker_adds_new_symbols_to_the_streams_that_want_them() throws Exception {
        String begin = newSymbol("E");
        ticker().price(begin + "a", "1");

        try (RawStream stream = ticker().stream("/events?symbols=" + begin + "*");
                RawStream lines = ticker().lines("/events?symbols=x-" + begin + "," + begin + "*")) {
            assertThat(nextQuote(stream).getString("symbol")).isEqualTo(begin + "a");
            assertThat(nextLine(lines).getString("channel")).isEqualTo("ticker/" + begin + "a");
            ticker().price("other-" + begin, "9");
            ticker().price(begin + "b", "2");
            assertThat(nextQuote(stream).getString("symbol")).isEqualTo(begin + "b");
            assertThat(nextLine(lines).getString("channel")).isEqualTo("ticker/" + begin + "b");
            ticker().price(begin + "b", "3");
            assertThat(nextQuote(stream).getString("price")).isEqualTo("3");
            assertThat(nextLine(lines).getJsonObject("data").getString("price")).isEqualTo("3");
            ticker().delete(begin + "b");
            ticker().price(begin + "b", "4");
            assertThat(new QuoteLog(stream).until(begin + "b", "4").complaints())
                    .isEmpty();
        }
    }

    @Test
    default void the_ticker_sends_no_more_than_a_reader_wants_and_always_the_last() throws Exception {
        String symbol = newSymbol("R");
        ticker().price(symbol, "0");

        try (RawStream stream = ticker().stream("/" + symbol + "/events?maxRate=2")) {
            assertThat(nextQuote(stream).getString("price")).isEqualTo("0");
            long begin = System.nanoTime();
            for (int i = 1; i <= 200; i++) {
                ticker().price(symbol, Integer.toString(i));
            }
            QuoteLog log = new QuoteLog(stream).until(symbol, "200");
            long halves = (System.nanoTime() - begin) / 500_000_000L;

            assertThat(log.quotes()).isLessThanOrEqualTo((int) halves + 2).isLessThan(200);
            assertThat(log.complaints()).isEmpty();
        }
    }

    @Test
    default void the_ticker_tells_whoever_comes_back_the_newest() throws Exception {
        String symbol = newSymbol("E");
        ticker().price(symbol, "1");
        try (RawStream stream = ticker().stream("/" + symbol + "/events")) {
            nextQuote(stream);
        }
        ticker().price(symbol, "2");
        ticker().price(symbol, "3");

        try (RawStream again = RawStream.get(hub().at("/api/ticker/" + symbol + "/events"), "Last-Event-ID: x-1")) {
            assertThat(nextQuote(again).getString("price")).isEqualTo("3");
        }
    }

    @Test
    default void the_ticker_is_a_channel_for_readers_and_for_nobody_who_publishes() throws Exception {
        String symbol = newSymbol("E");
        ticker().price(symbol, "1");

        try (RawStream stream = hub().stream("/api/events?channel=ticker/*")) {
            ticker().price(symbol, "2");
            assertThat(new QuoteLog(stream).until(symbol, "2").complaints()).isEmpty();
        }
        assertThat(outcome(hub().post("/api/events/ticker/" + symbol, "x"))).isEqualTo("400 reserved-channel");
        assertThat(outcome(hub().post("/api/events/ticker/" + symbol, "x", "Event-Volatile", "true")))
                .isEqualTo("400 reserved-channel");
        assertThat(outcome(hub().post(
                                "/api/events",
                                "[{\"channel\":\"ticker/" + symbol + "\",\"data\":1,\"volatile\":true}]",
                                "Content-Type",
                                "application/json")))
                .isEqualTo("400 reserved-channel");
        assertThat(ticker().quote(symbol).getString("price")).isEqualTo("2");
    }

    /** What is told of them is half a megabyte each time; what sockets and Payara take on the way are some tens. */
    @Test
    default void the_ticker_tells_a_reader_who_stops_reading_the_newest_when_he_reads_again() throws Exception {
        String begin = newSymbol("SLOW");
        List<String> symbols = IntStream.range(0, 1_000)
                .mapToObj(i -> begin + "-a-long-name-" + i)
                .toList();
        String last = symbols.get(symbols.size() - 1);
        publishAll(symbols, 0);
        String path = "/api/ticker/events?symbols=" + begin + "*";

        try (RawStream slow = RawStream.requestWithSmallBuffer("HTTP/1.1", hub().at(path));
                RawStream fast = RawStream.get(hub().at(path))) {
            QuoteLog noticed = new QuoteLog(fast).until(last, "0");
            for (int round = 1; round <= SLOW_ROUNDS; round++) {
                publishAll(symbols, round);
                noticed.until(last, Integer.toString(round));
            }
            QuoteLog told = new QuoteLog(slow);
            for (String symbol : symbols) {
                told.untilNewest(symbol, Integer.toString(SLOW_ROUNDS));
            }

            assertThat(noticed.complaints()).isEmpty();
            assertThat(told.complaints()).isEmpty();
            assertThat(told.quotes())
                    .as("%d were told to the other one", noticed.quotes())
                    .isLessThan(noticed.quotes() * 9 / 10);
        }
    }

    @Test
    default void the_ticker_never_tells_anybody_an_older_quote_after_a_newer_one() throws Exception {
        String begin = newSymbol("N");

        try (Audience audience = new Audience(hub(), begin)) {
            audience.produce(4, 100);

            assertThat(audience.complaints()).isEmpty();
            assertThat(audience.whatReadersHaveLast())
                    .allSatisfy(last -> assertThat(last).isEqualTo(newest(begin)));
        }
    }

    private List<String> newest(String begin) throws IOException, InterruptedException {
        return ticker().quotes(begin + "*").getJsonArray("quotes").getValuesAs(JsonObject.class).stream()
                .map(JsonObject::toString)
                .toList();
    }

    private void publishAll(List<String> symbols, int price) throws IOException, InterruptedException {
        String digits = "1234567890123456.789012345678901234";
        String rest = "','price':" + price + ",'bid':" + digits + ",'ask':" + digits + ",'change':" + digits + "}";
        ticker().taken(
                        "",
                        symbols.stream()
                                .map(symbol -> "{'symbol':'" + symbol + rest)
                                .collect(Collectors.joining(",", "[", "]")));
    }

    /** The next event of a stream of lines. */
    private static JsonObject nextLine(RawStream stream) throws IOException {
        while (true) {
            String line = stream.nextLine().orElseThrow();
            if (line.startsWith("{\"id\":")) {
                return PollAnswer.parse(line);
            }
        }
    }
}
