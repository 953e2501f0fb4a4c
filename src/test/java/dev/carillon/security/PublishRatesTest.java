package dev.carillon.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.event.Limit;
import dev.carillon.event.Problem;
import dev.carillon.event.RateLimitException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who publishes how much. */
class PublishRatesTest {

    private static final Origin ALICE = new Origin("alice", "192.0.2.1");
    private static final Origin ANONYMOUS = new Origin("", "192.0.2.1");

    private final ManualTime time = new ManualTime();
    private final LimitStats stats = new LimitStats();

    /** A caller: 10 events and 1000 bytes a second; an address: 2 and 100. At once: five seconds' worth. */
    private final PublishRates rates = new PublishRates(
            new PublishRates.Rates(new Rate(10), new Rate(1_000)),
            new PublishRates.Rates(new Rate(2), new Rate(100)),
            stats,
            time);

    @Test
    void an_address_publishes_its_burst_and_then_at_its_rate() {
        for (int i = 0; i < 10; i++) {
            rates.request(ANONYMOUS, 1);
        }

        assertRefused(ANONYMOUS, 1, "carillon.publish.rate-per-address", 1);
        time.pass(Duration.ofMillis(500));
        rates.request(ANONYMOUS, 1);
        assertRefused(ANONYMOUS, 1, "carillon.publish.rate-per-address", 1);
        assertThat(stats.hits(Limit.PUBLISH_RATE_PER_ADDRESS)).isEqualTo(2);
    }

    @Test
    void bytes_are_counted_beside_events() {
        rates.request(ANONYMOUS, 400);

        assertRefused(ANONYMOUS, 400, "carillon.publish.bytes-per-address", 3);
        assertThat(stats.hits(Limit.PUBLISH_BYTES_PER_ADDRESS)).isOne();
        rates.request(ANONYMOUS, 100);
    }

    @Test
    void a_request_that_is_refused_for_its_bytes_takes_no_event() {
        rates.request(ANONYMOUS, 500);
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> rates.request(ANONYMOUS, 500)).isInstanceOf(RateLimitException.class);
        }

        rates.furtherEvents(ANONYMOUS, 9);
    }

    @Test
    void a_caller_who_is_known_has_his_own_from_every_address_and_the_others_have_theirs() {
        for (int i = 0; i < 50; i++) {
            rates.request(new Origin("alice", "192.0.2." + i), 1);
        }

        assertRefused(ALICE, 1, "carillon.publish.rate-per-subject", 1);
        rates.request(new Origin("bob", "192.0.2.1"), 1);
        rates.request(ANONYMOUS, 1);
    }

    @Test
    void all_addresses_of_an_ipv6_network_are_one() {
        for (int i = 0; i < 10; i++) {
            rates.request(new Origin("", "2001:db8::" + i), 1);
        }

        assertRefused(new Origin("", "2001:db8::ffff"), 1, "carillon.publish.rate-per-address", 1);
        rates.request(new Origin("", "2001:db8:0:1::1"), 1);
    }

    @Test
    void a_batch_counts_its_events() {
        rates.request(ANONYMOUS, 1);
        rates.furtherEvents(ANONYMOUS, 9);

        assertRefused(ANONYMOUS, 1, "carillon.publish.rate-per-address", 1);
    }

    /** Else it could never be published. What it has more is a debt. */
    @Test
    void a_batch_that_is_larger_than_a_burst_passes_when_nobody_has_published_and_is_paid_for_later() {
        rates.request(ANONYMOUS, 1);
        rates.furtherEvents(ANONYMOUS, 29);

        time.pass(Duration.ofSeconds(10));
        assertThatThrownBy(() -> rates.furtherEvents(ANONYMOUS, 1)).isInstanceOf(RateLimitException.class);
        time.pass(Duration.ofSeconds(1));
        rates.furtherEvents(ANONYMOUS, 1);
    }

    @Test
    void a_batch_that_is_larger_than_a_burst_waits_for_what_was_published_before() {
        rates.request(ANONYMOUS, 1);

        rates.request(ANONYMOUS, 1);
        assertThatThrownBy(() -> rates.furtherEvents(ANONYMOUS, 29)).isInstanceOf(RateLimitException.class);
    }

    @Test
    void what_is_unlimited_is_not_counted() {
        PublishRates unlimited =
                new PublishRates(PublishRates.Rates.UNLIMITED, PublishRates.Rates.UNLIMITED, stats, time);

        for (int i = 0; i < 100_000; i++) {
            unlimited.request(ANONYMOUS, 1 << 20);
        }
        assertThat(stats.hits(Limit.PUBLISH_RATE_PER_ADDRESS)).isZero();
    }

    @Test
    void a_million_addresses_are_not_remembered() {
        TokenBuckets buckets = new TokenBuckets(new Rate(1), time);

        for (int i = 0; i < 1_000_000; i++) {
            buckets.take("address-" + i, 1);
        }

        assertThat(buckets.size()).isLessThanOrEqualTo(TokenBuckets.MAX);
        time.pass(Duration.ofMinutes(2));
        assertThat(buckets.size()).isZero();
    }

    private void assertRefused(Origin origin, long bytes, String setting, long seconds) {
        assertThatThrownBy(() -> rates.request(origin, bytes))
                .isInstanceOfSatisfying(RateLimitException.class, refused -> {
                    assertThat(refused.problem()).isEqualTo(Problem.RATE_LIMITED);
                    assertThat(refused.rule()).contains("(" + setting + ")");
                    assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
                });
    }
}
