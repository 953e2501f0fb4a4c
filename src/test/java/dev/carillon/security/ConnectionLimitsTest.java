package dev.carillon.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.event.ConnectionLimitException;
import dev.carillon.event.Limit;
import dev.carillon.event.Problem;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Places for streams are counted, in all and for each address. */
class ConnectionLimitsTest {

    private final ConnectionLimits limits = new ConnectionLimits(3, 2);
    private final ManualTime time = new ManualTime();
    private final LimitStats stats = new LimitStats();

    @Test
    void an_address_gets_its_places_and_no_more() {
        limits.acquire(from("a"));
        limits.acquire(from("a"));

        assertThatThrownBy(() -> limits.acquire(from("a")))
                .isInstanceOfSatisfying(ConnectionLimitException.class, e -> {
                    assertThat(e.problem()).isEqualTo(Problem.TOO_MANY_CONNECTIONS);
                    assertThat(e.rule()).contains("2").contains("carillon.connections.per-address");
                    assertThat(e.finding()).contains("a");
                });
        assertThat(limits.open()).isEqualTo(2);
    }

    @Test
    void all_addresses_together_get_the_places_of_the_server() {
        limits.acquire(from("a"));
        limits.acquire(from("b"));
        limits.acquire(from("c"));

        assertThatThrownBy(() -> limits.acquire(from("d")))
                .isInstanceOfSatisfying(
                        ConnectionLimitException.class,
                        e -> assertThat(e.rule()).contains("3").contains("carillon.connections.max"));
        assertThat(limits.open()).isEqualTo(3);
        assertThat(limits.addresses()).isEqualTo(3);
    }

    @Test
    void a_place_that_is_given_back_is_free() {
        limits.acquire(from("a"));
        limits.acquire(from("a"));
        limits.release(from("a"));

        limits.acquire(from("a"));

        assertThat(limits.open()).isEqualTo(2);
    }

    @Test
    void an_address_without_a_stream_is_forgotten() {
        limits.acquire(from("a"));
        limits.release(from("a"));

        assertThat(limits.open()).isZero();
        assertThat(limits.addresses()).isZero();
    }

    @Test
    void refusals_and_returns_of_many_threads_leave_nothing_behind() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> tasks = IntStream.range(0, 4)
                    .mapToObj(number -> (Callable<Void>) () -> {
                        for (int i = 0; i < 5_000; i++) {
                            useAPlace("address-" + (i + number) % 3);
                        }
                        return null;
                    })
                    .toList();
            for (var task : threads.invokeAll(tasks)) {
                task.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(limits.open()).isZero();
        assertThat(limits.addresses()).isZero();
    }

    @Test
    void an_ipv6_network_counts_as_one_address() {
        limits.acquire(from("2001:db8::1"));
        limits.acquire(from("2001:db8::2"));

        assertThatThrownBy(() -> limits.acquire(from("2001:db8::3"))).isInstanceOf(ConnectionLimitException.class);
        limits.release(from("2001:db8::1"));
        limits.acquire(from("2001:db8::3"));
    }

    @Test
    void a_caller_has_his_places_wherever_he_is() {
        ConnectionLimits known = limits(new Rate(1_000), new Rate(1_000));
        known.acquire(new Origin("alice", "a"));
        known.acquire(new Origin("alice", "b"));

        assertRefused(known, new Origin("alice", "c"), "carillon.connections.per-subject");
        known.acquire(new Origin("bob", "c"));
        known.acquire(from("c"));
        known.release(new Origin("alice", "b"));
        known.acquire(new Origin("alice", "c"));
        assertThat(known.open()).isEqualTo(4);
        assertThat(stats.hits(Limit.CONNECTIONS_PER_SUBJECT)).isOne();
    }

    @Test
    void an_address_that_opens_and_closes_all_the_time_has_to_wait() {
        ConnectionLimits limited = limits(new Rate(1_000), new Rate(2));
        for (int i = 0; i < 10; i++) {
            limited.acquire(from("a"));
            limited.release(from("a"));
        }

        assertRefused(limited, from("a"), "carillon.connections.rate-per-address");
        limited.acquire(from("b"));
        time.pass(Duration.ofMillis(500));
        limited.acquire(from("a"));
        assertThat(limited.open()).isEqualTo(2);
        assertThat(stats.hits(Limit.CONNECTION_RATE_PER_ADDRESS)).isOne();
    }

    /** Five thousand clients that come back within two seconds are no storm. */
    @Test
    void a_storm_of_all_addresses_passes_at_the_rate_of_the_server() {
        ConnectionLimits limited = limits(new Rate(2), new Rate(1_000));
        for (int i = 0; i < 10; i++) {
            limited.acquire(from("address-" + i));
        }

        assertRefused(limited, from("a"), "carillon.connections.rate");
        time.pass(Duration.ofSeconds(1));
        limited.acquire(from("a"));
        limited.acquire(from("b"));
        assertRefused(limited, from("c"), "carillon.connections.rate");
        assertThat(limited.open()).isEqualTo(12);
        assertThat(limited.addresses()).isEqualTo(12);
    }

    private ConnectionLimits limits(Rate rate, Rate ratePerAddress) {
        return new ConnectionLimits(new ConnectionLimits.Allowed(1_000, 1_000, 2, rate, ratePerAddress), stats, time);
    }

    private static void assertRefused(ConnectionLimits limits, Origin origin, String setting) {
        assertThatThrownBy(() -> limits.acquire(origin))
                .isInstanceOfSatisfying(
                        ConnectionLimitException.class,
                        e -> assertThat(e.rule()).contains("(" + setting + ")"));
    }

    private void useAPlace(String address) {
        try {
            limits.acquire(from(address));
        } catch (ConnectionLimitException full) {
            return;
        }
        limits.release(from(address));
    }

    private static Origin from(String address) {
        return new Origin("", address);
    }
}
