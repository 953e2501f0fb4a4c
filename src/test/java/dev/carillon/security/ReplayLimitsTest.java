package dev.carillon.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.event.Limit;
import dev.carillon.event.Problem;
import dev.carillon.event.RateLimitException;
import org.junit.jupiter.api.Test;

/** Readers of the past are counted. */
class ReplayLimitsTest {

    private final LimitStats stats = new LimitStats();
    private final ReplayLimits limits = new ReplayLimits(3, 2, stats);

    @Test
    void an_address_has_its_readers_of_the_past_and_no_more() {
        limits.begin(from("a"));
        limits.begin(from("a"));

        assertRefused("a", "carillon.replays.per-address");
        limits.begin(from("b"));
        assertRefused("c", "carillon.replays.max");
        assertThat(stats.hits(Limit.REPLAYS_PER_ADDRESS)).isOne();
        assertThat(stats.hits(Limit.REPLAYS)).isOne();
    }

    @Test
    void a_place_is_given_back_once() {
        Runnable over = limits.begin(from("a"));
        limits.begin(from("a"));

        over.run();
        over.run();

        assertThat(limits.running()).isOne();
        limits.begin(from("a"));
        assertRefused("a", "carillon.replays.per-address");
    }

    private void assertRefused(String address, String setting) {
        assertThatThrownBy(() -> limits.begin(from(address)))
                .isInstanceOfSatisfying(RateLimitException.class, refused -> {
                    assertThat(refused.problem()).isEqualTo(Problem.TOO_MANY_REPLAYS);
                    assertThat(refused.rule()).contains("(" + setting + ")");
                    assertThat(refused.retryAfter()).isPositive();
                });
    }

    private static Origin from(String address) {
        return new Origin("", address);
    }
}
