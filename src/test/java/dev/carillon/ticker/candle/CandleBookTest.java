package dev.carillon.ticker.candle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.ticker.model.Candle;
import dev.carillon.ticker.model.Interval;
import dev.carillon.ticker.model.Symbol;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandleBookTest {

    private static final Symbol ACME = new Symbol("ACME");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private final CandleBook book = new CandleBook(ACME, ZoneOffset.UTC);

    private static List<Candle> add(CandleBook book, String time, String price, String volume) {
        return book.add(Instant.parse(time), new BigDecimal(price), new BigDecimal(volume));
    }

    private List<Candle> add(String time, String price) {
        return add(book, time, price, "1");
    }

    private List<Candle> over(String now) {
        return book.over(Instant.parse(now));
    }

    private Candle newest(Interval interval, String now) {
        return book.newest(interval, Instant.parse(now)).orElseThrow();
    }

    private static Candle candle(Interval interval, String start, String end, String numbers, long quotes) {
        BigDecimal[] values =
                List.of(numbers.split(" ", -1)).stream().map(BigDecimal::new).toArray(BigDecimal[]::new);
        return new Candle(
                ACME,
                interval,
                Instant.parse(start),
                Instant.parse(end),
                values[0],
                values[1],
                values[2],
                values[3],
                values[4],
                quotes,
                true);
    }

    @Test
    void a_book_without_a_quote_has_no_candle() {
        assertThat(book.newest(Interval.MINUTE, Instant.EPOCH)).isEmpty();
        assertThat(book.over(Instant.MAX)).isEmpty();
    }

    @Test
    void a_candle_is_closed_by_the_first_quote_of_a_later_one() {
        add("2026-11-27T12:00:00.1Z", "10");
        add("2026-11-27T12:00:00.2Z", "12");
        add("2026-11-27T12:00:00.3Z", "9");
        add("2026-11-27T12:00:00.999999Z", "11");

        List<Candle> closed = add("2026-11-27T12:00:01Z", "13");

        assertThat(closed)
                .containsExactly(
                        candle(Interval.SECOND, "2026-11-27T12:00:00Z", "2026-11-27T12:00:01Z", "10 12 9 11 4", 4));
    }

    @Test
    void a_quote_can_close_a_candle_of_each_interval_and_intervals_without_a_quote_have_none() {
        add("2026-11-27T12:34:56Z", "10");

        List<Candle> closed = add("2026-11-30T00:00:00Z", "13");

        assertThat(closed)
                .containsExactly(
                        candle(Interval.SECOND, "2026-11-27T12:34:56Z", "2026-11-27T12:34:57Z", "10 10 10 10 1", 1),
                        candle(Interval.MINUTE, "2026-11-27T12:34:00Z", "2026-11-27T12:35:00Z", "10 10 10 10 1", 1),
                        candle(
                                Interval.FIVE_MINUTES,
                                "2026-11-27T12:30:00Z",
                                "2026-11-27T12:35:00Z",
                                "10 10 10 10 1",
                                1),
                        candle(Interval.HOUR, "2026-11-27T12:00:00Z", "2026-11-27T13:00:00Z", "10 10 10 10 1", 1),
                        candle(Interval.DAY, "2026-11-27T00:00:00Z", "2026-11-28T00:00:00Z", "10 10 10 10 1", 1));
    }

    @Test
    void a_late_quote_changes_nothing_where_it_is_late_and_counts_where_it_is_not() {
        add("2026-11-27T12:04:30Z", "10");
        add("2026-11-27T12:05:30Z", "11");

        List<Candle> closed = add("2026-11-27T12:04:59Z", "99");

        assertThat(closed).isEmpty();
        assertThat(Interval.values()).extracting(book::late).containsExactly(1L, 1L, 1L, 0L, 0L);
        assertThat(newest(Interval.FIVE_MINUTES, "2026-11-27T12:06:00Z").high()).isEqualTo("11");
        assertThat(newest(Interval.HOUR, "2026-11-27T12:06:00Z").close()).isEqualTo("99");
    }

    @Test
    void a_candle_whose_time_is_over_is_told_once() {
        add("2026-11-27T12:00:00.5Z", "10");

        assertThat(over("2026-11-27T12:00:00.999999Z")).isEmpty();
        assertThat(over("2026-11-27T12:00:01Z"))
                .containsExactly(
                        candle(Interval.SECOND, "2026-11-27T12:00:00Z", "2026-11-27T12:00:01Z", "10 10 10 10 1", 1));
        assertThat(over("2026-11-27T12:00:01Z")).isEmpty();
        assertThat(add("2026-11-27T12:00:02Z", "11")).isEmpty();
        assertThat(over("2026-11-27T12:01:00Z"))
                .extracting(Candle::interval)
                .containsExactly(Interval.SECOND, Interval.MINUTE);
    }

    @Test
    void a_quote_for_the_newest_candle_counts_after_it_was_told_and_it_is_told_once_more() {
        add("2026-11-27T12:00:00.5Z", "10");
        over("2026-11-27T12:00:01Z");

        List<Candle> closed = add("2026-11-27T12:00:00.7Z", "12");

        assertThat(closed).isEmpty();
        assertThat(book.late(Interval.SECOND)).isZero();
        assertThat(over("2026-11-27T12:00:01.5Z"))
                .containsExactly(
                        candle(Interval.SECOND, "2026-11-27T12:00:00Z", "2026-11-27T12:00:01Z", "10 12 10 12 2", 2));
        add("2026-11-27T12:00:00.8Z", "9");
        assertThat(add("2026-11-27T12:00:02Z", "9"))
                .containsExactly(
                        candle(Interval.SECOND, "2026-11-27T12:00:00Z", "2026-11-27T12:00:01Z", "10 12 9 9 3", 3));
    }

    @Test
    void the_newest_candle_is_open_until_its_time_is_over() {
        add("2026-11-27T12:00:30Z", "10");

        assertThat(newest(Interval.MINUTE, "2026-11-27T12:00:59.999999Z").closed())
                .isFalse();
        assertThat(newest(Interval.MINUTE, "2026-11-27T12:01:00Z").closed()).isTrue();
    }

    @Test
    void numbers_keep_all_their_digits() {
        add(book, "2026-11-27T12:00:00Z", "189.30", "0.10");
        add(book, "2026-11-27T12:00:00Z", "189.3", "0");
        add(book, "2026-11-27T12:00:00Z", "189.300", "0.2");
        add(book, "2026-11-27T12:00:00Z", "-0.000000000000000001", "0.000");

        Candle candle = newest(Interval.DAY, "2026-11-27T12:00:00Z");

        assertThat(candle.high()).isEqualTo("189.30");
        assertThat(candle.low()).isEqualTo("-0.000000000000000001");
        assertThat(candle.volume()).isEqualTo("0.300");
    }

    @Test
    void a_day_has_23_or_25_hours_when_clocks_change() {
        CandleBook spring = new CandleBook(ACME, NEW_YORK);
        CandleBook autumn = new CandleBook(ACME, NEW_YORK);
        add(spring, "2026-03-08T05:00:00Z", "10", "1");
        add(autumn, "2026-11-01T04:00:00Z", "10", "1");

        Candle shortDay = add(spring, "2026-03-09T04:00:00Z", "11", "1").get(4);
        Candle longDay = add(autumn, "2026-11-02T05:00:00Z", "11", "1").get(4);

        assertThat(Duration.between(shortDay.start(), shortDay.end())).hasHours(23);
        assertThat(Duration.between(longDay.start(), longDay.end())).hasHours(25);
    }

    @Test
    void changes_are_told_to_the_first_price_and_from_the_second_day_on_to_the_last_one_of_the_day_before() {
        add("2026-11-27T12:00:00Z", "10");
        add("2026-11-27T13:00:00Z", "12");
        assertThat(book.reference()).isEqualTo("10");

        add("2026-11-30T00:00:00Z", "13");
        assertThat(book.reference()).isEqualTo("12");
        add("2026-11-29T23:59:59Z", "99");

        assertThat(book.reference()).isEqualTo("12");
    }

    @Test
    void the_volume_of_a_day_is_that_of_the_newest_day() {
        add(book, "2026-11-27T12:00:00Z", "10", "5");
        add(book, "2026-11-27T12:00:00Z", "10", "7");
        assertThat(book.dayVolume()).isEqualTo("12");

        add(book, "2026-11-28T00:00:00Z", "10", "3");
        add(book, "2026-11-27T23:59:59.999999Z", "10", "100");

        assertThat(book.dayVolume()).isEqualTo("3");
        assertThat(book.late(Interval.DAY)).isEqualTo(1);
    }

    @Test
    void a_symbol_that_gets_another_time_zone_has_a_shorter_day_once() {
        add("2026-11-27T12:00:00Z", "10");
        CandleBook moved = new CandleBook(ACME, NEW_YORK, book.state());

        Candle before = add(moved, "2026-11-28T01:00:00Z", "11", "1").get(4);

        Candle between = moved.newest(Interval.DAY, Instant.parse("2026-11-28T06:00:00Z"))
                .orElseThrow();
        assertThat(before.end()).isEqualTo("2026-11-28T00:00:00Z").isEqualTo(between.start());
        assertThat(between.end()).isEqualTo("2026-11-28T05:00:00Z");
    }

    @Test
    void a_state_that_lacks_an_interval_is_none() {
        add("2026-11-27T12:00:00Z", "10");
        CandleState state = book.state();

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(
                        () -> new CandleState(state.reference(), state.newest().subList(0, 4)));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new CandleState(
                        state.reference(),
                        List.of(
                                state.newest().get(1),
                                state.newest().get(0),
                                state.newest().get(2),
                                state.newest().get(3),
                                state.newest().get(4))));
    }
}
