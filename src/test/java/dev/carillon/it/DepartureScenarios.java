package dev.carillon.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.it.client.HubFigures;
import dev.carillon.it.client.RawStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * A client that goes away is noticed: at once where the sink can, else by a heartbeat and the probe that follows it. The WAR
 * beats after two seconds.
 */
interface DepartureScenarios extends Scenario {

    /** Before the next heartbeat; really some milliseconds. */
    Duration AT_ONCE = Duration.ofSeconds(2);

    /** What else runs on the machine may take that time, but hardly five times in a row. */
    int DEPARTURES = 5;

    boolean noticesAtOnce();

    @Test
    default void a_client_that_closes_is_noticed() throws Exception {
        assertNoticed(RawStream::close, "client-gone");
    }

    @Test
    default void a_client_that_resets_is_noticed() throws Exception {
        assertNoticed(RawStream::reset, "client-gone");
    }

    @Test
    default void a_client_that_half_closes_is_noticed_where_the_sink_can() throws Exception {
        if (noticesAtOnce()) {
            assertNoticed(RawStream::halfClose, "client-gone");
        }
    }

    @Test
    default void a_client_that_sends_a_stray_line_break_is_left_alone_and_one_that_floods_is_closed() throws Exception {
        if (!noticesAtOnce()) {
            return;
        }
        String channel = newChannel();
        try (HubFigures figures = HubFigures.of(RealWar.pid());
                RawStream stream = hub().subscribe(channel)) {
            long before = figures.closed("client-sent-data");
            stream.send(new byte[] {'\r', '\n'});
            hub().publish(channel, "still here");
            assertThat(stream.nextMessage().data()).isEqualTo("still here");

            stream.send(new byte[32 << 10]);

            assertThat(stream.endsWithin(RawStream.PATIENCE)).isTrue();
            Awaitility.await().atMost(RawStream.PATIENCE).until(() -> figures.closed("client-sent-data") == before + 1);
        }
    }

    /** Something that a client does with its connection. */
    interface Departure {
        void of(RawStream stream) throws Exception;
    }

    private void assertNoticed(Departure departure, String reason) throws Exception {
        List<Duration> taken = new ArrayList<>();
        do {
            taken.add(notice(departure, reason));
        } while (noticesAtOnce()
                && taken.size() < DEPARTURES
                && taken.stream().noneMatch(DepartureScenarios::isAtOnce));

        if (noticesAtOnce()) {
            assertThat(taken).anyMatch(DepartureScenarios::isAtOnce);
        }
    }

    private static boolean isAtOnce(Duration time) {
        return time.compareTo(AT_ONCE) < 0;
    }

    /** How long it takes. */
    private Duration notice(Departure departure, String reason) throws Exception {
        try (HubFigures figures = HubFigures.of(RealWar.pid())) {
            // Streams of earlier tests may still wait for their heartbeat.
            Awaitility.await().atMost(RawStream.PATIENCE).until(() -> figures.subscribers() == 0);
            long before = figures.closed(reason);
            RawStream stream = hub().subscribe(newChannel());
            try (stream) {
                Awaitility.await().atMost(RawStream.PATIENCE).until(() -> figures.subscribers() == 1);

                long gone = System.nanoTime();
                departure.of(stream);

                Awaitility.await()
                        .atMost(RawStream.PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> figures.subscribers() == 0);
                Duration taken = Duration.ofNanos(System.nanoTime() - gone);
                assertThat(figures.feeds()).isZero();
                assertThat(figures.closed(reason)).isEqualTo(before + 1);
                return taken;
            }
        }
    }
}
