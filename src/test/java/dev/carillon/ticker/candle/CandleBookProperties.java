package dev.carillon.ticker.candle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.ticker.candle.BatchCandles.Raw;
import dev.carillon.ticker.model.Candle;
import dev.carillon.ticker.model.Interval;
import dev.carillon.ticker.model.Symbol;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Random quotes, some of them late, beside the batch, which sees them all at once. */
class CandleBookProperties {

    private static final Symbol ACME = new Symbol("ACME");

    /** Hours before a change of the clocks. */
    private static final List<Instant> BEGINNINGS = List.of(
            Instant.parse("2026-03-07T22:00:00Z"),
            Instant.parse("2026-03-28T21:00:00Z"),
            Instant.parse("2026-04-04T10:00:00Z"),
            Instant.parse("2026-10-03T12:00:00Z"),
            Instant.parse("2026-11-01T03:00:00Z"));

    private static final List<String> ZONES =
            List.of("UTC", "America/New_York", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe");

    /** What happens between two quotes. */
    enum Event {
        NOTHING,
        CLOCK,
        RESTART
    }

    record Step(Duration later, BigDecimal price, BigDecimal volume, Event before) {}

    /** Of one symbol. */
    record Course(Instant beginning, ZoneId zone, List<Step> steps) {}

    @Property
    void candles_are_those_of_the_batch_whatever_comes_between(@ForAll("courses") Course course) {
        CandleBook book = new CandleBook(ACME, course.zone());
        Map<String, Candle> told = new TreeMap<>();
        List<Raw> quotes = new ArrayList<>();
        Instant time = course.beginning();

        for (Step step : course.steps()) {
            if (step.before() == Event.CLOCK) {
                keep(told, book.over(time));
            } else if (step.before() == Event.RESTART && !quotes.isEmpty()) {
                book = new CandleBook(ACME, course.zone(), book.state());
            }
            time = time.plus(step.later());
            quotes.add(new Raw(time, step.price(), step.volume()));
            keep(told, book.add(time, step.price(), step.volume()));
            requireDay(book, new BatchCandles(ACME, course.zone(), Interval.DAY, quotes));
        }
        keep(told, book.over(Instant.MAX));

        assertThat(book.over(Instant.MAX)).isEmpty();
        for (Interval interval : Interval.values()) {
            BatchCandles batch = new BatchCandles(ACME, course.zone(), interval, quotes);
            assertThat(told.values())
                    .filteredOn(candle -> candle.interval() == interval)
                    .isEqualTo(batch.candles());
            assertThat(book.late(interval)).isEqualTo(batch.late());
            assertThat(book.newest(interval, Instant.MAX))
                    .contains(batch.candles().get(batch.candles().size() - 1));
        }
    }

    /** Of each interval one at most, and none that was told like this before. */
    private static void keep(Map<String, Candle> told, List<Candle> closed) {
        assertThat(closed).extracting(Candle::interval).doesNotHaveDuplicates();
        for (Candle candle : closed) {
            assertThat(told.put(candle.interval() + " " + candle.start(), candle))
                    .isNotEqualTo(candle);
        }
    }

    private static void requireDay(CandleBook book, BatchCandles days) {
        List<Candle> candles = days.candles();
        assertThat(book.dayVolume()).isEqualTo(candles.get(candles.size() - 1).volume());
        assertThat(book.reference()).isEqualTo(days.reference());
    }

    @Provide
    Arbitrary<Course> courses() {
        return Combinators.combine(
                        Arbitraries.of(BEGINNINGS),
                        Arbitraries.of(ZONES).map(ZoneId::of),
                        steps().list().ofMinSize(1).ofMaxSize(60))
                .as(Course::new);
    }

    private static Arbitrary<Step> steps() {
        Arbitrary<Duration> later = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(Duration.ZERO)),
                Tuple.of(4, between(0, 2_000_000)),
                Tuple.of(4, between(0, 400_000_000L)),
                Tuple.of(2, between(0, 40_000_000_000L)),
                Tuple.of(2, between(-2_000_000, 0)),
                Tuple.of(1, between(-100_000_000_000L, 0)));
        Arbitrary<BigDecimal> price = Arbitraries.bigDecimals()
                .between(BigDecimal.valueOf(-5), BigDecimal.valueOf(200))
                .ofScale(2);
        Arbitrary<BigDecimal> volume = Arbitraries.oneOf(
                Arbitraries.of(BigDecimal.ZERO, new BigDecimal("0.000")),
                Arbitraries.integers().between(1, 900).map(units -> BigDecimal.valueOf(units, units % 3)));
        return Combinators.combine(later, price, volume, Arbitraries.of(Event.class))
                .as(Step::new);
    }

    private static Arbitrary<Duration> between(long minMicros, long maxMicros) {
        return Arbitraries.longs().between(minMicros, maxMicros).map(micros -> Duration.ofNanos(micros * 1_000));
    }
}
