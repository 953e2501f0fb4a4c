package dev.carillon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.InvalidEventException;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What every log promises of compacted channels. */
public abstract class CompactionContract extends LogContract {

    private static final String REMOVED = "";

    /** How long an event that removes a key is kept. */
    private static final Duration REMOVALS = Duration.ofHours(1);

    private static final RetentionRule ROOMS = new RetentionRule(
            new Selector("rooms/**"), new Retention(Retention.UNLIMITED, Retention.UNLIMITED, REMOVALS), true);
    private static final RetentionRule REST = rule("**", entries(2));

    private Event state(String channel, String key, String text) {
        return event(channel, text).withKey(key);
    }

    private Event room(String key, String text) {
        return state("rooms", key, text);
    }

    // --- the newest of each key ---

    @Test
    void the_newest_event_of_each_key_is_kept() {
        EventLog log = open(ROOMS, REST);

        append(log, room("red", "1"), room("blue", "2"));
        append(log, room("red", "3"));
        append(log, room("green", "4"), room("red", "5"));
        settle(log);

        assertThat(offsets(log.read(0, EVERYTHING, ALL).entries())).containsExactly(2L, 4L, 5L);
        assertThat(offsets(log.readBefore(Long.MAX_VALUE, EVERYTHING, ALL).entries()))
                .containsExactly(2L, 4L, 5L);
        assertThat(log.oldest().offset()).isEqualTo(2);
        assertThat(log.head().offset()).isEqualTo(5);
    }

    @Test
    void of_one_batch_too_the_newest_event_of_a_key_is_kept_and_the_listener_is_told_of_all() {
        EventLog log = open(ROOMS, REST);
        List<Entry> told = new CopyOnWriteArrayList<>();
        log.listen(told::addAll);

        append(log, room("red", "1"), room("red", "2"), room("red", "3"));
        settle(log);

        assertThat(texts(told)).containsExactly("1", "2", "3");
        assertThat(texts(log.read(0, EVERYTHING, ALL))).containsExactly("3");
    }

    @Test
    void what_has_a_newer_event_is_not_lost() {
        EventLog log = open(ROOMS, REST);

        append(log, room("red", "1"), room("red", "2"), room("blue", "3"), room("red", "4"));
        settle(log);

        assertThat(log.read(0, EVERYTHING, ALL).lostThrough()).isZero();
        assertThat(log.read(1, SelectorSet.of("rooms"), ALL).lostThrough()).isZero();
        assertThat(log.readBefore(Long.MAX_VALUE, EVERYTHING, ALL).lostThrough())
                .isZero();
        assertThat(log.readBefore(3, EVERYTHING, ALL)).satisfies(page -> {
            assertThat(page.entries()).isEmpty();
            assertThat(page.lostThrough()).isZero();
        });
    }

    @Test
    void the_same_key_of_two_channels_is_two_keys() {
        EventLog log = open(ROOMS, REST);

        append(log, state("rooms/a", "red", "1"), state("rooms/b", "red", "2"), state("rooms/a", "red", "3"));
        settle(log);

        assertThat(texts(log.read(0, EVERYTHING, ALL))).containsExactly("2", "3");
    }

    @Test
    void keys_that_differ_in_case_or_accents_are_two_keys() {
        EventLog log = open(ROOMS, REST);

        append(log, room("a", "1"), room("A", "2"), room("ä", "3"), room("a\u0308", "4"), room("a ", "5"));
        settle(log);

        assertThat(texts(log.read(0, EVERYTHING, ALL))).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void what_is_kept_of_compacted_channels_outlives_everything_else() {
        EventLog log = open(ROOMS, REST);
        append(log, room("red", "kept"), event("news", "gone"));

        for (int i = 0; i < 100; i++) {
            append(log, event("news", "" + i));
        }
        clock.pass(Duration.ofDays(100_000));
        settle(log);

        Page page = log.read(0, EVERYTHING, ALL);
        assertThat(texts(page)).containsExactly("kept", "98", "99");
        assertThat(page.lostThrough()).isEqualTo(100);
        assertThat(log.read(0, SelectorSet.of("rooms"), ALL).lostThrough()).isZero();
        assertThat(log.oldest().offset()).isEqualTo(1);
    }

    @Test
    void where_nothing_is_compacted_keys_mean_nothing_to_the_log() {
        EventLog log = open(rule("rooms/lobby", PLENTY), ROOMS, rule("**", PLENTY));

        append(log, state("rooms/lobby", "red", "1"), state("rooms/lobby", "red", "2"), event("rooms/lobby", "3"));
        append(log, state("news", "red", "4"), state("news", "red", REMOVED), event("news", "6"));
        clock.pass(REMOVALS.multipliedBy(2));
        settle(log);

        assertThat(offsets(log.read(0, EVERYTHING, ALL).entries())).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void a_time_before_something_obsolete_is_found_without_a_loss() {
        EventLog log = open(ROOMS, REST);
        Instant begin = clock.instant();
        append(log, room("red", "1"), room("blue", "2"));
        clock.pass(Duration.ofSeconds(10));
        append(log, room("red", "3"));
        settle(log);

        Page fromBegin = log.read(log.offsetBefore(begin), EVERYTHING, ALL);
        Page fromLater = log.read(log.offsetBefore(begin.plusSeconds(10)), EVERYTHING, ALL);

        assertThat(texts(fromBegin)).containsExactly("2", "3");
        assertThat(fromBegin.lostThrough()).isZero();
        assertThat(texts(fromLater)).containsExactly("3");
    }

    // --- removing a key ---

    @Test
    void an_event_without_data_removes_its_key_and_is_kept_for_its_time() {
        EventLog log = open(ROOMS, REST);
        append(log, room("red", "1"), room("blue", "2"), room("red", REMOVED));

        clock.pass(REMOVALS);
        settle(log);

        Page page = log.read(0, EVERYTHING, ALL);
        assertThat(offsets(page.entries())).containsExactly(2L, 3L);
        assertThat(page.lostThrough()).isZero();
    }

    @Test
    void who_comes_after_its_time_is_told_that_something_is_lost() {
        EventLog log = open(ROOMS, REST);
        append(log, room("blue", "1"), room("red", "2"), room("red", REMOVED), room("green", "4"));

        clock.pass(REMOVALS.plusSeconds(1));
        settle(log);

        Page page = log.read(0, EVERYTHING, ALL);
        assertThat(offsets(page.entries())).containsExactly(1L, 4L);
        assertThat(page.lostThrough()).isEqualTo(3);
        assertThat(log.read(2, SelectorSet.of("rooms"), ALL).lostThrough()).isEqualTo(3);
        assertThat(log.read(3, SelectorSet.of("rooms"), ALL).lostThrough()).isZero();
        assertThat(log.read(0, SelectorSet.of("rooms/b"), ALL).lostThrough()).isZero();
        assertThat(log.readBefore(Long.MAX_VALUE, EVERYTHING, ALL).lostThrough())
                .isEqualTo(3);
    }

    @Test
    void a_log_whose_keys_are_all_removed_becomes_empty() {
        EventLog log = open(ROOMS, REST);
        append(log, room("red", "1"), room("red", REMOVED), room("never there", REMOVED));

        clock.pass(REMOVALS.plusSeconds(1));
        settle(log);

        assertThat(log.read(0, EVERYTHING, ALL)).isEqualTo(new Page(List.of(), 3, 3));
        assertThat(log.oldest().offset()).isEqualTo(4);
        assertThat(log.status().entries()).isZero();
        assertThat(log.status().bytes()).isZero();
    }

    /** Of what was removed in the meantime there is nothing to tell. */
    @Test
    void a_key_that_is_written_again_in_time_has_lost_nothing() {
        EventLog log = open(ROOMS, REST);
        append(log, room("red", "1"), room("red", REMOVED), room("red", "3"));

        clock.pass(REMOVALS.multipliedBy(2));
        settle(log);

        Page page = log.read(0, EVERYTHING, ALL);
        assertThat(texts(page)).containsExactly("3");
        assertThat(page.lostThrough()).isZero();
    }

    @Test
    void a_key_that_is_written_again_later_is_kept_for_good() {
        EventLog log = open(ROOMS, REST);
        append(log, room("red", "1"), room("red", REMOVED));
        clock.pass(REMOVALS.plusSeconds(1));
        settle(log);
        assertThat(log.oldest().offset()).isEqualTo(3);

        append(log, room("red", "3"));
        clock.pass(Duration.ofDays(400));
        settle(log);

        Page page = log.read(0, EVERYTHING, ALL);
        assertThat(texts(page)).containsExactly("3");
        assertThat(page.lostThrough()).isEqualTo(2);
        assertThat(log.read(2, EVERYTHING, ALL).lostThrough()).isZero();
        assertThat(log.status().entries()).isEqualTo(1);
    }

    @Test
    void a_key_that_is_removed_again_is_kept_as_removed_for_another_time() {
        EventLog log = open(ROOMS, REST);
        append(log, room("red", REMOVED));
        clock.pass(REMOVALS.minusSeconds(1));
        append(log, room("red", REMOVED));

        clock.pass(REMOVALS.minusSeconds(1));
        settle(log);

        Page page = log.read(0, EVERYTHING, ALL);
        assertThat(offsets(page.entries())).containsExactly(2L);
        assertThat(page.lostThrough()).isZero();
    }

    // --- what is refused ---

    @Test
    void an_event_without_a_key_is_refused_with_all_that_came_with_it() {
        EventLog log = open(ROOMS, REST);
        List<Entry> told = new CopyOnWriteArrayList<>();
        log.listen(told::addAll);

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> append(log, room("red", "good"), event("news", "good"), event("rooms/a", "keyless")))
                .withCauseInstanceOf(InvalidEventException.class)
                .withMessageContaining("rooms/a");

        assertThat(told).isEmpty();
        assertThat(log.head().offset()).isZero();
        assertThat(log.read(0, EVERYTHING, ALL).entries()).isEmpty();
        assertThat(offsets(append(log, room("red", "next")))).containsExactly(1L);
    }

    // --- status ---

    @Test
    void the_status_counts_what_is_left_of_each_key() {
        EventLog log = open(ROOMS, REST);
        Event red = room("red", "x".repeat(100));
        Event blue = room("blue", "u");

        append(log, room("red", "obsolete"), blue, event("news", "n"), red, room("gone", REMOVED));
        clock.pass(REMOVALS.plusSeconds(1));
        settle(log);

        LogStatus status = log.status();
        long news = event("news", "n").weightInBytes();
        long rooms = red.weightInBytes() + blue.weightInBytes();
        assertThat(status.kept())
                .containsExactly(new LogStatus.Kept(ROOMS, 2, rooms), new LogStatus.Kept(REST, 1, news));
        assertThat(status.entries()).isEqualTo(3);
        assertThat(status.bytes()).isEqualTo(rooms + news);
        assertThat(status.oldest().offset()).isEqualTo(2);
        assertThat(status.head().offset()).isEqualTo(5);
    }
}
