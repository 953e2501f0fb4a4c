package dev.carillon.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.hub.Chunk;
import dev.carillon.hub.CloseReason;
import dev.carillon.hub.DrainPlan;
import dev.carillon.hub.Hub;
import dev.carillon.hub.HubSettings;
import dev.carillon.hub.Sink;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.memory.MemoryEventLog;
import dev.carillon.stream.SseFormat;
import java.time.Clock;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A stop lets connections go, whatever an administrator has begun before. */
class DepartureTest {

    private static final int STREAMS = 20;

    private final HubSettings settings = new HubSettings(
            1,
            new HubSettings.RingLimits(64, 64 << 10, 1 << 20),
            HubSettings.ReplayLimits.DEFAULT,
            new HubSettings.PublishLimits(1 << 20, 1000, 4 << 20, 1 << 20, Duration.ofSeconds(5)),
            new HubSettings.Timing(Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofMinutes(2)));
    private final MemoryEventLog log = new MemoryEventLog(
            RetentionPolicy.of(new Retention(1000, 1 << 20, Duration.ofDays(1))),
            Duration.ofHours(1),
            Clock.systemUTC(),
            RandomGenerator.of("L64X128MixRandom"));
    private final Queue<CloseReason> ends = new ConcurrentLinkedQueue<>();

    @Test
    void a_drain_that_is_too_slow_for_a_stop_gives_way_to_a_faster_one() {
        try (Hub hub = new Hub(settings, log, Runnable::run, System::nanoTime, Thread::new)) {
            for (int i = 0; i < STREAMS; i++) {
                hub.connect(new Taker(), SseFormat.PLAIN, ends::add).writable();
            }
            Awaitility.await().until(() -> hub.stats().connections().subscribers() == STREAMS);
            hub.drain(new DrainPlan(Duration.ofHours(1), 1, Duration.ofSeconds(2)));

            Departure.of(hub);

            assertThat(ends).hasSize(STREAMS).containsOnly(CloseReason.DRAINED);
            assertThat(hub.draining()).isPresent();
        }
    }

    /** A client that takes everything. */
    private static final class Taker implements Sink {

        @Override
        public boolean write(Chunk chunk) {
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
