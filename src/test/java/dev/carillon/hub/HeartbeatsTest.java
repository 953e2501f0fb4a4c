package dev.carillon.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {

    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final Duration PROBE = Duration.ofSeconds(1);
    private static final Duration BIT = Duration.ofMillis(1);

    private final TestHub test = new TestHub();

    @Test
    void a_quiet_connection_gets_a_heartbeat_after_15_seconds_and_every_15_seconds() {
        Reader reader = test.reader("a");

        test.pass(INTERVAL.minus(BIT));
        assertThat(reader.text()).isEmpty();
        test.pass(BIT);
        assertThat(reader.text()).isEqualTo(".\n");
        test.pass(INTERVAL.minus(BIT));
        assertThat(reader.text()).isEqualTo(".\n");
        test.pass(BIT);

        assertThat(reader.text()).isEqualTo(".\n.\n");
    }

    @Test
    void a_busy_connection_gets_none() {
        Reader reader = test.reader("a");

        for (int i = 0; i < 5; i++) {
            test.pass(INTERVAL.minus(BIT));
            test.publish("a", "x");
            test.rounds();
        }

        assertThat(reader.text()).isEqualTo("1 a x\n2 a x\n3 a x\n4 a x\n5 a x\n");
    }

    @Test
    void events_of_others_do_not_count() {
        Reader reader = test.reader("a");
        test.reader("b");

        test.pass(INTERVAL.minus(BIT));
        test.publish("b", "x");
        test.pass(BIT);

        assertThat(reader.text()).isEqualTo(".\n");
    }

    @Test
    void a_sink_that_does_not_notice_a_departure_gets_it_twice_a_second_apart() {
        Reader blind = test.connect(new FakeSink(false));
        Reader seeing = test.reader("a");
        blind.open(TestHub.UNLIMITED);
        blind.subscribe(new StartingPoint.Now(), "a");
        test.rounds();

        test.pass(INTERVAL);
        test.pass(PROBE.minus(BIT));
        assertThat(blind.text()).isEqualTo(".\n");
        test.pass(BIT);
        assertThat(blind.text()).isEqualTo(".\n.\n");
        assertThat(seeing.text()).isEqualTo(".\n");
        test.pass(INTERVAL.minus(BIT));
        assertThat(blind.text()).isEqualTo(".\n.\n");
        test.pass(BIT);

        assertThat(blind.text()).isEqualTo(".\n.\n.\n");
    }

    @Test
    void an_event_between_the_two_saves_the_second() {
        Reader blind = test.connect(new FakeSink(false));
        blind.open(TestHub.UNLIMITED);
        blind.subscribe(new StartingPoint.Now(), "a");
        test.rounds();
        test.pass(INTERVAL);

        test.publish("a", "x");
        test.rounds();
        test.pass(PROBE.multipliedBy(2));

        assertThat(blind.text()).isEqualTo(".\n1 a x\n");
    }

    @Test
    void a_connection_that_listens_to_nothing_gets_heartbeats_too() {
        Reader reader = test.reader();

        test.pass(INTERVAL);

        assertThat(reader.text()).isEqualTo(".\n");
    }

    @Test
    void a_blocked_connection_gets_none_and_a_heartbeat_that_blocks_loses_nothing() {
        Reader reader = test.reader("a");
        reader.blockWithNextWrite();
        test.pass(INTERVAL);
        assertThat(reader.text()).isEqualTo(".\n");

        test.publish("a", "x");
        test.pass(INTERVAL);
        assertThat(reader.text()).isEqualTo(".\n");
        reader.open(TestHub.UNLIMITED);
        test.rounds();

        assertThat(reader.text()).isEqualTo(".\n1 a x\n");
    }

    @Test
    void a_large_feed_is_served_in_slices_so_that_an_event_need_not_wait() {
        List<Reader> readers = readers(1200);
        test.advance(INTERVAL);

        boolean more = test.shard().round();
        assertThat(more).isTrue();
        assertThat(withHeartbeat(readers)).isEqualTo(512);
        test.shard().round();
        assertThat(withHeartbeat(readers)).isEqualTo(1024);
        test.rounds();

        assertThat(readers).allMatch(reader -> reader.text().equals(".\n"));
    }

    @Test
    void an_event_in_between_saves_the_rest_of_the_slices() {
        List<Reader> readers = readers(1200);
        test.advance(INTERVAL);
        test.shard().round();

        test.publish("a", "x");
        test.rounds();

        assertThat(withHeartbeat(readers)).isLessThan(1200);
        assertThat(readers).allMatch(reader -> reader.text().endsWith("1 a x\n"));
        test.pass(INTERVAL);
        assertThat(readers).allMatch(reader -> reader.text().endsWith("1 a x\n.\n"));
    }

    @Test
    void who_leaves_or_is_blocked_between_two_slices_disturbs_nobody() {
        List<Reader> readers = readers(1200);
        for (int i = 0; i < 1200; i += 3) {
            readers.get(i).blockWithNextWrite();
        }
        test.advance(INTERVAL);
        test.shard().round();
        for (int i = 1; i < 1200; i += 3) {
            readers.get(i).subscriber.gone();
        }
        test.rounds();

        assertThat(readers.stream().filter(reader -> reader.ends().isEmpty()))
                .hasSize(800)
                .allMatch(reader -> reader.text().startsWith(".\n"));
    }

    @Test
    void many_small_feeds_take_turns_too() {
        List<Reader> readers = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            readers.add(test.reader("channel" + i));
        }
        test.advance(INTERVAL);

        test.shard().round();
        assertThat(withHeartbeat(readers)).isEqualTo(512);
        test.rounds();

        assertThat(withHeartbeat(readers)).isEqualTo(600);
    }

    private List<Reader> readers(int count) {
        List<Reader> readers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Reader reader = test.connect();
            reader.open(TestHub.UNLIMITED);
            reader.subscribe(new StartingPoint.Now(), "a");
            readers.add(reader);
        }
        test.rounds();
        return readers;
    }

    private static long withHeartbeat(List<Reader> readers) {
        return readers.stream()
                .filter(reader -> reader.text().startsWith(".\n"))
                .count();
    }

    @Test
    void a_format_without_heartbeat_has_none_and_keeps_nobody_awake() {
        Reader reader = new Reader(test, new FakeSink(false), TextFormat.WITHOUT_HEARTBEAT, "me");
        reader.open(TestHub.UNLIMITED);
        reader.subscribe(new StartingPoint.Now(), "a");
        test.publish("a", "x");
        test.rounds();

        test.pass(INTERVAL.multipliedBy(3));

        assertThat(reader.text()).isEqualTo("1 a x\n");
        assertThat(test.shard().feeds().nanosUntilDue(0)).isEqualTo(Long.MAX_VALUE);
    }
}
