package dev.carillon.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "!", "~", "\"quoted\"", "8e03978e-40d5-43dd-bc93-6894a57f9324", "a,b;c=d/e?f#g"})
    void visible_characters_of_ascii_are_taken(String value) {
        assertThat(new IdempotencyKey("ann", value).value()).isEqualTo(value);
    }

    @Test
    void a_key_has_at_most_128_characters() {
        String longest = "k".repeat(128);

        assertThat(new IdempotencyKey("ann", longest).value()).isEqualTo(longest);

        assertThatExceptionOfType(LimitExceededException.class)
                .isThrownBy(() -> new IdempotencyKey("ann", longest + "k"))
                .satisfies(refused -> assertThat(refused.limit()).isEqualTo(Limit.IDEMPOTENCY_KEY_LENGTH));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"       | It is empty.",
                "\" \"      | It is ' '.",
                "a b        | It is 'a b'.",
                "grün       | It is 'grün'.",
                "\"a\u007f\" | It is 'aU+007F'.",
                "\"a\tb\"   | It is 'aU+0009b'.",
            })
    void anything_else_is_refused_with_what_was_found(String value, String finding) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> new IdempotencyKey("ann", value))
                .satisfies(refused -> {
                    assertThat(refused.problem()).isEqualTo(Problem.INVALID_IDEMPOTENCY_KEY);
                    assertThat(refused.finding()).isEqualTo(finding);
                    assertThat(refused.rule()).isNotBlank();
                    assertThat(refused.remedy()).isNotBlank();
                });
    }

    @Test
    void the_keys_of_two_callers_are_two() {
        IdempotencyKey key = new IdempotencyKey("ann", "key");

        assertThat(key).isEqualTo(new IdempotencyKey("ann", "key")).isNotEqualTo(new IdempotencyKey("bob", "key"));
    }
}
