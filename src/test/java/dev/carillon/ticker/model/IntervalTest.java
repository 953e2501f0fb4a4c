package dev.carillon.ticker.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {

    @ParameterizedTest
    @CsvSource({
        "1s, 2026-11-27T12:34:56Z, 2026-11-27T12:34:57Z",
        "1m, 2026-11-27T12:34:00Z, 2026-11-27T12:35:00Z",
        "5m, 2026-11-27T12:30:00Z, 2026-11-27T12:35:00Z",
        "1h, 2026-11-27T12:00:00Z, 2026-11-27T13:00:00Z",
        "1d, 2026-11-27T00:00:00Z, 2026-11-28T00:00:00Z",
    })
    void a_candle_begins_and_ends_where_its_interval_does(String label, Instant start, Instant end) {
        Interval interval = Interval.of(label);

        Instant found = interval.startOf(Instant.parse("2026-11-27T12:34:56.789Z"), ZoneOffset.UTC);

        assertThat(found).isEqualTo(start);
        assertThat(interval.endOf(found, ZoneOffset.UTC)).isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource({
        // Clocks go forward, and back.
        "America/New_York, 2026-03-08T12:00:00Z, 2026-03-08T05:00:00Z, 2026-03-09T04:00:00Z",
        "America/New_York, 2026-11-01T12:00:00Z, 2026-11-01T04:00:00Z, 2026-11-02T05:00:00Z",
        // By half an hour.
        "Australia/Lord_Howe, 2026-04-05T00:00:00Z, 2026-04-04T13:00:00Z, 2026-04-05T13:30:00Z",
        // At midnight: the day begins at one.
        "America/Havana, 2026-03-08T12:00:00Z, 2026-03-08T05:00:00Z, 2026-03-09T04:00:00Z",
        // From one to midnight, which comes twice.
        "America/Havana, 2026-11-01T12:00:00Z, 2026-11-01T04:00:00Z, 2026-11-02T05:00:00Z",
        // A day that was left out.
        "Pacific/Apia, 2011-12-30T09:00:00Z, 2011-12-29T10:00:00Z, 2011-12-30T10:00:00Z",
        "Pacific/Apia, 2011-12-30T11:00:00Z, 2011-12-30T10:00:00Z, 2011-12-31T10:00:00Z",
    })
    void a_day_is_that_of_its_time_zone(String zone, Instant time, Instant start, Instant end) {
        Instant found = Interval.DAY.startOf(time, ZoneId.of(zone));

        assertThat(found).isEqualTo(start);
        assertThat(Interval.DAY.endOf(found, ZoneId.of(zone))).isEqualTo(end);
    }

    /** At 00:01 clocks went back to 23:01 of the day before, so that its last hour came again after a minute of the new day. */
    @ParameterizedTest
    @CsvSource({"2010-11-07T02:30:30Z", "2010-11-07T02:31:00Z", "2010-11-07T03:00:00Z", "2010-11-07T03:30:00Z"})
    void an_evening_that_comes_again_belongs_to_the_day_that_has_begun(Instant time) {
        ZoneId zone = ZoneId.of("America/St_Johns");

        Instant start = Interval.DAY.startOf(time, zone);

        assertThat(start).isEqualTo("2010-11-07T02:30:00Z");
        assertThat(Interval.DAY.endOf(start, zone)).isEqualTo("2010-11-08T03:30:00Z");
    }

    @Test
    void the_days_of_a_zone_follow_each_other_without_a_hole() {
        ZoneId zone = ZoneId.of("America/St_Johns");
        Instant start = Interval.DAY.startOf(Instant.parse("2006-01-01T12:00:00Z"), zone);

        for (int day = 0; day < 4_000; day++) {
            Instant end = Interval.DAY.endOf(start, zone);
            assertThat(Interval.DAY.startOf(start, zone)).isEqualTo(start);
            assertThat(Interval.DAY.startOf(end.minusNanos(1_000), zone)).isEqualTo(start);
            assertThat(Interval.DAY.startOf(end, zone)).isEqualTo(end).isAfter(start);
            start = end;
        }
    }
}
