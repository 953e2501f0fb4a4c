package dev.carillon.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Amounts as people write them. */
class UnitsTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "65536, 65536",
        "7B, 7",
        "64KiB, 65536",
        "8 MiB, 8388608",
        "1GiB, 1073741824",
        "999999999999999999, 999999999999999999"
    })
    void a_size_is_a_number_of_bytes_or_has_a_binary_unit(String text, long bytes) {
        assertThat(Units.bytes(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0KiB",
                "-1",
                "1.5MiB",
                "64kb",
                "64kib",
                "KiB",
                "1_000",
                "9999999999999GiB",
                "1000000000000000000"
            })
    void any_other_size_is_refused(String text) {
        assertThatThrownBy(() -> Units.bytes(text))
                .isInstanceOfAny(IllegalArgumentException.class, ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "15s, PT15S", "2m, PT2M", "24 h, PT24H", "7d, PT168H", "PT0.5S, PT0.5S", "P1D, PT24H"})
    void a_time_has_a_unit(String text, Duration duration) {
        assertThat(Units.duration(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "15", "0s", "-1s", "1.5s", "15S", "1w", "15 seconds", "PT0S", "PT-1S", "PT0.0001S", "P1Y"})
    void any_other_time_is_refused(String text) {
        assertThatThrownBy(() -> Units.duration(text)).isInstanceOf(RuntimeException.class);
    }

    /** The hub counts in nanoseconds, which last for 292 years; it would find out in the middle of its start. */
    @ParameterizedTest
    @ValueSource(strings = {"110000d", "PT2628000H", "999999999999999999d", "999999999999999999s"})
    void a_time_that_the_clocks_cannot_count_is_refused(String text) {
        assertThatThrownBy(() -> Units.duration(text)).isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @CsvSource({"1", "64"})
    void a_number_between_its_bounds_is_taken(String text) {
        assertThat(Units.between(text, 1, 64)).isEqualTo(Integer.parseInt(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65", "", "x", "1.0", "99999999999"})
    void a_number_out_of_its_bounds_is_refused(String text) {
        assertThatThrownBy(() -> Units.between(text, 1, 64)).isInstanceOf(IllegalArgumentException.class);
    }
}
