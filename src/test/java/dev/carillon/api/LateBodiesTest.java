package dev.carillon.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LateBodiesTest {

    private static final Duration SETTLING = Duration.ofMillis(50);

    @ParameterizedTest
    @CsvSource({
        // Nobody has fewer than two.
        "2, 1, 1",
        // Payara Server's default.
        "5, 1, 1",
        "16, 6, 4",
        // Ours.
        "64, 24, 16",
        // Payara Micro's default.
        "200, 24, 16"
    })
    void threads_that_wait_for_bodies_leave_others_for_everybody_else(int requestThreads, int readers, int http2) {
        LateBodies late = LateBodies.readBy(requestThreads, SETTLING);

        assertThat(late).isEqualTo(new LateBodies(readers, http2, SETTLING));
    }

    @Test
    void where_bodies_can_wait_without_a_thread_they_do() {
        assertThat(LateBodies.waiting().readers()).isZero();
    }
}
