package dev.carillon.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "orders/7", "A-Z_0.9~@", "...", "a/...", ".a", "a/~b", "~server/clock", "0/0/0/0"})
    void names_of_segments_are_taken(String value) {
        ChannelName name = new ChannelName(value);

        assertThat(name.value()).isEqualTo(value);
        assertThat(name).hasToString(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"     | it is empty",
                "/        | it has an empty segment",
                "/a       | it has an empty segment",
                "a/       | it has an empty segment",
                "a//b     | it has an empty segment",
                ".        | it has a segment '.' or '..'",
                "a/..     | it has a segment '.' or '..'",
                "../a     | it has a segment '.' or '..'",
                "*        | '*' is not a whole segment",
                "a/**     | '*' is not a whole segment",
                "a b      | character 2 is ' '",
                "a/b%2F   | character 4 is '%'",
                "grün     | character 3 is 'ü'",
                "a:b      | character 2 is ':'",
            })
    void anything_else_is_refused_with_what_was_found(String value, String flaw) {
        assertThatExceptionOfType(InvalidChannelException.class)
                .isThrownBy(() -> new ChannelName(value))
                .satisfies(refused -> {
                    assertThat(refused.problem()).isEqualTo(Problem.INVALID_CHANNEL);
                    assertThat(refused.finding()).isEqualTo("In '" + value + "' " + flaw + ".");
                    assertThat(refused.rule()).isNotBlank();
                    assertThat(refused.remedy()).isNotBlank();
                });
    }

    @Test
    void a_name_has_at_most_128_characters() {
        String longest = "a".repeat(128);

        assertThat(new ChannelName(longest).value()).isEqualTo(longest);

        assertThatExceptionOfType(InvalidChannelException.class)
                .isThrownBy(() -> new ChannelName(longest + "a"))
                .withMessageContaining("it has 129 characters");
    }

    @Test
    void what_is_quoted_in_a_message_cannot_break_a_line_or_a_terminal() {
        String attack = "a\r\nSet-Cookie: x\u001b[31m\u2028\u202e" + "b".repeat(200);

        assertThatExceptionOfType(InvalidChannelException.class)
                .isThrownBy(() -> new ChannelName(attack.substring(0, 100)))
                .satisfies(refused -> assertThat(refused.getMessage())
                        .contains("'aU+000DU+000ASet-Cookie: xU+001B[31mU+2028U+202Eb")
                        .contains("b…' character 2 is U+000D.")
                        .doesNotContainPattern("\\p{Cntrl}"));
    }

    @Test
    void names_that_begin_with_a_tilde_are_reserved() {
        assertThat(new ChannelName("~clock").isReserved()).isTrue();
        assertThat(new ChannelName("a~").isReserved()).isFalse();
        assertThat(new ChannelName("a/~b").isReserved()).isFalse();
    }
}
