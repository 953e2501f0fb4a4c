package dev.carillon.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.ConnectionLimitException;
import dev.carillon.event.HubBusyException;
import dev.carillon.event.HubDrainingException;
import dev.carillon.event.HubStoppedException;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Limit;
import dev.carillon.event.LimitExceededException;
import dev.carillon.event.Problem;
import dev.carillon.security.LimitStats;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefusalsTest {

    private static final Duration COME_BACK = Duration.ofSeconds(3);

    private final LimitStats stats = new LimitStats();
    private final Refusals refusals = new Refusals(stats, () -> COME_BACK);

    @Test
    void what_is_too_large_is_counted_and_everything_else_is_not() {
        LimitExceededException tooLarge =
                new LimitExceededException(Limit.HEAD_BYTES, Problem.HEAD_TOO_LARGE, "Rule.", "Finding.", "Remedy.");
        InvalidRequestException wrong =
                new InvalidRequestException(Problem.BAD_REQUEST, "Rule.", "Finding.", "Remedy.");

        ProblemDocument document = refusals.document(tooLarge, "/a");
        ProblemDocument other = refusals.document(wrong, "/a");

        assertThat(document.status()).isEqualTo(431);
        assertThat(other.status()).isEqualTo(400);
        assertThat(stats.hits(Limit.HEAD_BYTES)).isOne();
        assertThat(stats.byName().values().stream().mapToLong(Long::longValue).sum())
                .isOne();
    }

    @Test
    void who_is_one_of_too_many_is_told_when_to_come_back_and_so_is_everybody_who_is_refused_for_a_time() {
        Duration told = Duration.ofSeconds(7);

        assertThat(refusals.retryAfter(new ConnectionLimitException("Rule.", "Finding.")))
                .isEqualTo(COME_BACK);
        assertThat(refusals.retryAfter(new HubStoppedException())).isEqualTo(COME_BACK);
        assertThat(refusals.retryAfter(new HubBusyException("Finding.", told))).isEqualTo(told);
        assertThat(refusals.retryAfter(new HubDrainingException(told))).isEqualTo(told);
    }

    @Test
    void who_has_done_something_wrong_is_not_to_come_back_with_it() {
        assertThat(refusals.retryAfter(
                        new InvalidRequestException(Problem.BAD_REQUEST, "Rule.", "Finding.", "Remedy.")))
                .isNull();
    }
}
