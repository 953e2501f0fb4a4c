package dev.carillon.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Limit;
import dev.carillon.event.LimitExceededException;
import dev.carillon.event.Problem;
import dev.carillon.security.LimitStats;
import org.junit.jupiter.api.Test;

class RefusalsTest {

    private final LimitStats stats = new LimitStats();
    private final Refusals refusals = new Refusals(stats);

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
}
