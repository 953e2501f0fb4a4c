package dev.carillon.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.event.Event;
import dev.carillon.event.SelectorSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every log promises of what it keeps, by which rule, and of what it tells about what is gone. */
public abstract class RetentionContract extends LogContract {

    // --- limits ---

    @Test
    void what_is_over_the_number_of_entries_is_trimmed() {
        EventLog log = open(new Retention(3, 1 << 20, Duration.ofDays(1)));

        append(log, event("a", "1"), event("a", "2"), event("a", "3"), event("a", "4"), event("a", "5"));
        settle(log);

        assertThat(log.oldest().offset()).isEqualTo(3);
        assertThat(log.head().offset()).isEqualTo(5);
        assertThat(texts(log.read(0, EVERYTHING, ALL))).containsExactly("3", "4", "5");
        assertThat(texts(log.readBefore(Long.MAX_VALUE, EVERYTHING, ALL))).containsExactly("3", "4", "5");
    }

    @Test
    void what_is_over_the_number_of_bytes_is_trimmed() {
        Event kilobyte = event("a", "x".repeat(1000));
        EventLog log = open(new Retention(1000, 3 * kilobyte.weightInBytes(), Duration.ofDays(1)));

        append(log, kilobyte, kilobyte, kilobyte, kilobyte);
        settle(log);

        assertThat(log.oldest().offset()).isEqualTo(2);
    }

    @Test
    void an_entry_larger_than_the_log_can_still_be_read() {
        EventLog log = open(new Retention(1000, 1000, Duration.ofDays(1)));

        append(log, event("a", "small"), event("a", "x".repeat(2000)));
        settle(log);

        assertThat(offsets(log.read(0, EVERYTHING, ALL).entries())).containsExactly(2L);
    }

    @Test
    void what_is_too_old_is_trimmed_even_if_nothing_is_appended() {
        EventLog log = open(new Retention(1000, 1 << 20, Duration.ofSeconds(60)));
        append(log, event("a", "1"));
        clock.pass(Duration.ofSeconds(40));
        append(log, event("a", "2"));

        clock.pass(Duration.ofSeconds(40));
        settle(log);

        assertThat(log.oldest().offset()).isEqualTo(2);
        assertThat(texts(log.readBefore(Long.MAX_VALUE, EVERYTHING, ALL))).containsExactly("2");
        assertThat(texts(log.read(0, EVERYTHING, ALL))).containsExactly("2");
    }

    /** The newest entry stayed for good, whatever its age. */
    @Test
    void a_log_whose_entries_are_all_too_old_is_empty_and_goes_on_counting() {
        EventLog log = open(new Retention(1000, 1 << 20, Duration.ofSeconds(60)));
        append(log, event("a", "1"), event("a", "2"));

        clock.pass(Duration.ofSeconds(61));
        settle(log);

        assertThat(log.oldest().offset()).isEqualTo(3);
        assertThat(log.head().offset()).isEqualTo(2);
        assertThat(log.read(0, EVERYTHING, ALL)).isEqualTo(new Page(List.of(), 2, 2));
        assertThat(offsets(append(log, event("a", "3")))).containsExactly(3L);
        assertThat(texts(log.read(2, EVERYTHING, ALL))).containsExactly("3");
    }

    @Test
    void a_reader_is_told_of_a_loss_only_where_its_own_entries_are_gone() {
        EventLog log = open(new Retention(2, 1 << 20, Duration.ofDays(1)));
        append(
                log,
                event("a", "1"),
                event("b", "2"),
                event("a", "3"),
                event("c/x", "4"),
                event("d", "5"),
                event("d", "6"));
        settle(log);

        assertThat(log.read(0, SelectorSet.of("a"), ALL).lostThrough()).isEqualTo(3);
        assertThat(log.read(2, SelectorSet.of("a"), ALL).lostThrough()).isEqualTo(3);
        assertThat(log.read(3, SelectorSet.of("a"), ALL).lostThrough()).isZero();
        assertThat(log.read(0, SelectorSet.of("b"), ALL).lostThrough()).isEqualTo(2);
        assertThat(log.read(0, SelectorSet.of("a", "b"), ALL).lostThrough()).isEqualTo(3);
        assertThat(log.read(0, SelectorSet.of("c/*"), ALL).lostThrough()).isEqualTo(4);
        assertThat(log.read(0, SelectorSet.of("d"), ALL).lostThrough()).isZero();
        assertThat(log.read(0, SelectorSet.of("never"), ALL).lostThrough()).isZero();
        assertThat(log.read(0, EVERYTHING, ALL).lostThrough()).isEqualTo(4);
    }

    @Test
    void reading_backwards_tells_of_a_loss_when_it_has_come_to_the_oldest_entry() {
        EventLog log = open(new Retention(2, 1 << 20, Duration.ofDays(1)));
        append(log, event("a", "1"), event("a", "2"), event("a", "3"), event("b", "4"));
        settle(log);

        assertThat(log.readBefore(Long.MAX_VALUE, SelectorSet.of("a"), ALL).lostThrough())
                .isEqualTo(2);
        assertThat(log.readBefore(Long.MAX_VALUE, SelectorSet.of("b"), ALL).lostThrough())
                .isZero();
        assertThat(log.readBefore(Long.MAX_VALUE, EVERYTHING, new PageLimit(1, 1))
                        .lostThrough())
                .isZero();
        // It named an entry that does not stand in the range.
        assertThat(log.readBefore(2, SelectorSet.of("a"), ALL).lostThrough()).isEqualTo(1);
    }

    // --- rules ---

    @Test
    void the_first_rule_that_matches_a_channel_counts() {
        EventLog log = open(rule("chat/vip", entries(3)), rule("chat/**", entries(1)), rule("**", entries(2)));

        append(log, event("chat/vip", "1"), event("chat/vip", "2"), event("chat/vip", "3"), event("chat/vip", "4"));
        append(log, event("chat/a", "5"), event("chat/a", "6"));
        append(log, event("news", "7"), event("news", "8"), event("news", "9"));
        settle(log);

        assertThat(texts(log.read(0, EVERYTHING, ALL))).containsExactly("2", "3", "4", "6", "8", "9");
    }

    @Test
    void a_rule_counts_the_entries_of_all_its_channels_together() {
        EventLog log = open(rule("chat/**", entries(3)), rule("**", entries(1)));

        append(log, event("chat/a", "1"), event("chat/b", "2"), event("news", "3"));
        append(log, event("chat/a", "4"), event("chat/c", "5"));
        settle(log);

        assertThat(texts(log.read(0, EVERYTHING, ALL))).containsExactly("2", "3", "4", "5");
        assertThat(log.read(0, SelectorSet.of("chat/a"), ALL).lostThrough()).isEqualTo(1);
        assertThat(log.read(0, SelectorSet.of("chat/b", "chat/c", "news"), ALL).lostThrough())
                .isZero();
    }

    @Test
    void a_rule_counts_the_bytes_of_all_its_channels_together() {
        Event one = event("chat/a", "x".repeat(1000));
        Event other = event("chat/b", "x".repeat(1000));
        Event news = event("news", "x".repeat(5000));
        Retention two = new Retention(Retention.UNLIMITED, 2 * one.weightInBytes(), Retention.FOREVER);
        EventLog log = open(rule("chat/**", two), rule("**", PLENTY));

        append(log, one, news, other, one);
        settle(log);

        assertThat(offsets(log.read(0, EVERYTHING, ALL).entries())).containsExactly(2L, 3L, 4L);
    }

    @Test
    void each_rule_has_its_own_age() {
        Retention minute = new Retention(1000, 1 << 20, Duration.ofMinutes(1));
        Retention hour = new Retention(1000, 1 << 20, Duration.ofHours(1));
        EventLog log = open(rule("chat/**", hour), rule("news", minute), rule("**", entries(10)));
        append(log, event("chat/a", "1"), event("news", "2"), event("other", "3"));

        clock.pass(Duration.ofMinutes(2));
        settle(log);
        List<String> afterMinutes = texts(log.read(0, EVERYTHING, ALL));
        clock.pass(Duration.ofDays(100_000));
        settle(log);
        List<String> afterCenturies = texts(log.read(0, EVERYTHING, ALL));

        assertThat(afterMinutes).containsExactly("1", "3");
        assertThat(afterCenturies).containsExactly("3");
    }

    // --- holes ---

    /** 1 and 3 are gone; 2, 4, 5 and 6 are there. */
    private EventLog openWithHoles() {
        EventLog log = open(rule("a", entries(1)), rule("**", PLENTY));
        for (String channel : List.of("a", "b", "a", "b", "a", "b")) {
            append(log, event(channel, channel));
            clock.pass(Duration.ofSeconds(10));
        }
        settle(log);
        return log;
    }

    @Test
    void what_a_rule_trims_leaves_holes_between_the_entries_of_others() {
        EventLog log = openWithHoles();

        assertThat(offsets(log.read(0, EVERYTHING, ALL).entries())).containsExactly(2L, 4L, 5L, 6L);
        assertThat(offsets(log.readBefore(Long.MAX_VALUE, EVERYTHING, ALL).entries()))
                .containsExactly(2L, 4L, 5L, 6L);
        assertThat(offsets(log.readBefore(5, EVERYTHING, ALL).entries())).containsExactly(2L, 4L);
        assertThat(log.oldest().offset()).isEqualTo(2);
        assertThat(log.head().offset()).isEqualTo(6);
    }

    @Test
    void the_oldest_entry_stands_after_a_hole_at_the_beginning() {
        EventLog log = open(rule("a", entries(1)), rule("**", PLENTY));

        append(log, event("a", "1"), event("a", "2"), event("b", "3"), event("a", "4"), event("a", "5"));
        settle(log);

        assertThat(log.oldest()).isEqualTo(log.head().at(3));
    }

    @Test
    void pages_go_on_over_holes() {
        EventLog log = openWithHoles();
        PageLimit one = new PageLimit(1, 1);

        List<Long> forwards = new ArrayList<>();
        long after = 0;
        while (after < log.head().offset()) {
            Page page = log.read(after, EVERYTHING, one);
            assertThat(page.through()).isGreaterThan(after);
            forwards.addAll(offsets(page.entries()));
            after = page.through();
        }
        List<Long> backwards = new ArrayList<>();
        long before = log.head().offset() + 1;
        while (before > log.oldest().offset()) {
            Page page = log.readBefore(before, EVERYTHING, one);
            assertThat(page.through()).isLessThan(before);
            backwards.addAll(offsets(page.entries()));
            before = page.through();
        }

        assertThat(forwards).containsExactly(2L, 4L, 5L, 6L);
        assertThat(backwards).containsExactly(6L, 5L, 4L, 2L);
    }

    @Test
    void a_loss_is_told_although_an_older_entry_is_still_there() {
        EventLog log = openWithHoles();

        assertThat(log.read(0, EVERYTHING, ALL).lostThrough()).isEqualTo(3);
        assertThat(log.read(0, SelectorSet.of("a"), ALL).lostThrough()).isEqualTo(3);
        assertThat(log.read(2, SelectorSet.of("a"), ALL).lostThrough()).isEqualTo(3);
        assertThat(log.read(3, EVERYTHING, ALL).lostThrough()).isZero();
        assertThat(log.read(0, SelectorSet.of("b"), ALL).lostThrough()).isZero();
    }

    @Test
    void reading_backwards_tells_of_a_hole_when_it_has_come_to_it() {
        EventLog log = openWithHoles();

        Page newest = log.readBefore(Long.MAX_VALUE, EVERYTHING, new PageLimit(2, 1 << 20));
        Page older = log.readBefore(newest.through(), EVERYTHING, new PageLimit(2, 1 << 20));

        assertThat(offsets(newest.entries())).containsExactly(5L, 6L);
        assertThat(newest.lostThrough()).isZero();
        assertThat(offsets(older.entries())).containsExactly(2L, 4L);
        assertThat(older.lostThrough()).isEqualTo(3);
        assertThat(log.readBefore(Long.MAX_VALUE, SelectorSet.of("b"), ALL).lostThrough())
                .isZero();
        // A log may have forgotten that 1 is gone too, but not that something is.
        assertThat(log.readBefore(3, SelectorSet.of("a"), ALL).lostThrough()).isBetween(1L, 2L);
        assertThat(log.readBefore(1, SelectorSet.of("a"), ALL).lostThrough()).isZero();
    }

    // --- times ---

    @Test
    void a_time_is_found_among_holes_and_what_was_trimmed_counts() {
        Instant begin = clock.instant();
        EventLog log = openWithHoles();

        assertThat(log.offsetBefore(begin)).isZero();
        assertThat(log.offsetBefore(begin.plusSeconds(10))).isLessThan(2);
        // 3 was made at this time and is gone.
        assertThat(log.offsetBefore(begin.plusSeconds(20))).isEqualTo(2);
        assertThat(log.offsetBefore(begin.plusSeconds(21))).isBetween(2L, 3L);
        assertThat(log.offsetBefore(begin.plusSeconds(40))).isEqualTo(4);
        assertThat(log.offsetBefore(begin.plusSeconds(41))).isEqualTo(5);
        assertThat(log.offsetBefore(begin.plusSeconds(51))).isEqualTo(6);
    }

    /** It gave the oldest entry, as if nothing had been made between the time and it. */
    @Test
    void a_time_before_something_that_was_trimmed_lies_before_the_oldest_entry() {
        EventLog log = open(new Retention(2, 1 << 20, Duration.ofDays(1)));
        Instant begin = clock.instant();
        for (int i = 1; i <= 4; i++) {
            append(log, event("a", "" + i));
            clock.pass(Duration.ofSeconds(10));
        }
        settle(log);

        assertThat(log.oldest().offset()).isEqualTo(3);
        assertThat(log.offsetBefore(begin)).isLessThan(2);
        assertThat(log.offsetBefore(begin.plusSeconds(10))).isLessThan(2);
        assertThat(log.offsetBefore(begin.plusSeconds(11))).isEqualTo(2);
    }

    // --- status ---

    @Test
    void the_status_of_an_empty_log_names_its_rules() {
        RetentionRule chat = rule("chat/**", entries(5));
        RetentionRule rest = rule("**", PLENTY);
        EventLog log = open(chat, rest);

        LogStatus status = log.status();

        assertThat(status.head()).isEqualTo(log.head());
        assertThat(status.oldest().offset()).isEqualTo(1);
        assertThat(status.entries()).isZero();
        assertThat(status.bytes()).isZero();
        assertThat(status.kept()).containsExactly(new LogStatus.Kept(chat, 0, 0), new LogStatus.Kept(rest, 0, 0));
    }

    @Test
    void the_status_tells_what_is_held_of_each_rule() {
        RetentionRule chat = rule("chat/**", entries(2));
        RetentionRule rest = rule("**", PLENTY);
        EventLog log = open(chat, rest);
        Event first = event("chat/a", "kept");
        Event empty = event("chat/b", "");
        Event large = event("news", "x".repeat(1000));

        append(log, event("chat/a", "gone"), first, large, empty, large);
        settle(log);

        LogStatus status = log.status();
        long ofChat = first.weightInBytes() + empty.weightInBytes();
        long ofRest = 2 * large.weightInBytes();
        assertThat(status.head()).isEqualTo(log.head().at(5));
        assertThat(status.oldest()).isEqualTo(log.head().at(2));
        assertThat(status.entries()).isEqualTo(4);
        assertThat(status.bytes()).isEqualTo(ofChat + ofRest);
        assertThat(status.kept())
                .containsExactly(new LogStatus.Kept(chat, 2, ofChat), new LogStatus.Kept(rest, 2, ofRest));
    }
}
