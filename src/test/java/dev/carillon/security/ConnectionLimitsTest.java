package dev.carillon.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.event.ConnectionLimitException;
import dev.carillon.event.Problem;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Places for streams are counted, in all and for each address. */
class ConnectionLimitsTest {

    private final ConnectionLimits limits = new ConnectionLimits(3, 2);

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
