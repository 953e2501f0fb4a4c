package dev.carillon.ticker.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.security.ManualScheduler;
import dev.carillon.ticker.TestBoard;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComparingTest {

    private final ManualScheduler clock = new ManualScheduler(Instant.parse("2026-01-01T00:00:00Z"));
    private final Comparing comparing = new Comparing(new Comparisons(), new TestBoard().board, new Random(5), clock);

    @Test
    void a_session_is_found_by_its_id_alone() {
        String one = comparing.begin();
        String other = comparing.begin();

        comparing.use(one).asked(Technique.PUSH, 7);

        assertThat(one).matches("[0-9a-f]{32}").isNotEqualTo(other);
        assertThat(comparing.use(one).figures().get(Technique.PUSH).requests()).isEqualTo(1);
        assertThat(comparing.use(other).figures().get(Technique.PUSH).requests())
                .isZero();
        refused("");
        refused(one + "0");
    }

    @Test
    void it_ends_ten_minutes_after_its_last_use() {
        String asked = comparing.begin();
        String streaming = comparing.begin();
        Comparison stream = comparing.use(streaming);
        String unused = comparing.begin();

        clock.pass(Duration.ofMinutes(9));
        comparing.use(asked);
        stream.sent(Technique.PUSH, 1);
        clock.pass(Duration.ofMinutes(9));

        assertThat(comparing.use(asked)).isNotNull();
        assertThat(comparing.use(streaming)).isSameAs(stream);
        refused(unused);
        clock.pass(Duration.ofMinutes(10).plusMillis(1));
        refused(asked);
    }

    @Test
    void where_there_are_too_many_the_one_that_was_used_least_lately_goes() {
        String first = comparing.begin();
        clock.pass(Duration.ofMillis(1));
        String second = comparing.begin();
        Set<String> others = new HashSet<>();
        for (int i = 2; i < Comparing.MAX_SESSIONS; i++) {
            clock.pass(Duration.ofMillis(1));
            others.add(comparing.begin());
        }
        clock.pass(Duration.ofMillis(1));
        comparing.use(first);

        String oneMore = comparing.begin();

        refused(second);
        assertThat(comparing.use(first)).isNotNull();
        assertThat(comparing.use(oneMore)).isNotNull();
        assertThat(others).allSatisfy(id -> assertThat(comparing.use(id)).isNotNull());
    }

    private void refused(String id) {
        assertThatThrownBy(() -> comparing.use(id))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        refusal -> assertThat(refusal.problem()).isEqualTo(Problem.NOT_FOUND));
    }
}
