package dev.carillon.it;

import static dev.carillon.it.client.TickerClient.candles;
import static dev.carillon.it.client.TickerClient.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.RawStream;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /api/ticker/{symbol}/candles}. */
interface CandleScenarios extends TickerScenario {

    @Test
    default void candles_are_what_the_quotes_of_their_time_come_to() throws Exception {
        String symbol = newSymbol("C");
        Instant minute = longAgo();
        quotes(
                symbol,
                quote(minute, "10.0", "1.5"),
                quote(minute.plusSeconds(20), "12.50", "2"),
                quote(minute.plusSeconds(40), "9", "0"),
                quote(minute.plusSeconds(59), "11", "0.5"),
                quote(minute.plusSeconds(120), "20", "1"));

        JsonObject page = ticker().read("/" + symbol + "/candles");

        assertThat(page.toString())
                .isEqualTo(("{'symbol':'%1$s','interval':'1m','zone':'%4$s','late':0,'candles':["
                                + "{'symbol':'%1$s','interval':'1m','start':'%2$s','end':'%3$s','open':'10.0','high':'12.50',"
                                + "'low':'9','close':'11','volume':'4.0','quotes':4,'closed':true},"
                                + "{'symbol':'%1$s','interval':'1m','start':'%5$s','end':'%6$s','open':'20','high':'20',"
                                + "'low':'20','close':'20','volume':'1','quotes':1,'closed':true}],'next':null}")
                        .replace('\'', '"')
                        .formatted(
                                symbol,
                                minute,
                                minute.plusSeconds(60),
                                page.getString("zone"),
                                minute.plusSeconds(120),
                                minute.plusSeconds(180)));
        assertThat(page.getString("zone")).isIn("Z", "UTC");
        assertThat(starts(ticker().read("/" + symbol + "/candles?interval=1s"))).hasSize(5);
        assertThat(starts(ticker().read("/" + symbol + "/candles?interval=1h")))
                .containsExactly(minute.truncatedTo(ChronoUnit.HOURS));
    }

    @Test
    default void long_answers_are_compressed_for_whoever_takes_that() throws Exception {
        String symbol = newSymbol("C");
        Instant first = longAgo();
        List<String> some = IntStream.range(0, 20)
                .mapToObj(i -> quote(first.plusSeconds(60L * i), "10.5", "1"))
                .toList();
        quotes(symbol, some.toArray(String[]::new));
        String path = "/" + symbol + "/candles";

        HttpResponse<byte[]> gzipped = ticker().getBytes(path, "Accept-Encoding", "gzip");
        HttpResponse<byte[]> plain = ticker().getBytes(path);
        HttpResponse<byte[]> shorter = ticker().getBytes(path + "?limit=1", "Accept-Encoding", "gzip");

        assertThat(gzipped.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(gzipped.headers().allValues("Vary")).contains("Accept-Encoding");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzipped.body())).readAllBytes())
                .isEqualTo(plain.body());
        assertThat(gzipped.body().length).isLessThan(plain.body().length / 4);
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(plain.headers().allValues("Vary")).contains("Accept-Encoding");
        assertThat(shorter.headers().firstValue("Content-Encoding")).isEmpty();
    }

    @Test
    default void candles_come_in_pages_in_both_directions() throws Exception {
        String symbol = newSymbol("C");
        Instant first = longAgo();
        List<Instant> all = minutes(symbol, first, 12);
        String path = "/" + symbol + "/candles?limit=5";

        assertThat(pages(path, "to")).containsExactlyElementsOf(all);
        assertThat(pages(path + "&from=" + first, "from")).containsExactlyElementsOf(all);
        assertThat(starts(ticker().read(path))).containsExactlyElementsOf(all.subList(7, 12));
        assertThat(starts(ticker().read(path + "&from=" + all.get(2)))).containsExactlyElementsOf(all.subList(2, 7));
        assertThat(starts(ticker().read(path + "&to=" + all.get(7)))).containsExactlyElementsOf(all.subList(2, 7));
        assertThat(starts(ticker().read(path + "&from=" + all.get(2).plusMillis(1) + "&to=" + all.get(4))))
                .containsExactly(all.get(3));
        assertThat(starts(ticker().read("/" + symbol + "/candles?limit=5000&from=PT24H")))
                .containsExactlyElementsOf(all);
        assertThat(starts(ticker().read(path + "&to=PT24H"))).isEmpty();
        assertThat(starts(ticker().read(path + "&from=" + all.get(11).plusSeconds(1))))
                .isEmpty();
    }

    @Test
    default void candles_of_pages_that_are_read_while_others_close_have_no_hole() throws Exception {
        String symbol = newSymbol("C");
        Instant first = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(3_600);
        quotes(symbol, quote(first, "1", "1"));

        CompletableFuture<Void> producer = CompletableFuture.runAsync(() -> {
            try {
                for (int i = 1; i < 3_000; i += 20) {
                    List<String> some = new ArrayList<>();
                    for (int k = i; k < i + 20; k++) {
                        some.add(quote(first.plusSeconds(k), "1", "1"));
                    }
                    quotes(symbol, some.toArray(String[]::new));
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });

        do {
            List<Instant> starts = starts(ticker().read("/" + symbol + "/candles?interval=1s&limit=200"));
            for (int i = 1; i < starts.size(); i++) {
                assertThat(starts.get(i)).isEqualTo(starts.get(i - 1).plusSeconds(1));
            }
        } while (!producer.isDone());
        producer.join();
    }

    @Test
    default void the_newest_candle_is_open_until_its_time_is_over() throws Exception {
        String symbol = newSymbol("C");
        ticker().price(symbol, "1");
        ticker().price(symbol, "2");

        JsonObject day =
                candles(ticker().read("/" + symbol + "/candles?interval=1d")).get(0);

        assertThat(day.getBoolean("closed")).isFalse();
        assertThat(day.getInt("quotes")).isEqualTo(2);
        Awaitility.await("the second is over")
                .atMost(RawStream.PATIENCE)
                .untilAsserted(() -> assertThat(candles(ticker().read("/" + symbol + "/candles?interval=1s")))
                        .isNotEmpty()
                        .allSatisfy(candle ->
                                assertThat(candle.getBoolean("closed")).isTrue()));
    }

    @Test
    default void candles_are_pushed_as_they_close() throws Exception {
        String symbol = newSymbol("C");
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Instant yesterday = now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(1));
        quotes(symbol, quote(yesterday.minusSeconds(1), "1", "1"), quote(yesterday, "2", "1"));

        try (RawStream days = ticker().stream("/" + symbol + "/candles/events?interval=1d");
                RawStream lines = ticker().lines("/" + symbol + "/candles/events");
                RawStream seconds = ticker().stream("/" + symbol + "/candles/events?interval=1s")) {
            JsonObject first = nextOf("candle", days);
            quotes(symbol, quote(yesterday.plusSeconds(1), "3.0", "1"), quote(now, "4", "1"));
            JsonObject closed = nextOf("candle", days);
            while (!closed.getString("close").equals("3.0")) {
                closed = nextOf("candle", days);
            }
            Instant second = start(nextOf("candle", seconds));
            while (second.isBefore(now.truncatedTo(ChronoUnit.SECONDS))) {
                second = start(nextOf("candle", seconds));
            }

            assertThat(start(first))
                    .as("the last one that closed")
                    .isBetween(yesterday.minus(Duration.ofDays(1)), yesterday);
            assertThat(closed)
                    .as("by a later quote")
                    .isEqualTo(candles(ticker().read("/" + symbol + "/candles?interval=1d"))
                            .get(1));
            assertThat(closed.getBoolean("closed")).isTrue();
            assertThat(second).as("by the clock").isEqualTo(now.truncatedTo(ChronoUnit.SECONDS));
            assertThat(lines.header("Content-Type")).hasValue("application/x-ndjson");
        }
    }

    @Test
    default void a_quote_that_comes_too_late_changes_no_candle_and_is_counted() throws Exception {
        String symbol = newSymbol("C");
        Instant minute = longAgo();
        quotes(symbol, quote(minute.plusSeconds(60), "5", "1"), quote(minute.plusSeconds(60), "6", "1"));

        quotes(symbol, quote(minute.plusSeconds(59), "100", "7"));

        JsonObject page = ticker().read("/" + symbol + "/candles");
        JsonObject hour = ticker().read("/" + symbol + "/candles?interval=1h");
        assertThat(page.getInt("late")).isEqualTo(1);
        assertThat(candles(page)).hasSize(1);
        assertThat(candles(page).get(0).getString("high")).isEqualTo("6");
        assertThat(candles(page).get(0).getInt("quotes")).isEqualTo(2);
        assertThat(hour.getInt("late")).as("it is the same hour").isZero();
        assertThat(candles(hour).get(0).getString("high")).isEqualTo("100");
        assertThat(ticker().quote(symbol).getString("price"))
                .as("it is the newest all the same")
                .isEqualTo("100");
    }

    /** Clocks went forward on 2024-03-31. */
    @Test
    default void a_day_begins_at_midnight_of_the_symbols_zone() throws Exception {
        String berlin = newSymbol(BERLIN);
        String utc = newSymbol("C");
        for (String symbol : List.of(berlin, utc)) {
            quotes(
                    symbol,
                    quote(Instant.parse("2024-03-30T22:59:59.999999Z"), "1", "10"),
                    quote(Instant.parse("2024-03-30T23:00:00Z"), "2", "20"),
                    quote(Instant.parse("2024-03-31T21:59:59Z"), "5", "40"));
        }

        JsonObject inBerlin = ticker().read("/" + berlin + "/candles?interval=1d");
        JsonObject inUtc = ticker().read("/" + utc + "/candles?interval=1d");

        assertThat(inBerlin.getString("zone")).isEqualTo("Europe/Berlin");
        assertThat(starts(inBerlin))
                .containsExactly(Instant.parse("2024-03-29T23:00:00Z"), Instant.parse("2024-03-30T23:00:00Z"));
        JsonObject shortDay = candles(inBerlin).get(1);
        assertThat(Duration.between(start(shortDay), Instant.parse(shortDay.getString("end"))))
                .isEqualTo(Duration.ofHours(23));
        assertThat(starts(inUtc))
                .containsExactly(Instant.parse("2024-03-30T00:00:00Z"), Instant.parse("2024-03-31T00:00:00Z"));
        assertThat(ticker().quote(berlin).getString("dayVolume")).isEqualTo("60");
        assertThat(ticker().quote(berlin).getString("change")).isEqualTo("4");
        assertThat(ticker().quote(utc).getString("dayVolume")).isEqualTo("40");
        assertThat(ticker().quote(utc).getString("change")).isEqualTo("3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "interval=2m",
                "interval=1M",
                "limit=0",
                "limit=5001",
                "limit=-1",
                "limit=all",
                "from=yesterday",
                "from=2026-11-27",
                "from=P1Y",
                "from=PT99999999999999H",
                "to=x",
                "from=PT1H&to=PT2H",
                "from=PT1H&to=PT1H"
            })
    default void candles_that_are_asked_for_with_a_flaw_are_refused(String query) throws Exception {
        String symbol = newSymbol("C");
        ticker().price(symbol, "1");

        assertThat(outcome(ticker().get("/" + symbol + "/candles?" + query))).isEqualTo("400 bad-request");
    }

    /** In the middle of the hour before this one: over, and not too old for the shortest candles. */
    private static Instant longAgo() {
        return Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofMinutes(30));
    }

    private static String quote(Instant time, String price, String volume) {
        return "'price':'%s','volume':'%s','time':'%s'}".formatted(price, volume, time);
    }

    private void quotes(String symbol, String... quotes) throws Exception {
        StringBuilder batch = new StringBuilder();
        for (String quote : quotes) {
            batch.append(batch.isEmpty() ? "[" : ",")
                    .append("{'symbol':'" + symbol + "',")
                    .append(quote);
        }
        ticker().taken("", batch + "]");
    }

    /** A candle in every minute; when they begin. */
    private List<Instant> minutes(String symbol, Instant first, int count) throws Exception {
        List<Instant> starts = new ArrayList<>();
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            starts.add(first.plusSeconds(60L * i));
            all.add(quote(starts.get(i), Integer.toString(i), "1"));
        }
        quotes(symbol, all.toArray(String[]::new));
        return starts;
    }

    /** All pages, one after the other, in the order of time. */
    private List<Instant> pages(String path, String direction) throws Exception {
        List<List<Instant>> pages = new ArrayList<>();
        JsonObject page = ticker().read(path);
        pages.add(starts(page));
        while (!page.isNull("next")) {
            String plain = path.replaceAll("&" + direction + "=[^&]*", "");
            page = ticker().read(plain + "&" + direction + "=" + page.getString("next"));
            pages.add(starts(page));
        }
        assertThat(pages).hasSize(3);
        if (direction.equals("to")) {
            Collections.reverse(pages);
        }
        return pages.stream().flatMap(List::stream).toList();
    }

    private static List<Instant> starts(JsonObject page) {
        return candles(page).stream().map(CandleScenarios::start).toList();
    }

    private static Instant start(JsonObject candle) {
        return Instant.parse(candle.getString("start"));
    }
}
