package dev.carillon.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    private static final Duration INTERVAL = Duration.ofSeconds(25);

    private static final EngineSettings SETTINGS =
            new EngineSettings(INTERVAL, Duration.ofSeconds(20), 1_000, Duration.ofSeconds(10));

    @Property
    void no_ping_comes_before_its_interval_is_over_or_much_later(@ForAll int beginSeconds, @ForAll long beginNanos) {
        long begin = Duration.ofSeconds(beginSeconds).toNanos() + beginNanos % 1_000_000_000;

        Heartbeat heartbeat = new Heartbeat(SETTINGS, begin);

        assertThat(heartbeat.dueNanos() - begin)
                .isBetween(
                        INTERVAL.toNanos(),
                        INTERVAL.plus(INTERVAL.dividedBy(64)).toNanos());
    }

    @Test
    void sessions_that_begin_one_after_the_other_are_pinged_together() {
        long second = Duration.ofSeconds(1).toNanos();

        long times = IntStream.range(0, 1_000)
                .mapToLong(i -> new Heartbeat(SETTINGS, second + i * (second / 1_000)).dueNanos())
                .distinct()
                .count();

        assertThat(times).isBetween(2L, 4L);
    }

    @Test
    void pings_come_once_in_an_interval_also_if_a_client_has_longer_to_answer() {
        EngineWorld world = new EngineWorld(
                new EngineSettings(Duration.ofMillis(300), Duration.ofSeconds(5), 1_000, Duration.ofSeconds(1)));
        EngineWorld.FakeSocket socket = world.socket();

        for (int i = 0; i < 30; i++) {
            world.pass(100);
            if (socket.received.get(socket.received.size() - 1).equals("2")) {
                socket.send("3");
                socket.received.add("answered");
            }
        }

        assertThat(socket.received.stream().filter("2"::equals).count()).isBetween(7L, 10L);
    }

    @Test
    void pings_stay_together_whenever_each_is_answered() {
        Heartbeat quick = new Heartbeat(SETTINGS, 0);
        Heartbeat slow = new Heartbeat(SETTINGS, 0);
        long pinged = quick.dueNanos();
        assertThat(quick.look(pinged)).isEqualTo(Heartbeat.Step.PING);
        assertThat(slow.look(pinged)).isEqualTo(Heartbeat.Step.PING);

        quick.pong(pinged + Duration.ofMillis(1).toNanos());
        slow.pong(pinged + Duration.ofMillis(200).toNanos());

        assertThat(slow.dueNanos()).isEqualTo(quick.dueNanos());
    }

    /** Three rounds of 300 ms have to fit into a second, or the test suite of Socket.IO meets the time that it gives for CONNECT. */
    @Test
    void a_ping_is_sent_at_every_interval_however_long_the_answers_take() {
        Heartbeat heartbeat = new Heartbeat(
                new EngineSettings(Duration.ofMillis(300), Duration.ofMillis(200), 1_000, Duration.ofSeconds(1)), 0);
        long first = heartbeat.dueNanos();

        for (int i = 1; i <= 3; i++) {
            long pinged = heartbeat.dueNanos() + Duration.ofMillis(10).toNanos();
            assertThat(heartbeat.look(pinged)).isEqualTo(Heartbeat.Step.PING);
            heartbeat.pong(pinged + Duration.ofMillis(60).toNanos());

            assertThat(heartbeat.dueNanos() - first)
                    .isEqualTo(Duration.ofMillis(300L * i).toNanos());
        }
    }

    @Test
    void who_answers_late_has_half_of_the_interval_until_the_next_ping() {
        Heartbeat heartbeat = new Heartbeat(
                new EngineSettings(Duration.ofMillis(300), Duration.ofSeconds(5), 1_000, Duration.ofSeconds(1)), 0);
        long pinged = heartbeat.dueNanos();
        assertThat(heartbeat.look(pinged)).isEqualTo(Heartbeat.Step.PING);
        long answered = pinged + Duration.ofSeconds(4).toNanos();

        heartbeat.pong(answered);

        assertThat(heartbeat.dueNanos() - answered)
                .isBetween(
                        Duration.ofMillis(150).toNanos(), Duration.ofMillis(155).toNanos());
    }
}
