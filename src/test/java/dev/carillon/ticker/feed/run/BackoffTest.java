package dev.carillon.ticker.feed.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.ticker.feed.FeedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final IOException failure = new IOException("gone");

    /** Takes nothing off. */
    private static final RandomGenerator NOTHING = () -> 0;

    @Test
    void the_time_doubles_up_to_five_minutes_and_begins_anew_after_a_success() {
        Backoff backoff = new Backoff(NOTHING);

        List<Long> seconds = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            seconds.add(backoff.after(failure).toSeconds());
        }
        backoff.reset();

        assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L);
        assertThat(backoff.after(failure)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_random_part_of_up_to_a_half_is_taken_off() {
        Random random = new Random(11);
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            millis.add(new Backoff(random).after(failure).toMillis());
        }

        assertThat(millis).allMatch(one -> one >= 500 && one <= 1000);
        assertThat(millis.stream().distinct().count()).isGreaterThan(200);
    }

    @Test
    void an_upstream_that_says_when_is_waited_for_an_hour_at_most() {
        Backoff backoff = new Backoff(NOTHING);

        assertThat(backoff.after(new FeedException("busy", Duration.ofSeconds(30))))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(backoff.after(new FeedException("busy", Duration.ZERO))).isEqualTo(Duration.ofSeconds(2));
        assertThat(backoff.after(new FeedException("busy", Duration.ofDays(9)))).isEqualTo(Duration.ofHours(1));
    }
}
