package dev.carillon.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.Payload;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.Chunk;
import dev.carillon.hub.CloseReason;
import dev.carillon.hub.Sink;
import dev.carillon.hub.Start;
import dev.carillon.hub.Subscriber;
import dev.carillon.log.ManualClock;
import dev.carillon.security.ConnectionLimits;
import dev.carillon.stream.NdjsonFormat;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveFiguresTest {

    private final OperationHub parts = new OperationHub();
    private final ManualClock clock = new ManualClock();
    private final Gauges gauges = new Gauges(new Gauges.Sources(
            parts.hub,
            parts.log,
            Optional.empty(),
            new ConnectionLimits(10, 10),
            () -> Map.of("connections.max", 3L, "event.max-bytes", 0L),
            () -> List.of(new Gauges.Feed("demo", "up", 2.04, 1))));
    private final LiveFigures figures = new LiveFigures(parts.hub, gauges, clock);

    @AfterEach
    void end() {
        parts.close();
    }

    @Test
    void nothing_is_told_while_nobody_listens() {
        listener("other/**");

        assertThat(tell()).isFalse();
        assertThat(parts.hub.channels(SelectorSet.of("admin/**"), "", 10).channels())
                .isEmpty();
    }

    @Test
    void whoever_listens_is_told_how_the_server_is() {
        Listener listener = listener("admin/stats");

        assertThat(tell()).isTrue();

        JsonObject event = listener.next();
        JsonObject told = event.getJsonObject("data");
        assertThat(event.isNull("id")).isTrue();
        assertThat(event.getString("type")).isEqualTo("figures");
        assertThat(told.getString("time")).isEqualTo(clock.instant().toString());
        assertThat(told.getJsonObject("connections").getInt("all")).isEqualTo(1);
        assertThat(told.getJsonObject("connections").getInt("max")).isEqualTo(10);
        assertThat(told.getJsonObject("limits")).isEqualTo(json("{\"connections.max\":3}"));
        assertThat(told.getJsonObject("log").getBoolean("writable")).isTrue();
        assertThat(told.getJsonObject("drain")).isEqualTo(json("{\"draining\":false}"));
        assertThat(told.getJsonArray("feeds").getJsonObject(0))
                .isEqualTo(json("{\"name\":\"demo\",\"health\":\"up\",\"perSecond\":2.0,\"failures\":1}"));
        assertThat(told.getJsonObject("java").getJsonNumber("heapUsedBytes").longValue())
                .isPositive();
    }

    @Test
    void a_listener_to_a_pattern_is_told_as_well() {
        Listener listener = listener("admin/**");

        assertThat(tell()).isTrue();

        assertThat(listener.next().getString("channel")).isEqualTo("admin/stats");
    }

    @Test
    void times_are_those_of_what_happened_since_the_look_before() {
        Listener listener = listener("admin/stats");
        publish();
        tell();
        JsonObject first = listener.next().getJsonObject("data").getJsonObject("publish");
        publish();
        publish();
        clock.pass(Duration.ofSeconds(1));

        tell();

        JsonObject second = listener.next().getJsonObject("data").getJsonObject("publish");
        assertThat(first.isNull("p99Millis")).isTrue();
        // The first figures themselves are one.
        assertThat(second.getInt("count")).isEqualTo(first.getInt("count") + 3);
        assertThat(second.getJsonNumber("p99Millis").doubleValue()).isPositive();
    }

    @Test
    void what_happened_while_nobody_listened_is_not_told_as_news() {
        Listener listener = listener("admin/stats");
        tell();
        listener.next();
        listener.leave();
        awaitHeard(false);
        publish();
        tell();
        Listener another = listener("admin/stats");
        another.next(); // what was told last, as everywhere where events conflate

        tell();

        JsonObject told = another.next().getJsonObject("data").getJsonObject("publish");
        assertThat(told.isNull("p99Millis")).isTrue();
    }

    @Test
    void a_scheduler_tells_them_until_that_is_ended() throws Exception {
        Listener listener = listener("admin/stats");
        ScheduledExecutorService scheduler = new ScheduledThreadPoolExecutor(1);
        Runnable end = figures.start(scheduler);
        try {
            assertThat(listener.next().getString("channel")).isEqualTo("admin/stats");

            end.run();

            scheduler.shutdown();
            assertThat(scheduler.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        } finally {
            scheduler.shutdownNow();
        }
    }

    private boolean tell() {
        return figures.tell().toCompletableFuture().join();
    }

    private void publish() {
        var unused = parts.hub
                .publish(Event.of(new ChannelName("a"), Payload.text("b"), Instant.now()))
                .toCompletableFuture()
                .join();
    }

    private void awaitHeard(boolean heard) {
        Awaitility.await()
                .until(() -> parts.hub
                                .isHeard(LiveFigures.CHANNEL)
                                .toCompletableFuture()
                                .join()
                        == heard);
    }

    private Listener listener(String selector) {
        Listener listener = new Listener(selector);
        Awaitility.await().until(() -> parts.hub.stats().connections().feeds() > 0);
        return listener;
    }

    private static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    /** Reads lines. */
    private final class Listener implements Sink {

        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private final Subscriber subscriber;

        Listener(String selector) {
            subscriber = parts.hub.connect(this, NdjsonFormat.NDJSON, reason -> {});
            subscriber.subscribe(SelectorSet.of(selector), new Start.Live());
            subscriber.writable();
        }

        JsonObject next() {
            try {
                String line = lines.poll(10, TimeUnit.SECONDS);
                assertThat(line).as("figures").isNotNull();
                return json(line);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        void leave() {
            subscriber.close(CloseReason.CLIENT_GONE);
        }

        @Override
        public boolean write(Chunk chunk) {
            String text = new String(chunk.array(), 0, chunk.length(), StandardCharsets.UTF_8);
            text.lines().filter(line -> line.startsWith("{\"id\"")).forEach(lines::add);
            return true;
        }

        @Override
        public boolean drain() {
            return true;
        }

        @Override
        public void close(CloseReason reason) {}

        @Override
        public boolean noticesDeparture() {
            return true;
        }
    }
}
