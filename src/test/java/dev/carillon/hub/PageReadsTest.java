package dev.carillon.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.Event;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.DelegatingLog;
import dev.carillon.log.EventLog;
import dev.carillon.log.Page;
import dev.carillon.log.PageLimit;
import dev.carillon.log.Retention;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How replays share what is read, and how little of it is read at a time. */
class PageReadsTest {

    private static final Retention PLENTY = new Retention(1_000_000, 1L << 30, Duration.ofDays(365));
    private static final StartingPoint EARLIEST = new StartingPoint.Earliest();

    @Test
    void readers_at_the_same_place_wait_for_one_read() {
        TestHub test = new TestHub();
        test.publish("a", "1", "2");
        test.rounds();

        List<Reader> readers = readers(test, 100, "a");
        test.rounds();
        assertThat(test.io.waiting()).isEqualTo(1);
        assertThat(test.hub.stats().replays().waiting()).isEqualTo(100);
        test.settle();

        assertThat(readers).allMatch(reader -> reader.text().equals("1 a 1\n2 a 2\n"));
        assertThat(replays(test).pagesRead()).isEqualTo(1);
        assertThat(replays(test).pagesUsed()).isEqualTo(100);
        assertThat(replays(test).waiting()).isZero();
    }

    @Test
    void a_reader_inside_of_a_page_that_was_read_gets_its_rest_at_once() {
        TestHub test = new TestHub();
        test.publish("a", "1", "2", "3");
        test.reader(EARLIEST, "a");
        test.settle();

        Reader reader = test.reader(new StartingPoint.After(test.log.head().at(1)), "a");
        test.rounds();

        assertThat(test.io.waiting()).isZero();
        assertThat(reader.text()).isEqualTo("2 a 2\n3 a 3\n");
    }

    @Test
    void a_page_that_ends_before_the_newest_entry_is_gone_on_with() {
        TestHub test = new TestHub();
        test.publish("a", "1", "2");
        test.reader(EARLIEST, "a");
        test.settle();
        test.publish("a", "3");
        test.rounds();

        Reader reader = test.reader(EARLIEST, "a");
        test.settle();

        assertThat(reader.text()).isEqualTo("1 a 1\n2 a 2\n3 a 3\n");
    }

    @Test
    void a_reader_whose_place_the_read_did_not_reach_asks_again() {
        TestHub test = new TestHub(
                TestHub.replay(new HubSettings.ReplayLimits(new PageLimit(10, 1), 4, 1 << 20, Duration.ofSeconds(5))));
        test.publish("a", "1", "2", "3", "4");
        test.rounds();

        Reader first = test.reader(EARLIEST, "a");
        Reader second = test.reader(new StartingPoint.After(test.log.head().at(2)), "a");
        test.rounds();
        assertThat(test.io.waiting()).isEqualTo(1);
        test.settle();

        assertThat(first.text()).isEqualTo("1 a 1\n2 a 2\n3 a 3\n4 a 4\n");
        assertThat(second.text()).isEqualTo("3 a 3\n4 a 4\n");
    }

    @Test
    void no_more_pages_are_read_at_a_time_than_there_are_slots_and_in_the_order_of_arrival() {
        TestHub test = slots(2);
        List<Reader> readers = readersOfTheirOwn(test, 5);
        test.rounds();

        assertThat(served(readers)).isEmpty();
        assertThat(test.io.waiting()).isEqualTo(2);
        nextReads(test);
        assertThat(served(readers)).containsExactly(0, 1);
        assertThat(test.io.waiting()).isEqualTo(2);
        nextReads(test);
        assertThat(served(readers)).containsExactly(0, 1, 2, 3);
        nextReads(test);

        assertThat(served(readers)).containsExactly(0, 1, 2, 3, 4);
        assertThat(pages(test).usedSlots()).isZero();
    }

    @Test
    void a_reader_of_many_pages_lets_another_one_go_between() {
        TestHub test = slots(1);
        test.publish("a", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        test.publish("b", "10");
        test.rounds();
        Reader many = test.reader(EARLIEST, "a");
        test.rounds();
        Reader one = test.reader(EARLIEST, "b");
        test.rounds();

        nextReads(test);
        assertThat(many.text().lines()).hasSize(3);
        nextReads(test);

        assertThat(one.text()).isEqualTo("10 b 10\n");
        assertThat(many.text().lines()).hasSize(3);
    }

    @Test
    void a_reader_whose_sink_is_called_writable_once_more_keeps_its_place_in_the_queue() {
        TestHub test = slots(1);
        List<Reader> readers = readersOfTheirOwn(test, 3);
        test.rounds();

        readers.get(1).subscriber.writable();
        test.rounds();
        nextReads(test);
        nextReads(test);

        assertThat(served(readers)).containsExactly(0, 1);
    }

    @Test
    void a_reader_that_leaves_while_it_waits_costs_no_read() {
        TestHub test = slots(1);
        List<Reader> readers = readersOfTheirOwn(test, 3);
        test.rounds();

        readers.get(1).subscriber.gone();
        test.settle();

        assertThat(served(readers)).containsExactly(0, 2);
        assertThat(replays(test).pagesRead()).isEqualTo(2);
        assertThat(pages(test).usedSlots()).isZero();
    }

    @Test
    void a_page_whose_reader_has_left_gives_its_slot_back() {
        TestHub test = slots(1);
        List<Reader> readers = readersOfTheirOwn(test, 2);
        test.rounds();

        readers.get(0).subscriber.gone();
        test.settle();

        assertThat(served(readers)).containsExactly(1);
        assertThat(pages(test).usedSlots()).isZero();
    }

    @Test
    void a_reader_that_leaves_between_the_read_and_its_turn_gives_its_slot_back() {
        TestHub test = slots(1);
        List<Reader> readers = readersOfTheirOwn(test, 2);
        test.rounds();
        test.io.run(0);

        // In the same round as the page.
        readers.get(0).subscriber.gone();
        test.settle();

        assertThat(served(readers)).containsExactly(1);
        assertThat(pages(test).usedSlots()).isZero();
    }

    @Test
    void a_reader_that_is_blocked_when_its_page_would_be_read_costs_no_read_until_it_is_open() {
        TestHub test = slots(1);
        List<Reader> readers = readersOfTheirOwn(test, 3);
        test.rounds();
        readers.get(1).blockWithNextWrite();
        var sent = readers.get(1).subscriber.send("sent\n".getBytes(UTF_8));

        test.settle();
        assertThat(served(readers)).containsExactly(0, 1, 2);
        assertThat(readers.get(1).text()).isEqualTo("sent\n");
        assertThat(replays(test).pagesRead()).isEqualTo(2);
        readers.get(1).open(TestHub.UNLIMITED);
        test.settle();

        assertThat(sent).isCompleted();
        assertThat(readers.get(1).text()).isEqualTo("sent\n2 own1 x\n");
    }

    @Test
    void a_reader_that_is_blocked_when_its_page_comes_gives_its_slot_back() {
        TestHub test = slots(1);
        List<Reader> readers = readersOfTheirOwn(test, 2);
        test.rounds();
        readers.get(0).blockWithNextWrite();
        readers.get(0).subscriber.send("sent\n".getBytes(UTF_8));

        test.settle();

        assertThat(readers.get(0).text()).isEqualTo("sent\n");
        assertThat(readers.get(1).text()).isEqualTo("2 own1 x\n");
        assertThat(pages(test).usedSlots()).isZero();
    }

    @Test
    void a_page_that_cannot_be_read_closes_those_who_waited_for_it_and_nobody_else() {
        TestHub test = new TestHub(TestHub.replay(TestHub.pages(3, 1)), PLENTY, BrokenInPart::new);
        test.publish("a", "1");
        test.publish("broken", "2");
        test.rounds();
        Reader live = test.reader("a", "broken");
        List<Reader> broken = readersAfterZero(test, 2, "broken");
        test.rounds();
        Reader waiting = test.reader(EARLIEST, "a");
        test.settle();
        test.publish("broken", "3");
        test.settle();

        assertThat(broken).allMatch(reader -> reader.ends().equals(List.of(CloseReason.LOG_FAILED)));
        assertThat(live.text()).isEqualTo("3 broken 3\n");
        assertThat(waiting.text()).isEqualTo("1 a 1\n");
        assertThat(pages(test).usedSlots()).isZero();
    }

    /** It would have left its slot taken, and its reader waiting, for good. */
    @Test
    void a_read_that_ends_with_an_error_is_a_failure_like_any_other() {
        TestHub test = new TestHub(TestHub.replay(TestHub.pages(3, 1)), PLENTY, log -> new DelegatingLog(log) {
            @Override
            public Page read(long after, SelectorSet selectors, PageLimit limit) {
                throw new StackOverflowError();
            }
        });
        test.publish("a", "1");
        test.rounds();

        Reader reader = readersAfterZero(test, 1, "a").get(0);
        test.settle();

        assertThat(reader.ends()).containsExactly(CloseReason.LOG_FAILED);
        assertThat(pages(test).usedSlots()).isZero();
    }

    @Test
    void a_hub_that_stops_ends_those_who_wait_and_takes_no_page_any_more() {
        TestHub test = slots(1);
        List<Reader> readers = readersOfTheirOwn(test, 3);
        test.rounds();

        test.shard().offer(() -> test.shard().stop(Duration.ZERO));
        test.rounds();
        test.shard().abandon();
        test.io.runWaiting();

        assertThat(readers).allMatch(reader -> reader.ends().equals(List.of(CloseReason.STOPPED)));
        assertThat(test.shard().isEmpty()).isTrue();
        assertThat(pages(test).usedSlots()).isZero();
        assertThat(pages(test).cachedBytes()).isZero();
    }

    @Test
    void the_next_page_is_read_while_the_one_before_is_written() {
        TestHub test = slots(2);
        String large = "x".repeat(40_000);
        test.publish("a", large, large, large, large, large, large, large, large);
        test.rounds();
        Reader reader = test.reader(EARLIEST, "a");
        test.rounds();
        test.io.runWaiting();

        test.shard().round();

        assertThat(reader.writes()).hasSize(2);
        assertThat(test.io.waiting()).isEqualTo(1);
        assertThat(replays(test).waiting()).isZero();
    }

    @Test
    void the_last_slot_is_left_to_who_waits_for_a_page() {
        TestHub test = slots(1);
        String large = "x".repeat(40_000);
        test.publish("a", large, large, large, large, large, large, large, large);
        test.rounds();
        test.reader(EARLIEST, "a");
        test.rounds();
        test.io.runWaiting();

        test.shard().round();

        assertThat(test.io.waiting()).isZero();
    }

    @Test
    void pages_are_kept_up_to_a_number_of_bytes() {
        TestHub test = new TestHub(TestHub.replay(
                new HubSettings.ReplayLimits(new PageLimit(10, 1 << 20), 4, 2000, Duration.ofSeconds(5))));
        flood(test, 500);

        Reader reader = test.reader(EARLIEST, "a");
        test.settle();
        test.rounds();

        assertThat(reader.text().lines()).hasSize(500);
        assertThat(replays(test).pagesRead()).isGreaterThanOrEqualTo(50);
        assertThat(replays(test).cachedBytes()).isBetween(1L, 2000L);
    }

    @Test
    void a_page_that_nobody_uses_is_dropped_after_a_while() {
        TestHub test = new TestHub();
        test.publish("a", "1");
        test.publish("b", "2");
        test.rounds();
        readers(test, 1, "a", "b");
        readers(test, 1, "b");
        test.settle();
        long both = replays(test).cachedBytes();

        test.pass(Duration.ofSeconds(3));
        readers(test, 1, "b");
        test.settle();
        test.pass(Duration.ofSeconds(3));
        assertThat(replays(test).cachedBytes()).isBetween(1L, both - 1);
        test.pass(Duration.ofSeconds(5));

        assertThat(replays(test).cachedBytes()).isZero();
        assertThat(replays(test).pagesRead()).isEqualTo(2);
    }

    @Test
    void an_event_that_cannot_be_encoded_is_left_out_here_as_it_is_from_what_is_live() {
        TestHub test = new TestHub();
        test.publish(test.event("a", "x"), test.event("a", TextFormat.POISON), test.event("a", "y"));
        test.rounds();

        Reader reader = test.reader(EARLIEST, "a");
        test.settle();

        assertThat(reader.text()).isEqualTo("1 a x\n3 a y\n");
    }

    /** Pages of three entries, so many at a time. */
    private static TestHub slots(int reads) {
        return new TestHub(TestHub.replay(TestHub.pages(3, reads)));
    }

    private static List<Reader> readers(TestHub test, int count, String... selectors) {
        return IntStream.range(0, count)
                .mapToObj(i -> test.reader(EARLIEST, selectors))
                .toList();
    }

    /** Without asking the log for their place. */
    private static List<Reader> readersAfterZero(TestHub test, int count, String channel) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    Reader reader = test.connect();
                    reader.open(TestHub.UNLIMITED);
                    reader.subscriber.subscribe(SelectorSet.of(channel), new Start.After(0, Optional.empty()));
                    return reader;
                })
                .toList();
    }

    /** Each of a channel with one event. */
    private static List<Reader> readersOfTheirOwn(TestHub test, int count) {
        for (int i = 0; i < count; i++) {
            test.publish("own" + i, "x");
        }
        test.rounds();
        return IntStream.range(0, count)
                .mapToObj(i -> test.reader(EARLIEST, "own" + i))
                .toList();
    }

    /** The numbers of those that got something. */
    private static List<Integer> served(List<Reader> readers) {
        return IntStream.range(0, readers.size())
                .filter(i -> !readers.get(i).text().isEmpty())
                .boxed()
                .toList();
    }

    private static void nextReads(TestHub test) {
        test.io.runWaiting();
        test.rounds();
    }

    private static void flood(TestHub test, int count) {
        test.publish(IntStream.rangeClosed(1, count)
                .mapToObj(i -> test.event("a", "" + i))
                .toArray(Event[]::new));
        test.rounds();
    }

    private static HubStats.Replays replays(TestHub test) {
        return test.hub.stats().replays();
    }

    private static PageReads pages(TestHub test) {
        return test.shard().replays().pages();
    }

    /** One channel cannot be read. */
    private static final class BrokenInPart extends DelegatingLog {

        BrokenInPart(EventLog log) {
            super(log);
        }

        @Override
        public Page read(long after, SelectorSet selectors, PageLimit limit) {
            if (selectors.equals(SelectorSet.of("broken"))) {
                throw new IllegalStateException("a sector is gone");
            }
            return super.read(after, selectors, limit);
        }
    }
}
