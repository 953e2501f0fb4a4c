package dev.carillon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.HubStoppedException;
import dev.carillon.event.Payload;
import dev.carillon.event.SelectorSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every log promises of order, of its listener, of reading and of times. */
public abstract class EventLogContract extends LogContract {

    // --- order ---

    @Test
    void offsets_are_dense_and_begin_with_1() {
        EventLog log = open(PLENTY);

        List<Entry> first = append(log, event("a", "1"));
        List<Entry> more = append(log, event("b", "2"), event("a", "3"));

        assertThat(offsets(first)).containsExactly(1L);
        assertThat(offsets(more)).containsExactly(2L, 3L);
        assertThat(texts(more)).containsExactly("2", "3");
        assertThat(log.head()).isEqualTo(more.get(1).id());
    }

    @Test
    void an_empty_log_has_a_head_before_its_first_entry() {
        EventLog log = open(PLENTY);

        assertThat(log.head().offset()).isZero();
        assertThat(log.oldest().offset()).isEqualTo(1);
        assertThat(log.read(0, EVERYTHING, ALL)).isEqualTo(new Page(List.of(), 0, 0));
        assertThat(log.readBefore(Long.MAX_VALUE, EVERYTHING, ALL).entries()).isEmpty();
    }

    @Test
    void nothing_appended_is_nothing() {
        EventLog log = open(PLENTY);

        assertThat(append(log)).isEmpty();
        assertThat(log.head().offset()).isZero();
    }

    @Test
    void another_log_has_another_epoch() {
        EventLog one = open(PLENTY);
        EventLog other = open(PLENTY);

        assertThat(one.head().epoch()).isNotEqualTo(other.head().epoch());
        assertThat(EventId.parse(one.head().toString())).isEqualTo(one.head());
    }

    @Test
    void an_entry_keeps_every_part_of_its_event() {
        EventLog log = open(PLENTY);
        Event full = new Event(
                new ChannelName("orders/7"),
                "order.paid",
                Payload.json("{\"text\":\"ü€😀\\u0000\"}"),
                "7",
                Instant.parse("2026-03-04T05:06:07.008Z"),
                Event.Durability.DURABLE);
        Event bare = Event.of(new ChannelName("orders/8"), Payload.text("\0\r\n"), clock.instant());

        append(log, full, bare);

        assertThat(log.read(0, EVERYTHING, ALL).entries())
                .extracting(Entry::event)
                .containsExactly(full, bare);
    }

    // --- listener ---

    @Test
    void the_listener_is_told_of_each_append_at_once() {
        EventLog log = open(PLENTY);
        append(log, event("a", "before"));
        List<List<Entry>> told = new CopyOnWriteArrayList<>();

        log.listen(told::add);
        append(log, event("a", "1"), event("b", "2"));
        append(log, event("c", "3"));

        assertThat(told.stream()
                        .flatMap(List::stream)
                        .map(entry -> entry.event().payload().text()))
                .containsExactly("1", "2", "3");
        assertThat(told.stream().flatMap(List::stream).map(Entry::offset)).containsExactly(2L, 3L, 4L);
    }

    @Test
    void there_is_one_listener() {
        EventLog log = open(PLENTY);

        log.listen(entries -> {});

        assertThatIllegalStateException().isThrownBy(() -> log.listen(entries -> {}));
    }

    @Test
    void entries_of_concurrent_appends_are_told_in_order_and_batches_stay_together() throws InterruptedException {
        EventLog log = open(PLENTY);
        List<Entry> told = new CopyOnWriteArrayList<>();
        log.listen(told::addAll);
        int appenders = 4;
        int batches = 50;
        long total = 4 * 50 * 3;

        inParallel(
                appenders,
                appender -> IntStream.range(0, batches)
                        .forEach(batch -> append(
                                log,
                                event("a" + appender, batch + ".1"),
                                event("a" + appender, batch + ".2"),
                                event("a" + appender, batch + ".3"))));

        assertThat(offsets(told))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, total).boxed().toList());
        for (int i = 0; i < told.size(); i += 3) {
            assertThat(told.subList(i, i + 3))
                    .extracting(entry -> entry.event().channel())
                    .containsOnly(told.get(i).event().channel());
        }
        assertThat(log.read(0, SelectorSet.of("a0"), ALL).entries())
                .extracting(entry -> entry.event().payload().text())
                .startsWith("0.1", "0.2", "0.3", "1.1")
                .hasSize(batches * 3);
    }

    @Test
    void nobody_sees_an_entry_before_the_listener_was_told() throws InterruptedException {
        EventLog log = open(PLENTY);
        AtomicLong told = new AtomicLong();
        log.listen(entries -> told.set(entries.get(entries.size() - 1).offset()));
        List<String> early = new CopyOnWriteArrayList<>();

        inParallel(2, thread -> {
            for (int i = 0; i < 300; i++) {
                if (thread == 0) {
                    append(log, event("a", "" + i));
                } else {
                    long head = log.head().offset();
                    if (head > told.get()) {
                        early.add("head was " + head + " after " + told);
                    }
                }
            }
        });

        assertThat(early).isEmpty();
    }

    /** A client that got an event and came back with its id found a log that had not come so far. */
    @Test
    void whoever_was_told_of_an_entry_finds_it_in_the_head() throws InterruptedException {
        EventLog log = open(PLENTY);
        BlockingQueue<Long> told = new LinkedBlockingQueue<>();
        log.listen(entries -> {
            told.add(entries.get(entries.size() - 1).offset());
            // Whoever was told is quick.
            LockSupport.parkNanos(100_000);
        });
        List<String> late = new CopyOnWriteArrayList<>();

        inParallel(2, thread -> {
            for (int i = 1; i <= 100; i++) {
                if (thread == 0) {
                    append(log, event("a", "" + i));
                } else {
                    long offset = take(told);
                    long head = log.head().offset();
                    if (head < offset) {
                        late.add("head was " + head + " after " + offset);
                    }
                }
            }
        });

        assertThat(late).isEmpty();
    }

    private static long take(BlockingQueue<Long> queue) {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    // --- reading ---

    @Test
    void a_page_has_what_matches_after_the_offset() {
        EventLog log = open(PLENTY);
        append(log, event("a", "1"), event("b", "2"), event("a/x", "3"), event("a", "4"), event("b", "5"));

        assertThat(texts(log.read(0, SelectorSet.of("a"), ALL))).containsExactly("1", "4");
        assertThat(texts(log.read(1, SelectorSet.of("a", "b"), ALL))).containsExactly("2", "4", "5");
        assertThat(texts(log.read(1, SelectorSet.of("a/**"), ALL))).containsExactly("3", "4");
        assertThat(texts(log.read(5, EVERYTHING, ALL))).isEmpty();
        assertThat(log.read(0, SelectorSet.of("c"), ALL)).isEqualTo(new Page(List.of(), 5, 0));
    }

    @Test
    void a_full_page_tells_where_the_next_one_begins() {
        EventLog log = open(PLENTY);
        append(log, event("a", "1"), event("b", "2"), event("a", "3"), event("b", "4"), event("a", "5"));

        Page first = log.read(0, SelectorSet.of("a"), new PageLimit(2, 1 << 20));
        Page second = log.read(first.through(), SelectorSet.of("a"), new PageLimit(2, 1 << 20));

        assertThat(texts(first)).containsExactly("1", "3");
        assertThat(first.through()).isBetween(3L, 4L);
        assertThat(texts(second)).containsExactly("5");
        assertThat(second.through()).isEqualTo(5);
    }

    @Test
    void a_page_is_limited_in_bytes_but_one_entry_always_comes() {
        EventLog log = open(PLENTY);
        Event large = event("a", "x".repeat(1000));
        append(log, large, large, event("a", "small"));

        Page one = log.read(0, EVERYTHING, new PageLimit(10, 1));
        Page two = log.read(0, EVERYTHING, new PageLimit(10, 2 * large.weightInBytes()));

        assertThat(offsets(one.entries())).containsExactly(1L);
        assertThat(one.through()).isEqualTo(1);
        assertThat(offsets(two.entries())).containsExactly(1L, 2L);
    }

    @Test
    void a_reader_of_a_rare_channel_gets_on() {
        EventLog log = open(PLENTY);
        Event[] others = new Event[1000];
        Arrays.fill(others, event("often", ""));
        for (int i = 0; i < 10; i++) {
            append(log, others);
        }
        append(log, event("rare", "found"));

        List<String> found = new ArrayList<>();
        long after = 0;
        int pages = 0;
        while (after < log.head().offset() && pages < 100) {
            Page page = log.read(after, SelectorSet.of("rare"), new PageLimit(10, 1000));
            assertThat(page.through()).isGreaterThan(after);
            found.addAll(texts(page));
            after = page.through();
            pages++;
        }

        assertThat(found).containsExactly("found");
    }

    @Test
    void a_reader_beyond_the_head_finds_nothing() {
        EventLog log = open(PLENTY);
        append(log, event("a", "1"));

        assertThat(log.read(7, EVERYTHING, ALL)).isEqualTo(new Page(List.of(), 7, 0));
        // It wrapped around and read the log from its beginning.
        assertThat(log.read(Long.MAX_VALUE, EVERYTHING, ALL)).isEqualTo(new Page(List.of(), Long.MAX_VALUE, 0));
    }

    @Test
    void reading_backwards_gives_the_newest_that_match_oldest_first() {
        EventLog log = open(PLENTY);
        append(log, event("a", "1"), event("b", "2"), event("a", "3"), event("b", "4"), event("a", "5"));

        Page newest = log.readBefore(Long.MAX_VALUE, SelectorSet.of("a"), new PageLimit(2, 1 << 20));
        Page older = log.readBefore(newest.through(), SelectorSet.of("a"), new PageLimit(2, 1 << 20));

        assertThat(texts(newest)).containsExactly("3", "5");
        assertThat(newest.through()).isBetween(2L, 3L);
        assertThat(texts(older)).containsExactly("1");
        assertThat(older.through()).isEqualTo(1);
        assertThat(texts(log.readBefore(3, EVERYTHING, ALL))).containsExactly("1", "2");
        assertThat(texts(log.readBefore(1, EVERYTHING, ALL))).isEmpty();
        assertThat(texts(log.readBefore(0, EVERYTHING, ALL))).isEmpty();
    }

    @Test
    void reading_backwards_is_limited_in_bytes_but_one_entry_always_comes() {
        EventLog log = open(PLENTY);
        append(log, event("a", "x".repeat(1000)), event("a", "y".repeat(1000)));

        Page page = log.readBefore(Long.MAX_VALUE, EVERYTHING, new PageLimit(10, 1));

        assertThat(offsets(page.entries())).containsExactly(2L);
        assertThat(page.through()).isEqualTo(2);
    }

    // --- times ---

    @Test
    void a_time_is_found_between_two_entries() {
        EventLog log = open(PLENTY);
        Instant begin = clock.instant();
        append(log, event("a", "0 s"));
        clock.pass(Duration.ofSeconds(10));
        append(log, event("a", "10 s"), event("a", "10 s"));
        clock.pass(Duration.ofSeconds(10));
        append(log, event("a", "20 s"));

        assertThat(log.offsetBefore(Instant.EPOCH)).isZero();
        assertThat(log.offsetBefore(begin)).isZero();
        assertThat(log.offsetBefore(begin.plusSeconds(5))).isEqualTo(1);
        assertThat(log.offsetBefore(begin.plusSeconds(10))).isEqualTo(1);
        assertThat(log.offsetBefore(begin.plusSeconds(11))).isEqualTo(3);
        assertThat(log.offsetBefore(begin.plusSeconds(21))).isEqualTo(4);
    }

    /** A binary search over times that do not ascend passed over the entry that was made before the clock was set back. */
    @Test
    void no_entry_is_missed_although_the_clock_was_set_back() {
        EventLog log = open(PLENTY);
        Instant begin = clock.instant();
        append(log, event("a", "1"));
        clock.pass(Duration.ofSeconds(10));
        append(log, event("a", "2"));
        clock.pass(Duration.ofSeconds(-9));
        append(log, event("a", "3"), event("a", "4"), event("a", "5"), event("a", "6"));

        assertThat(log.offsetBefore(begin.plusSeconds(5))).isEqualTo(1);
        assertThat(log.offsetBefore(begin.plusSeconds(11))).isEqualTo(6);
    }

    // --- the end ---

    @Test
    void a_closed_log_takes_nothing_more() {
        EventLog log = open(PLENTY);
        append(log, event("a", "1"));
        List<Entry> told = new CopyOnWriteArrayList<>();
        log.listen(told::addAll);

        log.close();

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> append(log, event("a", "2")))
                .withCauseInstanceOf(HubStoppedException.class);
        assertThat(told).isEmpty();
    }
}
