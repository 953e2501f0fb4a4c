package dev.carillon.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.DelegatingLog;
import dev.carillon.log.EventLog;
import dev.carillon.log.Page;
import dev.carillon.log.PageLimit;
import dev.carillon.log.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Readers that begin in the past. */
class ReplayTest {

    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void a_reader_goes_on_after_its_last_id() {
        TestHub test = new TestHub();
        test.publish("a", "1", "2", "3");
        EventId last = test.log.head().at(1);

        Reader reader = test.reader(new StartingPoint.After(last), "a");
        test.settle();
        test.publish("a", "4");
        test.settle();

        assertThat(reader.writes()).containsExactly("2 a 2\n3 a 3\n", "4 a 4\n");
    }

    @Test
    void a_reader_that_has_everything_gets_what_is_new() {
        TestHub test = new TestHub();
        test.publish("a", "1");

        Reader reader = test.reader(new StartingPoint.After(test.log.head()), "a");
        test.settle();
        test.publish("a", "2");
        test.rounds();

        assertThat(reader.text()).isEqualTo("2 a 2\n");
        assertThat(test.io.waiting()).isZero();
    }

    @Test
    void a_reader_gets_the_newest_so_many_of_what_it_listens_to() {
        TestHub test = new TestHub();
        test.publish("a", "1", "2");
        test.publish("b", "3", "4", "5");

        Reader two = test.reader(new StartingPoint.Last(2), "a");
        Reader none = test.reader(new StartingPoint.Last(0), "a");
        Reader more = test.reader(new StartingPoint.Last(100), "a", "b");
        test.settle();

        assertThat(two.text()).isEqualTo("1 a 1\n2 a 2\n");
        assertThat(none.text()).isEmpty();
        assertThat(more.text()).isEqualTo("1 a 1\n2 a 2\n3 b 3\n4 b 4\n5 b 5\n");
    }

    @Test
    void a_reader_gets_what_was_made_since_a_time() {
        TestHub test = new TestHub();
        test.publish("a", "1");
        test.pass(Duration.ofSeconds(10));
        Instant since = test.clock.instant();
        test.publish("a", "2", "3");

        Reader reader = test.reader(new StartingPoint.Since(since), "a");
        Reader late = test.reader(new StartingPoint.Since(since.plusSeconds(1)), "a");
        test.settle();

        assertThat(reader.text()).isEqualTo("2 a 2\n3 a 3\n");
        assertThat(late.text()).isEmpty();
    }

    @Test
    void a_reader_gets_all_there_is() {
        TestHub test = kept(2);
        test.publish("a", "1", "2", "3");

        Reader reader = test.reader(new StartingPoint.Earliest(), "a");
        test.settle();

        assertThat(reader.text()).isEqualTo("2 a 2\n3 a 3\n");
    }

    @Test
    void a_reader_whose_next_entries_were_trimmed_is_told_of_the_gap() {
        TestHub test = kept(2);
        test.publish("a", "1", "2", "3", "4", "5");

        Reader reader = test.reader(new StartingPoint.After(test.log.head().at(1)), "a");
        test.settle();

        assertThat(reader.text()).isEqualTo("gap trimmed 1..3\n4 a 4\n5 a 5\n");
    }

    @Test
    void a_reader_is_not_told_of_a_gap_in_what_others_listen_to() {
        TestHub test = kept(2);
        test.publish("a", "1");
        test.publish("b", "2", "3", "4", "5");

        Reader reader = test.reader(new StartingPoint.After(test.log.head().at(1)), "a");
        test.settle();
        test.publish("a", "6");
        test.settle();

        assertThat(reader.text()).isEqualTo("6 a 6\n");
    }

    /** It got what was left, as if nothing had been made between the time and that. */
    @Test
    void a_reader_is_told_of_what_was_made_since_a_time_and_trimmed() {
        TestHub test = kept(2);
        Instant since = test.clock.instant();
        test.publish("a", "1", "2", "3", "4");

        Reader reader = test.reader(new StartingPoint.Since(since), "a");
        test.settle();

        assertThat(reader.text()).isEqualTo("gap trimmed ?..2\n3 a 3\n4 a 4\n");
    }

    @Test
    void a_reader_with_an_id_of_another_log_is_told_so_and_gets_all_there_is() {
        TestHub test = kept(2);
        test.publish("a", "1", "2", "3");

        Reader other = test.reader(new StartingPoint.After(new EventId("other", 7)), "a");
        Reader unreadable = test.reader(new StartingPoint.AfterUnknown(), "a");
        test.settle();

        assertThat(other.text()).isEqualTo("gap unknown-epoch 7..1\n2 a 2\n3 a 3\n");
        assertThat(unreadable.text()).isEqualTo("gap unknown-epoch ?..1\n2 a 2\n3 a 3\n");
    }

    @Test
    void a_reader_with_an_id_that_was_not_given_yet_is_told_so_and_gets_what_is_new() {
        TestHub test = new TestHub();
        test.publish("a", "1");

        Reader reader = test.reader(new StartingPoint.After(test.log.head().at(5)), "a");
        test.settle();
        test.publish("a", "2");
        test.settle();

        assertThat(reader.text()).isEqualTo("gap unknown-offset 5..1\n2 a 2\n");
    }

    @Test
    void the_gap_waits_for_a_sink_that_is_not_open_yet() {
        TestHub test = kept(1);
        test.publish("a", "1", "2");
        Reader reader = test.connect();
        reader.subscribe(new StartingPoint.After(test.log.head().at(0)), "a");
        test.settle();

        reader.open(TestHub.UNLIMITED);
        test.settle();

        assertThat(reader.text()).isEqualTo("gap trimmed 0..1\n2 a 2\n");
    }

    @Test
    void events_that_come_while_the_log_is_read_follow_what_was_read() {
        TestHub test = new TestHub();
        test.publish("a", "1", "2");
        test.rounds();
        Reader reader = test.reader(new StartingPoint.Earliest(), "a");
        test.rounds();
        assertThat(test.io.waiting()).isEqualTo(1);

        test.publish("a", "3");
        test.publishVolatile("a", "v");
        test.rounds();
        test.settle();

        assertThat(reader.text()).isEqualTo("1 a 1\n2 a 2\n3 a 3\n~ a v\n");
    }

    @Test
    void a_ring_that_overflows_while_the_log_is_read_loses_and_repeats_nothing() {
        TestHub test = new TestHub(TestHub.ring(2));
        test.publish("a", "1", "2");
        test.rounds();
        Reader reader = test.reader(new StartingPoint.Earliest(), "a");
        test.rounds();

        for (int i = 3; i <= 8; i++) {
            test.publish("a", "" + i);
            test.rounds();
        }
        test.settle();

        assertThat(reader.text()).isEqualTo("1 a 1\n2 a 2\n3 a 3\n4 a 4\n5 a 5\n6 a 6\n7 a 7\n8 a 8\n");
    }

    @Test
    void a_reader_far_behind_keeps_nothing_in_the_ring_until_it_is_near() {
        TestHub test = new TestHub();
        flood(test, 2000);
        Reader reader = test.reader(new StartingPoint.Earliest(), "a");
        test.rounds();

        test.publish("a", "live");
        test.rounds();
        assertThat(test.feed("a").laggards()).isZero();
        assertThat(test.feed("a").retainedFrames()).isZero();
        test.settle();

        assertThat(reader.text().lines())
                .hasSize(2001)
                .startsWith("1 a 1", "2 a 2")
                .endsWith("2000 a 2000", "2001 a live");
        assertThat(reader.text().lines().map(line -> Long.parseLong(line.split(" ", 2)[0])))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void a_reader_that_is_blocked_while_it_reads_the_log_goes_on_where_it_was() {
        TestHub test = new TestHub();
        String large = "x".repeat(9_000);
        test.publish("a", large, large, large, large);
        test.rounds();
        Reader reader = test.reader(new StartingPoint.Earliest(), "a");

        for (int i = 0; i < 10; i++) {
            reader.open(1);
            test.settle();
        }

        assertThat(reader.writes())
                .containsExactly(
                        "1 a " + large + "\n", "2 a " + large + "\n", "3 a " + large + "\n", "4 a " + large + "\n");
    }

    /**
     * The log had trimmed what the ring still had: the reader was told that it would never get what it then got.
     */
    @Test
    void a_gap_ends_where_the_ring_goes_on() {
        TestHub test = kept(2);
        test.publish("a", "1", "2");
        test.rounds();
        Reader reader = test.reader(new StartingPoint.Earliest(), "a");
        test.rounds();

        test.publish("a", "3", "4", "5", "6");
        test.settle();

        assertThat(reader.text()).isEqualTo("gap trimmed 0..2\n3 a 3\n4 a 4\n5 a 5\n6 a 6\n");
    }

    /** A gap was written to a sink that had been blocked while the log was read. */
    @Test
    void a_gap_found_while_the_sink_is_blocked_is_told_later() {
        TestHub test = kept(1);
        test.publish("a", "1");
        test.rounds();
        Reader reader = test.reader(new StartingPoint.Earliest(), "a");
        test.rounds();
        test.publish("b", "2", "3");
        reader.blockWithNextWrite();
        var sent = reader.subscriber.send("sent\n".getBytes(UTF_8));
        test.settle();
        assertThat(reader.text()).isEqualTo("sent\n");

        reader.open(TestHub.UNLIMITED);
        test.settle();

        assertThat(sent).isCompleted();
        assertThat(reader.text()).isEqualTo("sent\ngap trimmed 0..1\n");
    }

    @Test
    void a_reader_that_comes_from_a_faster_shard_waits_for_this_one() {
        TestHub test = new TestHub();
        test.publish("a", "1");
        test.rounds();
        Reader reader = test.connect();
        reader.open(TestHub.UNLIMITED);
        reader.subscriber.subscribe(SelectorSet.of("a"), new Start.After(2, Optional.empty()));
        test.shard().round();

        test.publish("a", "2", "3");
        test.settle();

        assertThat(reader.text()).isEqualTo("3 a 3\n");
    }

    @Test
    void a_reader_that_leaves_while_the_log_is_read_gets_nothing_more() {
        TestHub test = new TestHub();
        test.publish("a", "1");
        Reader reader = test.reader(new StartingPoint.Earliest(), "a");
        test.rounds();

        reader.subscriber.gone();
        test.settle();

        assertThat(reader.text()).isEmpty();
        assertThat(test.shard().isEmpty()).isTrue();
    }

    @Test
    void a_log_that_cannot_be_read_ends_the_connection() {
        TestHub test = new TestHub(TestHub.SETTINGS, new Retention(100, 1 << 20, DAY), UnreadableLog::new);
        test.publish("a", "1");
        Reader replaying = test.connect();
        replaying.open(TestHub.UNLIMITED);
        replaying.subscriber.subscribe(SelectorSet.of("a"), new Start.After(0, Optional.empty()));
        Reader live = test.reader("a");
        test.settle();

        test.publish("a", "2");
        test.settle();

        assertThat(replaying.ends()).containsExactly(CloseReason.LOG_FAILED);
        assertThat(live.text()).isEqualTo("2 a 2\n");
    }

    /** The rejection came out of the round, and with it the shard's thread ended. */
    @Test
    void an_executor_that_takes_no_more_tasks_ends_the_connection() {
        TestHub test = new TestHub();
        test.publish("a", "1");
        test.rounds();
        test.io.rejectAll();

        Reader reader = test.reader(new StartingPoint.Earliest(), "a");
        test.rounds();

        assertThat(reader.ends()).containsExactly(CloseReason.LOG_FAILED);
    }

    @Test
    void two_subscriptions_of_one_connection_each_begin_where_they_asked_for() {
        TestHub test = new TestHub();
        test.publish("a", "1");
        test.publish("b", "2");
        test.publish("a", "3");
        test.settle();
        Reader reader = test.reader(new StartingPoint.Earliest(), "a");
        reader.subscribe(new StartingPoint.After(test.log.head().at(1)), "b");
        test.settle();

        test.publish("b", "4");
        test.publish("a", "5");
        test.settle();

        assertThat(reader.text().lines().filter(line -> line.contains(" a ")))
                .containsExactly("1 a 1", "3 a 3", "5 a 5");
        assertThat(reader.text().lines().filter(line -> line.contains(" b "))).containsExactly("2 b 2", "4 b 4");
    }

    /** A log as small as that. */
    private static TestHub kept(int entries) {
        return new TestHub(TestHub.SETTINGS, new Retention(entries, 1 << 20, DAY), UnaryOperator.identity());
    }

    private static void flood(TestHub test, int count) {
        for (int from = 1; from <= count; from += 500) {
            Event[] events = IntStream.range(from, from + 500)
                    .mapToObj(i -> test.event("a", "" + i))
                    .toArray(Event[]::new);
            test.publish(events);
        }
        test.rounds();
    }

    /** Everything works but reading. */
    private static final class UnreadableLog extends DelegatingLog {

        UnreadableLog(EventLog log) {
            super(log);
        }

        @Override
        public Page read(long after, SelectorSet selectors, PageLimit limit) {
            throw new IllegalStateException("the disk is gone");
        }
    }

    @Test
    void who_waits_for_a_reader_to_come_to_what_is_live_is_told_once() {
        TestHub test = new TestHub(TestHub.ring(16));
        test.publish("a", "1", "2", "3");
        AtomicInteger told = new AtomicInteger();
        Reader reader = test.connect();
        reader.open(1);

        reader.subscriber.subscribe(SelectorSet.of("a"), new Start.After(0, Optional.empty()), told::incrementAndGet);
        test.settle();
        assertThat(told).as("its sink is blocked").hasValue(0);
        reader.open(TestHub.UNLIMITED);
        test.settle();
        assertThat(told).hasValue(1);
        reader.blockWithNextWrite();
        for (int i = 0; i < 40; i++) {
            test.publish("a", "more");
            test.rounds();
        }
        reader.open(TestHub.UNLIMITED);
        test.settle();

        assertThat(reader.text()).endsWith("43 a more\n");
        assertThat(told).as("it had left the ring and has read the log").hasValue(1);
    }

    @Test
    void who_waits_for_a_reader_that_goes_away_or_is_live_already_is_told_too() {
        TestHub test = new TestHub();
        test.publish("a", "1", "2", "3");
        AtomicInteger told = new AtomicInteger();
        Reader going = test.connect();
        Reader gone = test.connect();
        Reader live = test.connect();
        SelectorSet all = SelectorSet.of("a");

        going.subscriber.subscribe(all, new Start.After(0, Optional.empty()), told::incrementAndGet);
        test.settle();
        assertThat(told).hasValue(0);
        going.subscriber.gone();
        test.settle();
        assertThat(told).hasValue(1);
        gone.subscriber.gone();
        gone.subscriber.subscribe(all, new Start.After(0, Optional.empty()), told::incrementAndGet);
        test.settle();
        assertThat(told).hasValue(2);
        live.subscriber.subscribe(all, new Start.Live(), told::incrementAndGet);
        test.settle();

        assertThat(told).hasValue(3);
    }
}
