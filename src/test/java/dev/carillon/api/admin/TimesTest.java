package dev.carillon.api.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.event.InvalidRequestException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    @ParameterizedTest
    @CsvSource({"12h, PT12H", "30s, PT30S", "500ms, PT0.5S", "366d, PT8784H", "PT1H30M, PT1H30M", "P1D, PT24H"})
    void a_time_is_an_amount_with_a_unit_or_iso_8601(String text, Duration duration) {
        assertThat(Times.duration("lifetime", text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "12", "h", "0s", "-1h", "1w", "PT", "PT0S", "PT-1S", "P1M", "1.5h", "9999999999d", "12 h"})
    void anything_else_is_refused_with_the_name_of_the_field(String text) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> Times.duration("lifetime", text))
                .withMessageStartingWith("\"lifetime\" is a time above zero");
    }

    @Test
    void a_point_in_time_has_an_offset() {
        assertThat(Times.instant("before", "2026-01-31T12:00:00+01:00"))
                .isEqualTo(Instant.parse("2026-01-31T11:00:00Z"));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> Times.instant("before", "2026-01-31T12:00:00"))
                .withMessageStartingWith("\"before\" is the id of an event, or a time");
    }
}
