package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.HubClient;
import dev.carillon.it.client.HubFigures;
import dev.carillon.it.client.RawStream;
import dev.carillon.it.server.Heap;
import dev.carillon.it.server.Jcmd;
import dev.carillon.it.server.TomcatProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten thousand clients come and go, and nothing of them stays. */
@EnabledIfSystemProperty(named = "carillon.container", matches = "tomcat")
class ChurnIT {

    private static final int CLIENTS = 10_000;
    private static final int WAVE = 250;

    /** So many waves fill what Tomcat keeps for re-use, and let the JVM settle. */
    private static final int WARM_UP_WAVES = 4;

    /** Less than 60 bytes for each client. */
    private static final long TOLERATED_BYTES = 600_000;

    @ParameterizedTest
    @ValueSource(strings = {"auto", "servlet"})
    void ten_thousand_connects_and_disconnects_leave_nothing_behind(String sink) throws Exception {
        try (TomcatProcess tomcat = new TomcatProcess.Plan("churn-" + sink)
                        .with("carillon.sink", sink)
                        .with("carillon.connections.per-address", "20000")
                        .with("carillon.stream.heartbeat", "500ms")
                        .with("carillon.log", "memory")
                        .with("carillon.log.memory.retention", "** = 10 events")
                        .with("carillon.ticker.feeds", "[]")
                        .serverXml(ChurnIT::withSmallPools)
                        .withAllThreadsFromTheStart()
                        .start();
                HubFigures figures = HubFigures.of(tomcat.pid())) {
            long descriptors = Jcmd.descriptors(tomcat.pid());
            for (int wave = 0; wave < WARM_UP_WAVES; wave++) {
                wave(tomcat.hub(), wave);
            }
            awaitNobody(tomcat, figures, descriptors);
            long threads = Jcmd.threads(tomcat.pid(), "");
            Heap before = Heap.of(tomcat.pid());

            for (int wave = 0; wave < CLIENTS / WAVE; wave++) {
                wave(tomcat.hub(), wave % WARM_UP_WAVES);
            }

            awaitNobody(tomcat, figures, descriptors);
            Heap after = settled(tomcat, before);
            System.out.printf(
                    "sink=%s clients=%d live heap %d -> %d bytes, threads %d -> %d, descriptors %d -> %d%n",
                    sink,
                    CLIENTS,
                    before.totalBytes(),
                    after.totalBytes(),
                    threads,
                    Jcmd.threads(tomcat.pid(), ""),
                    descriptors,
                    Jcmd.descriptors(tomcat.pid()));
            assertThat(figures.feeds()).isZero();
            assertThat(after.moreOfOursThan(before, 10)).isEmpty();
            assertThat(after.totalBytes() - before.totalBytes())
                    .as(() -> "growth: " + after.largestGrowth(before))
                    .isLessThan(TOLERATED_BYTES);
            assertThat(Jcmd.threads(tomcat.pid(), "carillon-")).isLessThanOrEqualTo(16);
            assertThat(Jcmd.threads(tomcat.pid(), "")).isLessThanOrEqualTo(threads + 5);
        }
    }

    /** What is on its way out when nobody is left, a moment later is gone. */
    private static Heap settled(TomcatProcess tomcat, Heap before) throws Exception {
        long end = System.nanoTime() + RawStream.PATIENCE.toNanos();
        Heap now = Heap.of(tomcat.pid());
        while (now.totalBytes() - before.totalBytes() >= TOLERATED_BYTES && System.nanoTime() < end) {
            tomcat.runFor(Duration.ofSeconds(1));
            now = Heap.of(tomcat.pid());
        }
        return now;
    }

    /** Clients that come, get one event, and leave in different ways. */
    private static void wave(HubClient hub, int number) throws Exception {
        List<RawStream> streams = new ArrayList<>(WAVE);
        try {
            String channel = "churn/" + number;
            for (int i = 0; i < WAVE; i++) {
                streams.add(RawStream.get(hub.at("/api/events?channel=" + channel + "&channel=own/" + i % 50)));
            }
            hub.publish(channel, "hello");
            for (RawStream stream : streams) {
                assertThat(stream.nextMessage().data()).isEqualTo("hello");
            }
            for (int i = 0; i < WAVE; i += 2) {
                streams.get(i).reset();
            }
        } finally {
            for (RawStream stream : streams) {
                stream.close();
            }
        }
        hub.publish("churn/" + number, "is anybody there?");
    }

    /** Tomcat closes a socket at its poller's next look, up to a second later. */
    private static void awaitNobody(TomcatProcess tomcat, HubFigures figures, long descriptors) {
        Awaitility.await().atMost(RawStream.PATIENCE.multipliedBy(2)).untilAsserted(() -> {
            assertThat(figures.subscribers()).isZero();
            assertThat(Jcmd.descriptors(tomcat.pid())).as("descriptors").isLessThanOrEqualTo(descriptors + 5);
        });
    }

    /** Tomcat keeps closed sockets for re-use, and they keep the processors that they had last. */
    private static String withSmallPools(String serverXml) {
        return serverXml
                .replace("socket.bufferPool=\"500\"", "socket.bufferPool=\"20\"")
                .replace("processorCache=\"200\"", "processorCache=\"20\"");
    }
}
