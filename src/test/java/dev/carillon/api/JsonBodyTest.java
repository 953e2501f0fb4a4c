package dev.carillon.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonBodyTest {

    private static final Set<String> FIELDS = Set.of("token", "code");

    @Test
    void texts_are_there_or_not() {
        JsonBody body = JsonBody.of("{\"token\":\"t\",\"code\":null}", FIELDS);

        assertThat(body.text("token")).hasValue("t");
        assertThat(body.text("code")).isEmpty();
        assertThat(JsonBody.of(" ", FIELDS).text("token")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"token":"a","token":"b"}        | MALFORMED_JSON
            {"token":"a","\\u0074oken":"a"}  | MALFORMED_JSON
            {"token":{"x":1,"x":1}}          | MALFORMED_JSON
            {"token":"a"                     | MALFORMED_JSON
            {"token":"a"} x                  | MALFORMED_JSON
            []                               | MALFORMED_JSON
            {"tokens":"a"}                   | BAD_REQUEST
            """)
    void what_could_be_read_in_two_ways_is_refused(String text, Problem problem) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> JsonBody.of(text, FIELDS))
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(problem));
    }
}
