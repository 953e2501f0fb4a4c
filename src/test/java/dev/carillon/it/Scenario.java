package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.HubClient;
import dev.carillon.it.client.HubFigures;
import dev.carillon.it.client.RawStream;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** What all scenarios need. A test class runs the scenarios that it implements, against the WAR that it deploys. */
interface Scenario {

    default HubClient hub() {
        return Deployed.HUB;
    }

    /** A channel of this test alone. */
    default String newChannel() {
        return "it/" + UUID.randomUUID();
    }

    default void awaitNobody(HubFigures figures) {
        Awaitility.await().atMost(RawStream.PATIENCE).until(() -> figures.subscribers() == 0);
    }

    /** Sends a poll, and does something as soon as the hub has one subscriber more. */
    default HttpResponse<String> whileWaiting(Callable<HttpResponse<String>> poll, Callable<?> meanwhile)
            throws Exception {
        ExecutorService client = Executors.newSingleThreadExecutor();
        try (HubFigures figures = HubFigures.of(RealWar.pid())) {
            awaitNobody(figures);
            Future<HttpResponse<String>> answer = client.submit(poll);
            Awaitility.await().atMost(RawStream.PATIENCE).until(() -> figures.subscribers() == 1);
            assertThat(answer.isDone()).isFalse();

            meanwhile.call();

            return answer.get(RawStream.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } finally {
            client.shutdownNow();
        }
    }

    /** Made when the first test needs it. */
    final class Deployed {
        private static final HubClient HUB = new HubClient(RealWar.url());

        private Deployed() {}
    }
}
