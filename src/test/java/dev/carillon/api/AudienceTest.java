package dev.carillon.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudienceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
                "text/html",
                "application/json;q=0.5, TEXT/HTML",
                "application/xhtml+xml",
            })
    void a_browser_that_navigates_is_a_person(String accept) {
        assertThat(Audience.of(accept)).isEqualTo(Audience.PERSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "",
                "application/json",
                "application/problem+json, text/html",
                "application/json, text/html",
                "text/event-stream",
                "text/event-stream, text/html;q=0.9",
                "text/html;q=0",
                "text/plain, */*;q=0.1",
            })
    void everybody_else_is_a_program(String accept) {
        assertThat(Audience.of(accept)).isEqualTo(Audience.PROGRAM);
    }

    @Test
    void a_request_without_the_header_is_a_program() {
        assertThat(Audience.of(null)).isEqualTo(Audience.PROGRAM);
    }
}
