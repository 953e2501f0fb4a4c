package dev.carillon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.HubStoppedException;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every log promises of what somebody removes by hand. */
public abstract class TrimContract extends LogContract {

    /** More than one step of any log. */
    private static final int MANY = 10_000;

    @Test
    void what_was_trimmed_is_gone_and_every_other_channel_keeps_all_of_its_entries() {
        EventLog log = open(PLENTY);
        append(log, event("a", "1"), event("b", "2"), event("a/x", "3"), event("a", "4"), event("b", "5"));

        long removed = trim(log, "a/**", 3);

        assertThat(removed).isEqualTo(2);
        assertThat(texts(log.read(0, EVERYTHING, ALL))).containsExactly("2", "4", "5");
        assertThat(texts(log.readBefore(Long.MAX_VALUE, EVERYTHING, ALL))).containsExactly("2", "4", "5");
        assertThat(log.oldest().offset()).isEqualTo(2);
        assertThat(log.head().offset()).isEqualTo(5);
    }

    @Test
    void readers_from_before_the_place_are_told_of_the_loss_and_nobody_else_is() {
        EventLog log = open(PLENTY);
        append(log, event("a", "1"), event("b", "2"), event("a", "3"), event("a", "4"));

        trim(log, "a", 3);

        assertThat(log.read(0, SelectorSet.of("a"), ALL).lostThrough()).isEqualTo(3);
        assertThat(log.read(2, EVERYTHING, ALL).lostThrough()).isEqualTo(3);
        assertThat(log.read(3, SelectorSet.of("a"), ALL).lostThrough()).isZero();
        assertThat(log.read(0, SelectorSet.of("b"), ALL).lostThrough()).isZero();
        assertThat(log.readBefore(Long.MAX_VALUE, SelectorSet.of("a"), ALL).lostThrough())
                .isEqualTo(3);
    }

    @Test
    void a_log_that_was_trimmed_to_nothing_goes_on_counting() {
        EventLog log = open(PLENTY);
        append(log, event("a", "1"), event("a", "2"));

        assertThat(trim(log, "**", Long.MAX_VALUE)).isEqualTo(2);

        assertThat(log.oldest().offset()).isEqualTo(3);
        assertThat(log.read(0, EVERYTHING, ALL)).isEqualTo(new Page(List.of(), 2, 2));
        assertThat(offsets(append(log, event("a", "3")))).containsExactly(3L);
        assertThat(texts(log.read(0, EVERYTHING, ALL))).containsExactly("3");
    }

    @Test
    void trimming_again_removes_nothing_more() {
        EventLog log = open(PLENTY);
        append(log, event("a", "1"), event("a", "2"));
        trim(log, "a", 1);

        assertThat(trim(log, "a", 1)).isZero();
        assertThat(trim(log, "never", 2)).isZero();
        assertThat(trim(log, "a", 0)).isZero();
        assertThat(texts(log.read(0, EVERYTHING, ALL))).containsExactly("2");
    }

    @Test
    void the_tallies_of_each_rule_go_down_by_what_is_gone() {
        EventLog log = open(rule("a", PLENTY), rule("**", PLENTY));
        append(log, event("a", "1234"), event("b", "1"), event("a", "12"), event("b", "12345"));

        trim(log, "**", 3);

        LogStatus status = log.status();
        assertThat(status.entries()).isEqualTo(1);
        assertThat(status.bytes()).isEqualTo(165);
        assertThat(status.kept()).extracting(LogStatus.Kept::entries).containsExactly(0L, 1L);
        assertThat(status.kept()).extracting(LogStatus.Kept::bytes).containsExactly(0L, 165L);
    }

    @Test
    void retention_goes_on_as_if_it_had_removed_them_itself() {
        EventLog log = open(rule("a/**", entries(3)), rule("**", entries(2)));
        append(log, event("a", "1"), event("a/b", "2"), event("a/b", "3"), event("c", "4"));
        trim(log, "a/b", 2);

        append(log, event("a", "5"), event("a", "6"), event("c", "7"), event("c", "8"));
        settle(log);

        assertThat(texts(log.read(0, EVERYTHING, ALL))).containsExactly("3", "5", "6", "7", "8");
    }

    @Test
    void what_is_too_old_is_still_trimmed_after_the_oldest_was_removed_by_hand() {
        EventLog log = open(new Retention(1000, 1 << 20, Duration.ofSeconds(60)));
        append(log, event("a", "1"));
        clock.pass(Duration.ofSeconds(30));
        append(log, event("b", "2"));
        settle(log);
        trim(log, "a", 1);

        clock.pass(Duration.ofSeconds(31));
        settle(log);
        assertThat(texts(log.read(0, EVERYTHING, ALL))).containsExactly("2");

        clock.pass(Duration.ofSeconds(30));
        settle(log);
        assertThat(texts(log.read(0, EVERYTHING, ALL))).isEmpty();
    }

    @Test
    void a_time_finds_its_place_although_what_stood_there_was_removed() {
        EventLog log = open(PLENTY);
        Instant begin = clock.instant();
        append(log, event("a", "1"), event("b", "2"));
        clock.pass(Duration.ofSeconds(10));
        append(log, event("a", "3"));

        trim(log, "a", 1);

        assertThat(log.offsetBefore(begin)).isLessThan(log.oldest().offset());
        assertThat(log.offsetBefore(begin.plusSeconds(10))).isEqualTo(2);
    }

    /** The newest event of a key was removed, and another one of that key has nothing to replace. */
    @Test
    void a_compacted_channel_loses_the_keys_whose_events_are_removed() {
        EventLog log =
                open(new RetentionRule(new Selector("state"), entries(Retention.UNLIMITED), true), rule("**", PLENTY));
        append(
                log,
                event("state", "1").withKey("x"),
                event("state", "2").withKey("y"),
                event("state", "3").withKey("x"),
                event("b", "4"));

        assertThat(trim(log, "state", 2)).isEqualTo(1);

        assertThat(texts(log.read(0, SelectorSet.of("state"), ALL))).containsExactly("3");
        assertThat(log.read(0, SelectorSet.of("state"), ALL).lostThrough()).isEqualTo(2);
        append(log, event("state", "5").withKey("y"), event("state", "6").withKey("x"));
        assertThat(texts(log.read(0, EVERYTHING, ALL))).containsExactly("4", "5", "6");
        assertThat(log.status().kept()).extracting(LogStatus.Kept::entries).containsExactly(2L, 1L);
    }

    @Test
    void many_entries_take_many_steps_and_publishers_go_on_in_between() throws InterruptedException {
        EventLog log = open(PLENTY);
        Event[] batch = new Event[MANY];
        Arrays.setAll(batch, i -> event(i % 2 == 0 ? "even" : "odd", ""));
        append(log, batch);
        long[] removed = new long[2];

        inParallel(4, number -> {
            if (number < 2) {
                removed[number] = trim(log, number == 0 ? "even" : "**", number == 0 ? MANY : 1000);
            } else {
                for (int i = 0; i < 100; i++) {
                    append(log, event("even", "new"));
                }
            }
        });

        assertThat(removed[0] + removed[1]).isEqualTo(MANY / 2 + 500);
        assertThat(offsets(all(log, "odd")))
                .isEqualTo(LongStream.iterate(1002, offset -> offset <= MANY, offset -> offset + 2)
                        .boxed()
                        .toList());
        assertThat(texts(all(log, "even"))).hasSize(200).containsOnly("new");
        assertThat(log.status().entries()).isEqualTo(MANY / 2 - 500 + 200);
        assertThat(log.head().offset()).isEqualTo(MANY + 200);
    }

    @Test
    void a_log_that_is_closed_removes_nothing() {
        EventLog log = open(PLENTY);
        append(log, event("a", "1"));
        log.close();

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> trim(log, "a", 1))
                .withCauseInstanceOf(HubStoppedException.class);
    }

    /** One read need not find all of it. */
    private static List<Entry> all(EventLog log, String selector) {
        List<Entry> all = new ArrayList<>();
        long through = 0;
        while (through < log.head().offset()) {
            Page page = log.read(through, SelectorSet.of(selector), ALL);
            all.addAll(page.entries());
            through = page.through();
        }
        return all;
    }

    private static long trim(EventLog log, String selector, long through) {
        return log.trim(SelectorSet.of(selector), through).toCompletableFuture().join();
    }
}
