package dev.carillon.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerErrorTest {

    @ParameterizedTest
    @CsvSource({
        "400, BAD_REQUEST",
        "403, BAD_REQUEST",
        "404, NOT_FOUND",
        "405, METHOD_NOT_ALLOWED",
        "406, NOT_ACCEPTABLE",
        "415, UNSUPPORTED_MEDIA_TYPE",
        "500, INTERNAL",
        "501, METHOD_NOT_ALLOWED",
        "503, INTERNAL",
    })
    void an_error_of_the_container_keeps_its_status_and_gets_a_problem(int status, Problem problem) {
        ProblemDocument document = ContainerError.document(status, "/x", "");

        assertThat(document.status()).isEqualTo(status);
        assertThat(document.problem()).isEqualTo(problem);
        assertThat(document.instance()).isEqualTo("/x");
    }
}
