package dev.carillon.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreconditionsTest {

    private static final String TAG = "\"abc\"";

    @ParameterizedTest
    @ValueSource(
            strings = {"\"abc\"", "W/\"abc\"", "\"x\", \"abc\"", "\"x\",W/\"abc\",\"y\"", " * ", "\"a,b\", \"abc\""})
    void the_client_has_it(String header) {
        assertThat(has(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "abc", "\"ab\"", "\"abc", "\"abc-gzip\"", "\"ABC\"", "\"*\"", "**", "\"x\"abc\"", "w/\"ab\""
            })
    void the_client_does_not_have_it(String header) {
        assertThat(has(header)).isFalse();
    }

    @Test
    void tags_may_come_in_several_lines() {
        assertThat(has("\"x\"", "\"abc\"")).isTrue();
    }

    @Test
    void if_match_wants_the_very_same_bytes() {
        assertThat(insistsOn("\"abc\"")).isTrue();
        assertThat(insistsOn("*")).isTrue();
        assertThat(insistsOn("W/\"abc\"")).isFalse();
        assertThat(insistsOn("\"x\"")).isFalse();
    }

    @Test
    void a_list_without_an_end_is_not_read_to_its_end() {
        assertThat(has("\"x\",".repeat(100_000) + TAG)).isFalse();
    }

    private static boolean has(String... lines) {
        return Preconditions.has(Collections.enumeration(List.of(lines)), TAG);
    }

    private static boolean insistsOn(String... lines) {
        return Preconditions.insistsOn(Collections.enumeration(List.of(lines)), TAG);
    }
}
