package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.EngineClient;
import dev.carillon.it.client.EngineSocket;
import dev.carillon.it.client.HubClient;
import dev.carillon.it.client.HubFigures;
import dev.carillon.it.client.RawStream;
import dev.carillon.it.client.RawWebSocket;
import dev.carillon.it.client.SocketWire;
import dev.carillon.it.load.LatencyAudience;
import dev.carillon.it.server.Heap;
import dev.carillon.it.server.TomcatProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One of a thousand readers stops reading: the others do not notice, and it does not cost memory for long.
 *
 * <p>The socket buffers of the server and the ring are small, so that what takes minutes elsewhere takes seconds here: 20 events of 1
 * KiB each second fill the buffers in about two and the ring in one more.
 */
@EnabledIfSystemProperty(named = "carillon.container", matches = "tomcat")
class SlowReaderIT {

    private static final int READERS = 1_000;
    private static final int WINDOWS = 5;
    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final int EVENTS_PER_SECOND = 20;

    /**
     * What else runs on the machine may spoil a measurement, but hardly three in a row; whoever waits for one who has stopped waits for
     * {@code carillon.stream.slow-grace} in each of them.
     */
    private static final int MEASUREMENTS = 3;

    private static final int LOG_EVENTS = 50;
    private static final String PADDING = "x".repeat(1_000);

    /** On a machine that is busy with other things a millisecond is noise: below this difference nothing is claimed. */
    private static final long JITTER_MICROS = 10_000;

    private static TomcatProcess tomcat;

    @BeforeAll
    static void start() throws Exception {
        tomcat = new TomcatProcess.Plan("slow-reader")
                .with("carillon.connections.per-address", "5000")
                .with("carillon.ring.max-frames", "16")
                .with("carillon.stream.slow-grace", "500ms")
                .with("carillon.log", "memory")
                .with("carillon.log.memory.retention", "** = " + LOG_EVENTS + " events")
                .with("carillon.ticker.feeds", "[]")
                .serverXml(xml -> xml.replace("tcpNoDelay=\"true\"", "tcpNoDelay=\"true\" socket.txBufSize=\"32768\""))
                .start();
    }

    @AfterAll
    static void stop() {
        if (tomcat != null) {
            tomcat.close();
        }
    }

    @AfterEach
    void until_nobody_is_left() {
        Awaitility.await().atMost(RawStream.PATIENCE.multipliedBy(2)).until(() -> {
            for (String sink : List.of("tomcat", "servlet")) {
                tomcat.hub().publish("slow/" + sink, "so that the portable sink notices");
            }
            try (HubFigures figures = HubFigures.of(tomcat.pid())) {
                return figures.subscribers() == 0;
            }
        });
    }

    /** HTTP/1.0 gets the portable sink. */
    @ParameterizedTest
    @CsvSource({"HTTP/1.1, tomcat", "HTTP/1.0, servlet"})
    void a_reader_that_stops_among_a_thousand_slows_nobody_and_is_closed(String protocol, String sink)
            throws Exception {
        HubClient hub = tomcat.hub();
        String channel = "slow/" + sink;
        String request = "GET /api/events/" + channel + " " + protocol + "\r\nHost: localhost\r\n\r\n";
        ScheduledExecutorService publisher = Executors.newSingleThreadScheduledExecutor();
        try (HubFigures figures = HubFigures.of(tomcat.pid());
                LatencyAudience audience = new LatencyAudience(tomcat.port(), READERS - 1, request)) {
            Awaitility.await().atMost(RawStream.PATIENCE).until(() -> audience.begun() == READERS - 1);
            for (int i = 0; i < LOG_EVENTS; i++) {
                hub.publish(channel, PADDING);
            }
            Awaitility.await().atMost(RawStream.PATIENCE).until(() -> figures.subscribers() == READERS - 1);
            Heap before = Heap.of(tomcat.pid());
            AtomicInteger published = new AtomicInteger();
            ScheduledFuture<?> publishing = publisher.scheduleAtFixedRate(
                    () -> publish(hub, channel, published), 0, 1_000_000 / EVENTS_PER_SECOND, TimeUnit.MICROSECONDS);

            List<Windows> measured = new ArrayList<>();
            do {
                try (RawStream stopping =
                        RawStream.requestWithSmallBuffer(protocol, hub.at("/api/events/" + channel))) {
                    assertThat(stopping.header("Carillon-Sink")).hasValue(sink);
                    long slowBefore = figures.closed("slow");
                    measured.add(windows(audience, stopping, published));
                    Awaitility.await("end of the stopped reader")
                            .atMost(RawStream.PATIENCE)
                            .until(() -> figures.closed("slow") == slowBefore + 1);
                }
            } while (measured.size() < MEASUREMENTS && measured.stream().noneMatch(Windows::areAlike));
            assertThat(publishing.isDone()).as("publishing has failed").isFalse();
            publishing.cancel(false);

            System.out.printf(
                    "sink=%s readers=%d p99 in µs of windows of %d s: %s%n",
                    sink, READERS, WINDOW.toSeconds(), measured);
            assertThat(audience.open()).as("others that are still connected").isEqualTo(READERS - 1);
            assertThat(measured).anyMatch(Windows::areAlike);
            Awaitility.await()
                    .atMost(RawStream.PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> {
                        Heap after = Heap.of(tomcat.pid());
                        assertThat(after.moreOfOursThan(before, 5)).isEmpty();
                        assertThat(after.totalBytes() - before.totalBytes()).isLessThan(1 << 20);
                    });
        } finally {
            publisher.shutdownNow();
        }
    }

    private static Windows windows(LatencyAudience audience, RawStream stopping, AtomicInteger published)
            throws Exception {
        int eventsInWindow = EVENTS_PER_SECOND * (int) WINDOW.toSeconds();
        stopping.nextData(EVENTS_PER_SECOND);
        List<Long> all = new ArrayList<>();
        for (int window = 0; window < WINDOWS; window++) {
            audience.forgetSamples();
            stopping.nextData(eventsInWindow);
            all.add(audience.p99Micros());
        }
        List<Long> others = new ArrayList<>();
        for (int window = 0; window < WINDOWS; window++) {
            audience.forgetSamples();
            int end = published.get() + eventsInWindow;
            Awaitility.await().atMost(RawStream.PATIENCE).until(() -> published.get() >= end);
            others.add(audience.p99Micros());
        }
        return new Windows(all, others);
    }

    @Test
    void a_websocket_that_stops_reading_is_closed_and_another_one_hears_everything() throws Exception {
        HubClient hub = tomcat.hub();
        String subscribe = "421[\"subscribe\",{\"channel\":\"slow/websocket\"}]";
        EngineClient engine = new EngineClient("http://127.0.0.1:" + tomcat.port());
        try (HubFigures figures = HubFigures.of(tomcat.pid());
                RawWebSocket deaf = new RawWebSocket(tomcat.port(), 16 << 10);
                EngineSocket other = engine.socket("EIO=4&transport=websocket")) {
            other.next();
            other.send("40");
            assertThat(other.next()).startsWith("40{");
            other.send(subscribe);
            assertThat(other.next()).startsWith("431[{\"channels\"");
            deaf.connect();
            deaf.sendBytes(RawWebSocket.text(subscribe));
            Awaitility.await().atMost(RawStream.PATIENCE).until(() -> figures.subscribers() == 2);
            long slowBefore = figures.closed("slow");

            int published = 0;
            while (figures.closed("slow") == slowBefore && published < 20_000) {
                hub.publish("slow/websocket", published + ";" + PADDING);
                published++;
            }

            assertThat(published).isLessThan(20_000);
            deaf.awaitEnd();
            for (int i = 0; i < published; i++) {
                assertThat(SocketWire.member(other.next(), "data")).isEqualTo(i + ";" + PADDING);
            }
        }
    }

    private static void publish(HubClient hub, String channel, AtomicInteger published) {
        try {
            hub.publish(channel, "T" + System.nanoTime() + ";" + PADDING);
            published.incrementAndGet();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The 99th percentiles of windows in which all read, and of windows in which one has stopped.
     *
     * @param all in microseconds, while all read
     * @param others in microseconds, of those that go on reading
     */
    private record Windows(List<Long> all, List<Long> others) {

        boolean areAlike() {
            return median(others) <= Math.max(median(all) * 3 / 2, median(all) + JITTER_MICROS);
        }

        private static long median(List<Long> values) {
            return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
        }
    }
}
