package dev.carillon.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptEncodingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "GZIP",
                "x-gzip",
                "gzip, deflate, br, zstd",
                "br;q=1.0, gzip;q=0.8, *;q=0.1",
                "gzip ; q=0.001",
                "*",
                "identity;q=0, *;q=0.5"
            })
    void gzip_is_taken(String header) {
        assertThat(takesGzip(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "identity",
                "br",
                "gzip;q=0",
                "gzip;q=0.000",
                "GZIP ; Q = 0",
                "*;q=0",
                "*, gzip;q=0",
                "gzip;q=0, *",
                "gzipped",
                "gzip/1",
                ";q=1",
                ",,,;;;,"
            })
    void gzip_is_not_taken(String header) {
        assertThat(takesGzip(header)).isFalse();
    }

    @Test
    void several_lines_are_one_list() {
        assertThat(takesGzip("br", "deflate, gzip")).isTrue();
        assertThat(takesGzip("*", "gzip;q=0")).isFalse();
    }

    @Test
    void who_says_nothing_gets_the_file_as_it_is() {
        assertThat(takesGzip()).isFalse();
        assertThat(AcceptEncoding.takesGzip(null)).isFalse();
    }

    @Test
    void what_stands_far_behind_is_not_read() {
        assertThat(takesGzip("a,".repeat(100_000) + "gzip")).isFalse();
    }

    private static boolean takesGzip(String... lines) {
        return AcceptEncoding.takesGzip(Collections.enumeration(List.of(lines)));
    }
}
