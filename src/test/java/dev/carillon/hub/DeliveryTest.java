package dev.carillon.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.SelectorSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Live events, and readers whose sinks are blocked for a while. */
class DeliveryTest {

    private final TestHub test = new TestHub();

    @Test
    void an_event_reaches_everybody_who_listens_to_its_channel() {
        Reader one = test.reader("orders/7");
        Reader other = test.reader("orders/*");
        Reader stranger = test.reader("orders/8");

        test.publish("orders/7", "paid");
        test.rounds();

        assertThat(one.text()).isEqualTo("1 orders/7 paid\n");
        assertThat(other.text()).isEqualTo("1 orders/7 paid\n");
        assertThat(stranger.text()).isEmpty();
    }

    @Test
    void an_event_that_matches_by_two_selectors_comes_once() {
        Reader reader = test.reader("orders/7", "orders/*", "**");

        test.publish("orders/7", "paid");
        test.rounds();

        assertThat(reader.text()).isEqualTo("1 orders/7 paid\n");
    }

    @Test
    void events_of_one_round_are_joined_into_one_write() {
        Reader one = test.reader("a");
        Reader other = test.reader("a");

        test.publish("a", "x", "y");
        test.publishVolatile("a", "z");
        test.rounds();

        assertThat(one.writes()).containsExactly("1 a x\n2 a y\n~ a z\n");
        assertThat(other.writes()).containsExactly("1 a x\n2 a y\n~ a z\n");
        HubStats.Deliveries deliveries = test.hub.stats().deliveries();
        assertThat(deliveries).isEqualTo(new HubStats.Deliveries(6, 2, 2L * "1 a x\n2 a y\n~ a z\n".length(), 0));
    }

    @Test
    void events_of_one_publish_stay_in_order_and_volatile_ones_follow() {
        Reader reader = test.reader("**");

        test.publish(test.event("a", "1"), test.event("b", "2").asVolatile(), test.event("c", "3"));
        test.rounds();

        assertThat(reader.text()).isEqualTo("1 a 1\n2 c 3\n~ b 2\n");
    }

    @Test
    void a_live_reader_is_told_where_it_begins_so_that_it_can_come_back_before_its_first_event() {
        test.publish("a", "x", "y");
        test.settle();
        Reader reader = test.connect();
        reader.open(TestHub.UNLIMITED);

        SelectorSet selectors = SelectorSet.of("a");
        reader.subscriber.subscribe(selectors, test.hub.locate(selectors, new StartingPoint.Now()));
        test.publish("a", "z");
        test.settle();

        assertThat(reader.text()).isEqualTo("at 2\n3 a z\n");
    }

    @Test
    void an_event_that_cannot_be_encoded_takes_no_other_along() {
        Reader reader = test.reader("a");

        test.publish(test.event("a", "x"), test.event("a", TextFormat.POISON), test.event("a", "y"));
        test.settle();

        assertThat(reader.text()).isEqualTo("1 a x\n3 a y\n");
    }

    @Test
    void a_large_burst_comes_in_pieces_of_whole_frames() {
        Reader reader = test.reader("a");
        String kilobytes = "x".repeat(30_000);

        test.publish("a", kilobytes, kilobytes, kilobytes);
        test.rounds();

        assertThat(reader.writes()).hasSize(2).allMatch(write -> write.endsWith("\n"));
        assertThat(reader.text()).isEqualTo("1 a " + kilobytes + "\n2 a " + kilobytes + "\n3 a " + kilobytes + "\n");
    }

    @Test
    void nothing_is_written_before_the_sink_says_that_it_takes_bytes() {
        Reader reader = test.connect();
        reader.subscribe(new StartingPoint.Now(), "a");
        test.publish("a", "x");
        test.settle();
        assertThat(reader.writes()).isEmpty();

        reader.open(TestHub.UNLIMITED);
        test.rounds();

        assertThat(reader.text()).isEqualTo("1 a x\n");
    }

    @Test
    void a_blocked_reader_catches_up_from_the_ring_and_delays_nobody() {
        Reader slow = test.reader("a");
        Reader fast = test.reader("a");
        slow.blockWithNextWrite();
        for (int i = 1; i <= 3; i++) {
            test.publish("a", "x");
            test.rounds();
        }
        assertThat(slow.text()).isEqualTo("1 a x\n");
        assertThat(fast.writes()).containsExactly("1 a x\n", "2 a x\n", "3 a x\n");

        slow.open(TestHub.UNLIMITED);
        test.rounds();
        test.publish("a", "x");
        test.rounds();

        assertThat(slow.writes()).containsExactly("1 a x\n", "2 a x\n3 a x\n", "4 a x\n");
        assertThat(test.io.waiting()).isZero();
    }

    @Test
    void a_reader_that_is_blocked_again_while_it_catches_up_goes_on_where_it_was() {
        Reader slow = test.reader("a");
        slow.blockWithNextWrite();
        String large = "x".repeat(9_000);
        test.publish("a", "first");
        test.rounds();
        test.publish("a", large, large, large);
        test.rounds();

        slow.open(1);
        test.rounds();
        slow.open(1);
        test.rounds();
        slow.open(TestHub.UNLIMITED);
        test.rounds();

        assertThat(slow.text()).isEqualTo("1 a first\n2 a " + large + "\n3 a " + large + "\n4 a " + large + "\n");
    }

    @Test
    void a_ring_is_empty_while_nobody_lags_and_gives_its_memory_back() {
        Reader slow = test.reader("a");
        test.publish("a", "x");
        test.rounds();
        assertThat(test.feed("a").retainedFrames()).isZero();

        slow.blockWithNextWrite();
        for (int i = 0; i < 20; i++) {
            test.publish("a", "x");
            test.rounds();
        }
        assertThat(test.feed("a").retainedFrames()).isGreaterThanOrEqualTo(19);
        assertThat(test.shard().feeds().budget().bytes()).isPositive();

        slow.open(TestHub.UNLIMITED);
        test.rounds();

        assertThat(test.feed("a").retainedFrames()).isZero();
        assertThat(test.feed("a").laggards()).isZero();
        assertThat(test.shard().feeds().budget().bytes()).isZero();
    }

    /**
     * The feed that was just being written made the reader a laggard twice: it took another reader out of those at the tail,
     * which never got an event again.
     */
    @Test
    void a_reader_with_two_subscriptions_that_is_blocked_pushes_nobody_out() {
        Reader before = test.reader("a");
        Reader two = test.reader("a");
        two.subscribe(new StartingPoint.Now(), "b");
        Reader after = test.reader("a");
        test.rounds();

        two.blockWithNextWrite();
        for (int i = 1; i <= 3; i++) {
            test.publish("a", "x");
            test.publish("b", "y");
            test.rounds();
        }
        two.open(TestHub.UNLIMITED);
        test.rounds();
        test.publish("a", "z");
        test.rounds();

        assertThat(before.text()).isEqualTo("1 a x\n3 a x\n5 a x\n7 a z\n");
        assertThat(after.text()).isEqualTo("1 a x\n3 a x\n5 a x\n7 a z\n");
        assertThat(two.text().lines().filter(line -> line.contains(" a ")))
                .containsExactly("1 a x", "3 a x", "5 a x", "7 a z");
        assertThat(two.text().lines().filter(line -> line.contains(" b "))).containsExactly("2 b y", "4 b y", "6 b y");
        assertThat(test.feed("a").laggards()).isZero();
    }

    @Test
    void what_a_reader_listens_to_already_does_not_come_twice() {
        Reader reader = test.reader("a", "b");
        reader.subscribe(new StartingPoint.Earliest(), "b", "a");

        test.publish("a", "x");
        test.settle();

        assertThat(reader.text()).isEqualTo("1 a x\n");
        assertThat(test.feed("a", "b").members).isEqualTo(1);
    }

    @Test
    void a_broken_sink_ends_its_own_connection_only() {
        Reader broken = test.reader("a");
        Reader sound = test.reader("a");
        broken.breakDown();

        test.publish("a", "x");
        test.rounds();
        test.publish("a", "y");
        test.rounds();

        assertThat(sound.text()).isEqualTo("1 a x\n2 a y\n");
        assertThat(broken.ends()).containsExactly(CloseReason.CLIENT_GONE);
        assertThat(test.feed("a").members).isEqualTo(1);
    }

    @Test
    void the_end_of_all_readers_leaves_nothing() {
        Reader live = test.reader("a");
        Reader lagging = test.reader("a", "b/*");
        Reader replaying = test.reader(new StartingPoint.Earliest(), "**");
        Reader idle = test.connect();
        lagging.blockWithNextWrite();
        test.publish("a", "x", "y");
        test.rounds();
        test.publish("a", "z");
        test.rounds();
        assertThat(test.hub.stats().connections()).isEqualTo(new HubStats.Connections(4, 2, 3));

        List.of(live, lagging, replaying, idle).forEach(reader -> reader.subscriber.gone());
        test.settle();

        assertThat(test.shard().isEmpty()).isTrue();
        assertThat(test.hub.stats().connections()).isEqualTo(new HubStats.Connections(0, 0, 0));
        assertThat(test.hub.stats().closed(CloseReason.CLIENT_GONE)).isEqualTo(4);
        assertThat(live.ends()).containsExactly(CloseReason.CLIENT_GONE);
    }

    /** Its feed came back into the list of those that get heartbeats, and stayed there for good. */
    @Test
    void a_feed_whose_last_reader_leaves_in_the_round_of_an_event_is_forgotten() {
        Reader reader = test.reader("a");

        test.publish("a", "x");
        reader.subscriber.gone();
        test.rounds();

        assertThat(test.shard().isEmpty()).isTrue();
    }

    @Test
    void a_reader_ends_once_whatever_is_said_afterwards() {
        Reader reader = test.reader("a");

        reader.subscriber.gone();
        reader.subscriber.close(CloseReason.APPLICATION);
        reader.subscriber.gone();
        reader.subscribe(new StartingPoint.Earliest(), "b");
        reader.open(1);
        test.settle();

        assertThat(reader.ends()).containsExactly(CloseReason.CLIENT_GONE);
        assertThat(reader.subscriber.isEnded()).isTrue();
        assertThat(test.shard().isEmpty()).isTrue();
    }
}
