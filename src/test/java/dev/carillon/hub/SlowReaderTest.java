package dev.carillon.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.SelectorSet;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Readers for whom the ring is too small. */
class SlowReaderTest {

    private static final Duration GRACE = TestHub.SETTINGS.timing().slowGrace();
    private static final Duration STALL = TestHub.SETTINGS.timing().stall();

    @Test
    void a_reader_that_left_the_ring_while_its_sink_is_blocked_is_closed_after_the_grace() {
        TestHub test = new TestHub(TestHub.ring(4));
        Reader slow = blocked(test, "a");
        test.publish("a", "2", "3", "4", "5", "6");
        test.rounds();

        test.pass(GRACE.minusMillis(1));
        assertThat(slow.ends()).isEmpty();
        test.pass(GRACE);

        assertThat(slow.ends()).containsExactly(CloseReason.SLOW);
        assertThat(slow.text()).isEqualTo("1 a 1\n");
        assertThat(test.hub.stats().closed(CloseReason.SLOW)).isEqualTo(1);
        assertThat(test.shard().isEmpty()).isTrue();
    }

    @Test
    void publishers_wait_while_half_of_the_readers_are_far_behind_though_their_sinks_make_progress() {
        TestHub test = new TestHub(TestHub.ring(8));
        List<Reader> slow =
                IntStream.range(0, 16).mapToObj(i -> blocked(test, "a")).toList();
        test.publish("a", "2", "3", "4", "5", "6");
        test.rounds();
        test.pass(Duration.ofMillis(5));

        CompletableFuture<?> waiting = test.publish(test.event("a", "waits"));
        test.settle();
        assertThat(waiting).isNotDone();
        slow.forEach(reader -> reader.open(TestHub.UNLIMITED));
        test.settle();
        test.pass(Duration.ofMillis(5));
        test.settle();

        assertThat(waiting).isCompleted();
        assertThat(slow).allMatch(reader -> reader.text().endsWith("waits\n"));
    }

    @Test
    void publishers_do_not_wait_for_readers_whose_sinks_make_no_progress() {
        TestHub test = new TestHub(TestHub.ring(8));
        IntStream.range(0, 16).forEach(i -> blocked(test, "a"));
        test.publish("a", "2", "3", "4", "5", "6");
        test.rounds();
        test.pass(GRACE);

        CompletableFuture<?> published = test.publish(test.event("a", "7"));
        test.settle();

        assertThat(published).isCompleted();
    }

    @Test
    void a_reader_that_is_blocked_but_inside_the_ring_is_not_slow() {
        TestHub test = new TestHub(TestHub.ring(4));
        Reader slow = blocked(test, "a");
        test.publish("a", "2", "3", "4");
        test.rounds();

        test.pass(GRACE.multipliedBy(3));

        assertThat(slow.ends()).isEmpty();
        slow.open(TestHub.UNLIMITED);
        test.rounds();
        assertThat(slow.text()).isEqualTo("1 a 1\n2 a 2\n3 a 3\n4 a 4\n");
    }

    @Test
    void a_reader_whose_sink_is_open_again_in_time_goes_on_from_the_log_without_a_loss() {
        TestHub test = new TestHub(TestHub.ring(4));
        Reader slow = blocked(test, "a");
        test.publish("a", "2", "3", "4", "5", "6", "7", "8", "9");
        test.rounds();

        test.pass(GRACE.minusMillis(1));
        slow.open(TestHub.UNLIMITED);
        test.settle();
        test.publish("a", "10");
        test.settle();

        assertThat(slow.text()).isEqualTo("1 a 1\n2 a 2\n3 a 3\n4 a 4\n5 a 5\n6 a 6\n7 a 7\n8 a 8\n9 a 9\n10 a 10\n");
        assertThat(slow.ends()).isEmpty();
        assertThat(test.shard().feeds().budget().bytes()).isZero();
    }

    @Test
    void a_reader_is_not_closed_while_the_news_that_it_takes_bytes_waits_for_its_shard() {
        TestHub test = new TestHub(TestHub.ring(4));
        Reader slow = blocked(test, "a");
        test.publish("a", "2", "3", "4", "5", "6");
        test.rounds();

        test.advance(GRACE.multipliedBy(2));
        slow.open(TestHub.UNLIMITED);
        test.settle();

        assertThat(slow.ends()).isEmpty();
        assertThat(slow.text()).isEqualTo("1 a 1\n2 a 2\n3 a 3\n4 a 4\n5 a 5\n6 a 6\n");
    }

    @Test
    void a_reader_that_missed_only_volatile_events_is_told_of_the_gap_and_goes_on() {
        TestHub test = new TestHub(TestHub.ring(4));
        Reader slow = blocked(test, "a");
        test.publishVolatile("a", "v1", "v2", "v3", "v4", "v5", "v6");
        test.rounds();
        test.pass(GRACE.multipliedBy(5));

        slow.open(TestHub.UNLIMITED);
        test.rounds();

        assertThat(slow.text()).isEqualTo("1 a 1\ngap slow 1..1\n~ a v3\n~ a v4\n~ a v5\n~ a v6\n");
        assertThat(slow.ends()).isEmpty();
        assertThat(test.io.waiting()).isZero();
    }

    /** The durable ones came from the log, and nobody said that volatile ones had been among them. */
    @Test
    void a_reader_that_went_on_from_the_log_is_told_of_the_volatile_events_that_it_missed() {
        TestHub test = new TestHub(TestHub.ring(4));
        Reader slow = blocked(test, "a");
        test.publish("a", "2", "3");
        test.publishVolatile("a", "v1");
        test.publish("a", "4", "5", "6", "7");
        test.rounds();

        slow.open(TestHub.UNLIMITED);
        test.settle();
        test.publishVolatile("a", "v2");
        test.settle();

        assertThat(slow.text()).isEqualTo("1 a 1\n2 a 2\n3 a 3\n4 a 4\n5 a 5\n6 a 6\n7 a 7\ngap slow 7..7\n~ a v2\n");
    }

    @Test
    void a_sink_that_is_blocked_for_the_stall_time_is_closed_in_any_case() {
        TestHub test = new TestHub();
        Reader stalled = blocked(test, "a");
        Reader neverOpen = test.connect();
        test.rounds();

        test.pass(STALL.minusMillis(1));
        assertThat(stalled.ends()).isEmpty();
        test.pass(GRACE);

        assertThat(stalled.ends()).containsExactly(CloseReason.SLOW);
        assertThat(neverOpen.ends()).containsExactly(CloseReason.SLOW);
    }

    @Test
    void a_sink_that_takes_a_little_now_and_then_is_not_stalled() {
        TestHub test = new TestHub();
        Reader slow = blocked(test, "a");

        for (int i = 0; i < 5; i++) {
            test.publish("a", "x");
            test.pass(STALL.minusSeconds(1));
            slow.open(1);
            test.rounds();
        }

        assertThat(slow.ends()).isEmpty();
    }

    @Test
    void all_rings_together_keep_to_their_budget() {
        TestHub test = new TestHub(TestHub.ring(100, 1000, 2500));
        String half = "x".repeat(500 - "1 channel0 \n".length());
        for (int i = 0; i < 8; i++) {
            blocked(test, "channel" + i);
        }

        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 8; i++) {
                test.publish("channel" + i, half);
                assertThat(roundAndBudget(test)).isLessThanOrEqualTo(2500);
            }
        }

        assertThat(test.shard().feeds().all()).allMatch(feed -> feed.retainedFrames() <= 2);
    }

    /** A feed whose ring was empty took a frame more, whatever the others held: 100,000 blocked readers of their own channels. */
    @Test
    void the_budget_does_not_grow_with_the_number_of_feeds() {
        TestHub test = new TestHub(TestHub.ring(100, 1000, 2500));
        String half = "x".repeat(480);
        for (int i = 0; i < 50; i++) {
            blocked(test, "channel" + i);
        }

        for (int i = 0; i < 50; i++) {
            test.publish("channel" + i, half);
        }
        test.rounds();

        assertThat(test.shard().feeds().budget().bytes()).isLessThanOrEqualTo(2500);
    }

    @Test
    void a_frame_larger_than_a_ring_comes_to_who_is_at_the_tail_and_out_of_the_log_to_who_lags() {
        TestHub test = new TestHub(TestHub.ring(100, 1000, 2500));
        Reader fast = test.reader("a");
        Reader slow = blocked(test, "a");
        String large = "x".repeat(5000);

        test.publish("a", large, "small");
        test.rounds();
        assertThat(test.shard().feeds().budget().bytes()).isLessThanOrEqualTo(1000);
        slow.open(TestHub.UNLIMITED);
        test.settle();

        assertThat(fast.text()).isEqualTo("1 a 1\n2 a " + large + "\n3 a small\n");
        assertThat(slow.text()).isEqualTo(fast.text());
    }

    /** The place was one frame too far, so that the log was read from behind the event that had not been written. */
    @Test
    void a_reader_that_a_send_blocks_before_an_event_of_the_same_round_still_gets_that_event() {
        TestHub test = new TestHub(TestHub.ring(2));
        Reader slow = test.reader("a");
        slow.blockWithNextWrite();

        test.publish("a", "1");
        var sent = slow.subscriber.send("sent\n".getBytes(UTF_8));
        test.publish("a", "2", "3", "4");
        test.rounds();
        slow.open(TestHub.UNLIMITED);
        test.settle();

        assertThat(sent).isCompleted();
        assertThat(slow.text()).isEqualTo("sent\n1 a 1\n2 a 2\n3 a 3\n4 a 4\n");
    }

    /** A reader at the tail whose sink was blocked by something else than an event stayed there, and was written to again. */
    @Test
    void a_reader_that_a_send_has_blocked_gets_no_event_before_its_sink_is_open() {
        TestHub test = new TestHub();
        Reader reader = test.reader("a");
        reader.blockWithNextWrite();
        var sent = reader.subscriber.send("sent\n".getBytes(UTF_8));
        test.rounds();

        test.publish("a", "1");
        test.rounds();
        assertThat(reader.text()).isEqualTo("sent\n");
        reader.open(TestHub.UNLIMITED);
        test.settle();

        assertThat(sent).isCompleted();
        assertThat(reader.text()).isEqualTo("sent\n1 a 1\n");
    }

    private static long roundAndBudget(TestHub test) {
        test.rounds();
        return test.shard().feeds().budget().bytes();
    }

    /** Has got the first event of the channel, which blocked it. */
    private static Reader blocked(TestHub test, String channel) {
        Reader reader = test.reader(channel);
        reader.blockWithNextWrite();
        test.publish(channel, "1");
        test.rounds();
        assertThat(reader.isBlocked()).isTrue();
        return reader;
    }

    @Test
    void a_sink_whose_client_has_to_come_again_may_be_blocked_for_as_long_as_it_says() {
        TestHub test = new TestHub(TestHub.ring(4));
        Reader late = test.connect(new FakeSink(true).withPatience(GRACE.multipliedBy(3)));
        late.open(1);
        late.subscriber.include(SelectorSet.of("a"), new Start.Live(), () -> {});
        test.publish("a", "1");
        test.rounds();
        test.publish("a", "2", "3", "4", "5", "6");

        test.pass(GRACE.multipliedBy(2));
        boolean early = late.ends().isEmpty();
        test.pass(GRACE);

        assertThat(early).isTrue();
        assertThat(late.ends()).containsExactly(CloseReason.SLOW);
    }
}
