package dev.carillon.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.EventId;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.RetentionRule;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Readers of channels that are kept for different times: entries are left before others that were lost. */
class LogWithHolesTest {

    private static final Retention ALL = new Retention(1_000_000, 1L << 30, Duration.ofDays(365));
    private static final Retention ONE = new Retention(1, 1L << 30, Duration.ofDays(365));

    /** Of {@code short} the newest event is kept, of {@code state} the newest of each key, of the others everything. */
    private final TestHub test = hub(TestHub.SETTINGS);

    @Test
    void what_is_left_comes_first_and_the_gap_where_the_last_lost_event_stood() {
        test.publish("long", "1");
        test.publish("short", "2", "3");
        test.publish("long", "4");
        test.publish("short", "5");
        test.publish("long", "6");

        Reader reader = test.reader(after(0), "long", "short");
        test.settle();

        assertThat(reader.text()).isEqualTo("1 long 1\ngap trimmed 0..3\n4 long 4\n5 short 5\n6 long 6\n");
    }

    @Test
    void the_gap_is_known_before_it_is_reached() {
        test.publish("long", "1");
        test.publish("short", "2", "3");

        Start start = test.hub.locate(SelectorSet.of("long", "short"), after(0));

        assertThat(start).isInstanceOfSatisfying(Start.After.class, place -> {
            assertThat(place.offset()).isZero();
            assertThat(place.gap()).hasValue(new Gap(Gap.Reason.TRIMMED, id(0), id(2)));
        });
    }

    @Test
    void a_gap_at_the_end_is_told_though_nothing_follows() {
        test.publish("short", "1", "2");
        test.publish("long", "3");
        EventId last = test.log.head();

        Reader reader = test.reader(after(0), "short");
        Reader none = test.reader(new StartingPoint.After(last), "short", "long");
        test.settle();

        assertThat(reader.text()).isEqualTo("gap trimmed 0..1\n2 short 2\n");
        assertThat(none.text()).isEmpty();
    }

    @Test
    void what_is_lost_during_the_replay_makes_the_gap_longer_and_not_a_second_one() {
        TestHub small = hub(pages(2));
        small.publish("long", "1", "2", "3");
        small.publish("short", "4", "5", "6");
        small.rounds();
        Reader reader = small.reader(after(small, 0), "long", "short");
        small.rounds();
        small.io.run(0);
        small.rounds();
        assertThat(reader.text()).isEqualTo("1 long 1\n2 long 2\n");

        small.publish("short", "7");
        small.settle();

        assertThat(reader.text()).isEqualTo("1 long 1\n2 long 2\n3 long 3\ngap trimmed 0..6\n7 short 7\n");
    }

    @Test
    void what_is_lost_only_while_it_is_replayed_is_told_where_it_stood() {
        TestHub small = hub(pages(2));
        small.publish("long", "1", "2", "3");
        small.publish("short", "4");
        small.publish("long", "5", "6", "7");
        small.rounds();
        Reader reader = small.reader(after(small, 0), "long", "short");
        small.rounds();
        small.io.run(0);
        small.rounds();

        small.publish("short", "8");
        small.settle();

        assertThat(reader.text())
                .isEqualTo("1 long 1\n2 long 2\n3 long 3\ngap trimmed 2..4\n5 long 5\n6 long 6\n7 long 7\n8 short 8\n");
    }

    @Test
    void a_gap_that_is_owed_while_the_sink_is_blocked_is_told_when_it_is_open() {
        test.publish("long", "1");
        test.publish("short", "2", "3");
        Reader reader = test.connect();
        reader.subscribe(after(0), "long", "short");

        reader.open(1);
        test.settle();
        assertThat(reader.text()).isEqualTo("1 long 1\n");
        reader.open(1);
        test.settle();
        assertThat(reader.text()).isEqualTo("1 long 1\ngap trimmed 0..2\n");
        reader.open(TestHub.UNLIMITED);
        test.settle();

        assertThat(reader.text()).isEqualTo("1 long 1\ngap trimmed 0..2\n3 short 3\n");
    }

    @Test
    void nobody_is_told_of_a_gap_where_the_newest_event_of_a_key_is_left() {
        test.publish(
                test.event("state", "old").withKey("k"),
                test.event("state", "other").withKey("l"));
        test.publish(test.event("state", "new").withKey("k"));

        Reader reader = test.reader(after(0), "state");
        test.settle();

        assertThat(reader.text()).isEqualTo("2 state other\n3 state new\n");
    }

    /** The oldest entry of all was in another channel, and what this one had lost since then was called a gap. */
    @Test
    void a_reader_of_all_there_is_is_not_told_of_what_was_lost_before() {
        test.publish("long", "1");
        test.publish("short", "2", "3", "4");

        Reader earliest = test.reader(new StartingPoint.Earliest(), "short");
        Reader other = test.reader(new StartingPoint.AfterUnknown(), "short");
        test.settle();

        assertThat(earliest.text()).isEqualTo("4 short 4\n");
        assertThat(other.text()).isEqualTo("gap unknown-epoch ?..3\n4 short 4\n");
    }

    @Test
    void the_newest_so_many_are_those_that_are_left() {
        test.publish("long", "1");
        test.publish("short", "2", "3");
        test.publish("long", "4");

        Reader reader = test.reader(new StartingPoint.Last(3), "long", "short");
        test.settle();

        assertThat(reader.text()).isEqualTo("1 long 1\ngap trimmed 0..2\n3 short 3\n4 long 4\n");
    }

    /** A page is shared by readers on both sides of what was lost. */
    @Test
    void a_reader_behind_the_gap_is_not_told_of_it_by_a_shared_page() {
        test.publish("long", "1");
        test.publish("short", "2", "3");
        test.publish("long", "4");
        Reader before = test.reader(after(0), "long", "short");
        test.settle();

        Reader behind = test.reader(after(2), "long", "short");
        Reader inside = test.reader(after(1), "long", "short");
        test.rounds();

        assertThat(test.io.waiting()).isZero();
        assertThat(before.text()).isEqualTo("1 long 1\ngap trimmed 0..2\n3 short 3\n4 long 4\n");
        assertThat(behind.text()).isEqualTo("3 short 3\n4 long 4\n");
        assertThat(inside.text()).isEqualTo("gap trimmed 1..2\n3 short 3\n4 long 4\n");
    }

    private StartingPoint after(long offset) {
        return after(test, offset);
    }

    private static StartingPoint after(TestHub hub, long offset) {
        return new StartingPoint.After(hub.log.head().at(offset));
    }

    private EventId id(long offset) {
        return test.log.head().at(offset);
    }

    private static HubSettings pages(int entries) {
        return TestHub.replay(TestHub.pages(entries, 4));
    }

    private static TestHub hub(HubSettings settings) {
        RetentionPolicy policy = new RetentionPolicy(List.of(
                new RetentionRule(new Selector("short"), ONE, false),
                new RetentionRule(new Selector("state"), ALL, true),
                new RetentionRule(new Selector("**"), ALL, false)));
        return new TestHub(settings, policy, UnaryOperator.identity());
    }
}
