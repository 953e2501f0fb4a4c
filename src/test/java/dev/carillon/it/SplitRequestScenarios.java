package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.SplitRequests;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Bodies that come after the heads of their requests. */
interface SplitRequestScenarios extends Scenario {

    /** More than the threads that read bodies. */
    int AT_ONCE = 60;

    @Test
    default void bodies_that_come_a_moment_after_their_heads_are_all_published() throws Exception {
        assertThat(statuses(4, 500, i -> Duration.ofNanos(i * 3_000L))).isEqualTo(Map.of(201, 2_000));
    }

    @Test
    default void bodies_for_which_many_requests_wait_at_once_are_all_published() throws Exception {
        assertThat(statuses(AT_ONCE, 20, i -> Duration.ofMillis(20))).isEqualTo(Map.of(201, AT_ONCE * 20));
    }

    private Map<Integer, Integer> statuses(int clients, int each, IntFunction<Duration> between) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Future<List<Integer>>> all = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                all.add(threads.submit(() -> post(each, between)));
            }
            Map<Integer, Integer> counted = new HashMap<>();
            for (Future<List<Integer>> some : all) {
                some.get().forEach(status -> counted.merge(status, 1, Integer::sum));
            }
            return counted;
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Integer> post(int count, IntFunction<Duration> between) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        String path = "/api/events/" + newChannel();
        try (SplitRequests requests = new SplitRequests(URI.create(RealWar.url()))) {
            for (int i = 0; i < count; i++) {
                statuses.add(requests.post(path, "hello", between.apply(i)));
            }
        }
        return statuses;
    }
}
