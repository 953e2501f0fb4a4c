package dev.carillon.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.EventId;
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

/** Readers who do not stay: what they get, and what it costs. */
class LogReaderTest {

    private static final PageLimit PLENTY = new PageLimit(1000, 1 << 20);
    private static final SelectorSet A = SelectorSet.of("a");
    private static final SelectorSet PATTERN = SelectorSet.of("a", "x/*");

    private int reads;
    private final TestHub test = hub(1_000_000);

    @Test
    void who_reads_with_the_cursor_of_each_answer_gets_everything_once() {
        for (int i = 0; i < 10; i++) {
            test.publish("a", "a" + i);
            test.publish("b", "b" + i);
        }
        EventId cursor = test.log.head().at(0);

        for (int i = 0; i < 10; i += 3) {
            Reading reading = read(A, new StartingPoint.After(cursor), new PageLimit(3, 1 << 20));
            assertThat(texts(reading))
                    .isEqualTo(IntStream.range(i, Math.min(10, i + 3))
                            .mapToObj(n -> "a" + n)
                            .toList());
            cursor = reading.cursor();
        }

        assertThat(cursor).isEqualTo(test.log.head());
    }

    @Test
    void an_answer_is_bounded_in_bytes_and_has_one_event_at_least() {
        test.publish("a", "x".repeat(500), "y", "z");

        Reading reading = read(A, new StartingPoint.Earliest(), new PageLimit(10, 300));

        assertThat(reading.entries()).hasSize(1);
        assertThat(texts(read(A, new StartingPoint.After(reading.cursor()), PLENTY)))
                .containsExactly("y", "z");
    }

    /** The log examines so many events in one read; a rare channel is looked for in several. */
    @Test
    void a_rare_channel_is_found_behind_many_events() {
        EventId start = test.log.head();
        for (int i = 0; i < 10_000; i++) {
            test.publish("b", "noise");
            test.rounds();
        }
        test.publish("a", "rare");

        assertThat(texts(read(A, new StartingPoint.After(start), PLENTY))).containsExactly("rare");
    }

    @Test
    void without_a_place_there_is_nothing_but_the_cursor() {
        test.publish("a", "old");

        assertThat(read(A, new StartingPoint.Now(), PLENTY)).isEqualTo(Reading.nothing(test.log.head()));
        assertThat(reads).isZero();
    }

    @Test
    void a_reader_that_has_everything_costs_no_read() {
        test.publish("a", "1");
        EventId cursor = test.log.head();
        test.publish("b", "for others");

        for (int i = 0; i < 100; i++) {
            assertThat(read(A, new StartingPoint.After(cursor), PLENTY)).isEqualTo(Reading.nothing(test.log.head()));
            assertThat(test.hub.isUnchangedSince(A, cursor)).isTrue();
            assertThat(test.hub.isUnchangedSince(PATTERN, cursor)).isTrue();
        }

        assertThat(reads).isZero();
        assertThat(test.hub.logReads()).isZero();
    }

    @Test
    void whatever_matches_ends_that_and_what_is_not_known_too() {
        test.publish("a", "1");
        EventId cursor = test.log.head();

        test.publish("x/7", "2");

        assertThat(test.hub.isUnchangedSince(A, cursor)).isTrue();
        assertThat(test.hub.isUnchangedSince(PATTERN, cursor)).isFalse();
        assertThat(test.hub.isUnchangedSince(A, cursor.at(99))).isFalse();
        assertThat(test.hub.isUnchangedSince(A, new EventId("other", 1))).isFalse();
        assertThat(texts(read(PATTERN, new StartingPoint.After(cursor), PLENTY)))
                .containsExactly("2");
        assertThat(test.hub.logReads()).isEqualTo(reads).isPositive();
    }

    /** Of what a log had before the hub began nobody has told it. */
    @Test
    void before_the_hub_began_nothing_is_known() {
        test.publish("a", "before");
        EventId head = test.log.head();
        NewestEvents newest = new NewestEvents(head.at(0));
        newest.beginAfter(head);

        assertThat(newest.nothingAfter(SelectorSet.of("b"), head.at(0))).isFalse();
        assertThat(newest.nothingAfter(SelectorSet.of("b"), head)).isTrue();
    }

    @Test
    void a_volatile_event_changes_nothing() {
        test.publish("a", "1");

        test.publishVolatile("a", "now");

        assertThat(test.hub.isUnchangedSince(A, test.log.head())).isTrue();
    }

    @Test
    void what_was_trimmed_is_told() {
        TestHub small = hub(3);
        EventId start = small.log.head();
        small.publish("a", "1", "2", "3", "4", "5");

        Reading reading = small.hub.read(A, new StartingPoint.After(start), PLENTY);

        assertThat(reading.gap()).contains(new Gap(Gap.Reason.TRIMMED, start, start.at(2)));
        assertThat(texts(reading)).containsExactly("3", "4", "5");
        assertThat(reading.cursor()).isEqualTo(start.at(5));
    }

    @Test
    void what_is_trimmed_between_two_pages_is_told() {
        EventId start = new EventId("k3", 0);
        EventLog pages = new DelegatingLog(test.log) {
            @Override
            public EventId head() {
                return start.at(10);
            }

            @Override
            public Page read(long after, SelectorSet selectors, PageLimit limit) {
                return after < 5 ? new Page(List.of(), 5, 0) : new Page(List.of(), 10, 7);
            }
        };

        Reading reading = new LogReader(pages).read(A, new Start.After(0, Optional.empty()), PLENTY);

        assertThat(reading.gap()).contains(new Gap(Gap.Reason.TRIMMED, start.at(5), start.at(7)));
        assertThat(reading.cursor()).isEqualTo(start.at(10));
    }

    @Test
    void pages_backwards_meet_the_beginning() {
        for (int i = 1; i <= 6; i++) {
            test.publish("a", "a" + i);
            test.publish("b", "noise");
        }
        EventId head = test.log.head();

        Reading newest = before(head.at(head.offset() + 1), 4);
        Reading oldest = before(newest.earlier().orElseThrow(), 2);

        assertThat(texts(newest)).containsExactly("a3", "a4", "a5", "a6");
        assertThat(newest.cursor()).isEqualTo(head);
        assertThat(texts(oldest)).containsExactly("a1", "a2");
        assertThat(oldest.earlier())
                .as("nothing is older, though the page was full")
                .isEmpty();
        assertThat(oldest.gap()).isEmpty();
    }

    @Test
    void a_page_before_which_everything_was_trimmed_tells_the_gap() {
        TestHub small = hub(3);
        small.publish("a", "1", "2", "3", "4", "5");
        EventId head = small.log.head();

        for (int limit : new int[] {3, 10}) {
            Reading page = small.hub.readBefore(A, head.at(6), new PageLimit(limit, 1 << 20));

            assertThat(texts(page)).containsExactly("3", "4", "5");
            assertThat(page.earlier()).isEmpty();
            assertThat(page.gap()).contains(new Gap(Gap.Reason.TRIMMED, null, head.at(2)));
        }
    }

    @Test
    void nothing_is_before_an_event_of_another_log() {
        test.publish("a", "1");

        Reading page = before(new EventId("other", 7), 10);

        assertThat(page.entries()).isEmpty();
        assertThat(page.earlier()).isEmpty();
        assertThat(page.gap().orElseThrow().reason()).isEqualTo(Gap.Reason.UNKNOWN_EPOCH);
    }

    private TestHub hub(int keptEvents) {
        return new TestHub(
                TestHub.SETTINGS,
                new Retention(keptEvents, 1L << 30, Duration.ofDays(1)),
                log -> new DelegatingLog(log) {
                    @Override
                    public Page read(long after, SelectorSet selectors, PageLimit limit) {
                        reads++;
                        return super.read(after, selectors, limit);
                    }

                    @Override
                    public Page readBefore(long before, SelectorSet selectors, PageLimit limit) {
                        reads++;
                        return super.readBefore(before, selectors, limit);
                    }
                });
    }

    private Reading read(SelectorSet selectors, StartingPoint from, PageLimit limit) {
        return test.hub.read(selectors, from, limit);
    }

    private Reading before(EventId id, int count) {
        return test.hub.readBefore(A, id, new PageLimit(count, 1 << 20));
    }

    private static List<String> texts(Reading reading) {
        return reading.entries().stream()
                .map(entry -> entry.event().payload().text())
                .toList();
    }
}
