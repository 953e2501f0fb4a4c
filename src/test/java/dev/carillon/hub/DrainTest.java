package dev.carillon.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.carillon.event.HubDrainingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Connections are let go one after the other, and nothing else stops. */
class DrainTest {

    private static final DrainPlan PLAN = new DrainPlan(Duration.ofSeconds(10), 10, Duration.ofSeconds(2));

    private final TestHub test = new TestHub(TestHub.shards(2));

    @Test
    void connections_are_closed_evenly_over_the_time() {
        List<Reader> readers = readers(400);

        CompletableFuture<?> drain = drain(PLAN);
        List<Integer> closedBy = new ArrayList<>();
        for (int second = 1; second <= 10; second++) {
            for (int i = 0; i < 100; i++) {
                test.pass(Duration.ofMillis(10));
            }
            closedBy.add((int)
                    readers.stream().filter(reader -> !reader.ends().isEmpty()).count());
        }
        test.settle();

        for (int second = 1; second <= 10; second++) {
            // Each shard is at most one ahead.
            assertThat(closedBy.get(second - 1)).isBetween(40 * second, 40 * second + 2);
        }
        assertThat(drain).isCompleted();
        assertThat(readers).allMatch(reader -> reader.ends().equals(List.of(CloseReason.DRAINED)));
        assertThat(test.hub.stats().closed(CloseReason.DRAINED)).isEqualTo(400);
        assertThat(test.hub.shards()).allMatch(Shard::isEmpty);
    }

    @Test
    void they_are_closed_in_no_order_and_come_back_at_no_common_time() {
        List<Reader> readers = readers(400);
        List<Integer> order = new ArrayList<>();

        drain(PLAN);
        for (int i = 0; i < 1_000; i++) {
            test.pass(Duration.ofMillis(10));
            for (int n = 0; n < readers.size(); n++) {
                if (!readers.get(n).ends().isEmpty() && !order.contains(n)) {
                    order.add(n);
                }
            }
        }

        long inOrder = IntStream.range(1, order.size())
                .filter(i -> order.get(i) > order.get(i - 1))
                .count();
        assertThat(order).hasSize(400);
        assertThat(inOrder).isBetween(120L, 280L);
        List<Integer> retries = readers.stream().map(EndingsTest::retry).toList();
        assertThat(retries).allMatch(retry -> retry >= 2_000 && retry <= 14_500);
        for (int from = 2_000; from < 14_500; from += 3_125) {
            int begin = from;
            assertThat(retries.stream().filter(retry -> retry >= begin && retry < begin + 3_125))
                    .hasSizeBetween(60, 140);
        }
    }

    @Test
    void few_connections_take_less_than_the_whole_time() {
        List<Reader> readers = readers(5);

        CompletableFuture<?> drain = drain(PLAN);
        test.settle();
        for (int i = 0; i < 50; i++) {
            test.pass(Duration.ofMillis(10));
        }
        test.settle();

        assertThat(drain).isCompleted();
        assertThat(readers).allMatch(reader -> reader.ends().equals(List.of(CloseReason.DRAINED)));
    }

    @Test
    void nobody_takes_no_time() {
        CompletableFuture<?> drain = drain(PLAN);
        test.settle();

        assertThat(drain).isCompleted();
    }

    @Test
    void polls_are_answered_at_once() {
        List<FakeSink> sinks = List.of(new FakeSink(true).asPoll(), new FakeSink(true).asPoll());
        List<Reader> polls = sinks.stream().map(test::connect).toList();
        polls.forEach(poll -> poll.open(TestHub.UNLIMITED));
        List<Reader> readers = readers(50);

        drain(PLAN);
        test.rounds();

        assertThat(polls).allMatch(poll -> poll.ends().equals(List.of(CloseReason.DRAINED)));
        assertThat(readers.stream().filter(reader -> !reader.ends().isEmpty()).count())
                .isLessThanOrEqualTo(2);
    }

    @Test
    void new_connections_are_refused_and_publishing_goes_on() {
        List<Reader> readers = readers(50);
        drain(PLAN);
        test.rounds();

        assertThatExceptionOfType(HubDrainingException.class).isThrownBy(test::connect);
        CompletableFuture<?> published = test.publish(test.event("a", "still"));
        test.settle();

        assertThat(published).isCompleted();
        assertThat(readers.stream()
                        .filter(reader -> reader.text().contains("1 a still\n"))
                        .count())
                .isGreaterThanOrEqualTo(48);
    }

    /** Their threads had looked whether the hub drains just before: one command comes before the drain's, one after it. */
    @Test
    void connections_that_were_on_their_way_are_let_go_with_the_others() {
        readers(10);
        Reader before = test.connect();
        CompletableFuture<?> drain = drain(PLAN);
        Shard shard = test.hub.shards().get(0);
        FakeSink sink = new FakeSink(true);
        List<CloseReason> ends = new ArrayList<>();
        Subscriber after = new Subscriber(99, shard, sink, TextFormat.TEXT, Peer.LOCAL, null, ends::add);
        shard.offer(() -> shard.subscribers().connect(after));
        before.open(TestHub.UNLIMITED);
        sink.open(TestHub.UNLIMITED);
        after.writable();
        for (int i = 0; i < 125; i++) {
            test.pass(Duration.ofMillis(10));
        }
        test.settle();

        assertThat(before.ends()).containsExactly(CloseReason.DRAINED);
        assertThat(ends).containsExactly(CloseReason.DRAINED);
        assertThat(sink.writes()).hasSize(1);
        assertThat(drain).isCompleted();
        assertThat(test.hub.shards()).allMatch(Shard::isEmpty);
    }

    @Test
    void a_second_drain_changes_nothing_and_waits_for_the_first() {
        readers(100);
        CompletableFuture<?> first = drain(PLAN);
        test.pass(Duration.ofSeconds(5));
        DrainState before = test.hub.draining().orElseThrow();

        CompletableFuture<?> second = drain(new DrainPlan(Duration.ofMillis(1), 1_000, Duration.ofSeconds(1)));
        test.rounds();

        assertThat(test.hub.draining()).contains(before);
        assertThat(before).isEqualTo(new DrainState(Duration.ofSeconds(5), before.left(), Duration.ofSeconds(10)));
        assertThat(before.left()).isBetween(48, 50);
        for (int i = 0; i < 510; i++) {
            test.pass(Duration.ofMillis(10));
        }
        test.settle();
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
    }

    @Test
    void a_drain_that_is_ended_leaves_the_rest_open_and_takes_new_connections() {
        List<Reader> readers = readers(100);
        CompletableFuture<?> drain = drain(PLAN);
        test.pass(Duration.ofSeconds(5));

        test.hub.resume();
        test.pass(Duration.ofSeconds(20));
        test.settle();
        Reader late = test.reader("a");
        test.publish("a", "after");
        test.settle();

        assertThat(test.hub.draining()).isEmpty();
        assertThat(drain).isCompleted();
        assertThat(readers.stream().filter(reader -> reader.ends().isEmpty()).count())
                .isBetween(48L, 50L);
        assertThat(late.text()).isEqualTo("1 a after\n");
    }

    @Test
    void a_drain_can_begin_again() {
        readers(20);
        drain(PLAN);
        test.rounds();
        test.hub.resume();
        test.rounds();

        CompletableFuture<?> again = drain(PLAN);
        for (int i = 0; i < 250; i++) {
            test.pass(Duration.ofMillis(10));
        }
        test.settle();

        assertThat(again).isCompleted();
        assertThat(test.hub.stats().connections().subscribers()).isZero();
    }

    @Test
    void a_stop_ends_a_drain_and_whoever_is_left() {
        List<Reader> readers = readers(100);
        CompletableFuture<?> drain = drain(PLAN);
        test.rounds();

        test.hub.shards().forEach(shard -> shard.offer(() -> shard.stop(Duration.ZERO)));
        test.settle();

        assertThat(drain).isCompleted();
        assertThat(readers).allMatch(reader -> reader.ends().size() == 1);
        assertThat(test.hub.shards()).allMatch(Shard::isStopped).allMatch(Shard::isEmpty);
    }

    @Test
    void a_reader_that_takes_nothing_holds_up_the_drain_for_a_second() {
        Reader blocked = test.connect();
        CompletableFuture<?> drain = drain(PLAN);
        test.rounds();
        test.pass(Duration.ofMillis(999));
        assertThat(drain).isNotDone();

        test.pass(Duration.ofMillis(200));
        test.settle();

        assertThat(blocked.ends()).containsExactly(CloseReason.DRAINED);
        assertThat(drain).isCompleted();
    }

    @CanIgnoreReturnValue
    private CompletableFuture<?> drain(DrainPlan plan) {
        CompletableFuture<?> drain = test.hub.drain(plan).toCompletableFuture();
        test.rounds();
        return drain;
    }

    private List<Reader> readers(int count) {
        List<Reader> readers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Reader reader = test.connect();
            reader.open(TestHub.UNLIMITED);
            reader.subscribe(new StartingPoint.Now(), "a");
            readers.add(reader);
        }
        test.settle();
        return readers;
    }
}
