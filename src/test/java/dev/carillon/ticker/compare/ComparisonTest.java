package dev.carillon.ticker.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carillon.security.ManualScheduler;
import dev.carillon.ticker.TestBoard;
import dev.carillon.ticker.model.Quote;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final String ACME = "ACME";

    private final ManualScheduler clock = new ManualScheduler(Instant.parse("2026-01-01T00:00:00Z"));
    private final TestBoard board = new TestBoard();
    private final Comparison comparison = new Comparison(board.board, clock);

    @Test
    void each_way_is_counted_for_itself() {
        comparison.asked(Technique.SHORT_POLL, 100);
        comparison.sent(Technique.SHORT_POLL, 300);
        comparison.asked(Technique.SHORT_POLL, 110);
        comparison.sent(Technique.SHORT_POLL, 50);
        comparison.asked(Technique.PUSH, 90);

        assertThat(comparison.figures())
                .containsEntry(Technique.SHORT_POLL, new Figures(2, 210, 350, 0, null))
                .containsEntry(Technique.LONG_POLL, new Figures(0, 0, 0, 0, null))
                .containsEntry(Technique.PUSH, new Figures(1, 90, 0, 0, null));
    }

    @Test
    void a_change_is_a_quote_that_is_newer_than_what_the_reader_has() {
        board.put("ACME", 5, clock.instant());
        comparison.shown(Technique.PUSH, ACME, 5);
        comparison.shown(Technique.PUSH, ACME, 5);
        board.put("ACME", 6, clock.instant());
        comparison.shown(Technique.PUSH, ACME, 6);
        comparison.shown(Technique.PUSH, ACME, 5);
        comparison.shown(Technique.SHORT_POLL, ACME, 6);

        assertThat(figures(Technique.PUSH).changes()).isEqualTo(2);
        assertThat(figures(Technique.SHORT_POLL).changes()).isEqualTo(1);
    }

    @Test
    void a_price_is_as_old_as_it_is_not_the_newest_any_more() {
        show(1);
        pass(10);
        put(2);
        pass(10);
        Figures stale = figures(Technique.PUSH);
        comparison.shown(Technique.PUSH, ACME, 2);
        pass(20);

        // From 0 to 10 s old during the second half of 20 s.
        assertThat(stale.meanAgeMillis()).isEqualTo(2_500);
        assertThat(figures(Technique.PUSH).meanAgeMillis()).isEqualTo(1_250);
    }

    @Test
    void the_age_counts_from_the_first_quote_that_replaced_it() {
        show(1);
        put(2);
        pass(5);
        put(3);
        pass(5);

        assertThat(figures(Technique.PUSH).meanAgeMillis()).isEqualTo(5_000);
    }

    @Test
    void a_quote_that_was_replaced_on_its_way_is_old_from_the_start() {
        put(1);
        put(2);
        pass(4);

        comparison.shown(Technique.PUSH, ACME, 1);
        pass(4);

        // From 4 to 8 s old.
        assertThat(figures(Technique.PUSH).meanAgeMillis()).isEqualTo(6_000);
    }

    @Test
    void several_symbols_count_alike() {
        board.put("GLOBEX", 1, clock.instant());
        comparison.shown(Technique.PUSH, "GLOBEX", 1);
        show(1);
        put(2);
        pass(10);

        assertThat(figures(Technique.PUSH).meanAgeMillis()).isEqualTo(2_500);
    }

    @Test
    void what_was_answered_just_now_is_not_old() {
        show(1);

        assertThat(figures(Technique.PUSH).meanAgeMillis()).isZero();
    }

    @Test
    void a_session_looks_at_so_many_symbols_and_no_more() {
        for (int i = 0; i < 2 * Comparison.MAX_SYMBOLS; i++) {
            board.put("S" + i, 1, clock.instant());
            comparison.shown(Technique.PUSH, "S" + i, 1);
        }
        board.put("S0", 2, clock.instant());
        comparison.shown(Technique.PUSH, "S0", 2);

        assertThat(figures(Technique.PUSH).changes()).isEqualTo(Comparison.MAX_SYMBOLS + 1);
    }

    @Test
    void a_symbol_that_was_removed_does_not_matter() {
        comparison.shown(Technique.PUSH, "GONE", 1);

        assertThat(figures(Technique.PUSH)).isEqualTo(new Figures(0, 0, 0, 0, null));
    }

    /** Whatever comes when, the average is that of a clock that looks each second. */
    @Property(tries = 300)
    void the_average_is_that_of_somebody_who_looks_all_the_time(@ForAll long seed) {
        ComparisonTest world = new ComparisonTest();
        Random random = new Random(seed);
        world.show(1);
        long newest = 1;
        long shown = 1;
        double replaced = 0;
        double sum = 0;
        int seconds = 5 + random.nextInt(60);

        for (int second = 0; second < seconds; second++) {
            if (random.nextInt(3) == 0) {
                world.put(++newest);
                replaced = shown == newest - 1 ? second : replaced;
            }
            if (random.nextInt(4) == 0) {
                shown = newest;
                world.comparison.shown(Technique.PUSH, ACME, newest);
            }
            // The age in the middle of the second is its average over the second.
            sum += shown == newest ? 0 : second + 0.5 - replaced;
            world.pass(1);
        }

        assertThat(world.figures(Technique.PUSH).meanAgeMillis()).isCloseTo(1_000 * sum / seconds, within(0.01));
    }

    private void show(long sequence) {
        put(sequence);
        comparison.shown(Technique.PUSH, ACME, sequence);
    }

    private Quote put(long sequence) {
        return board.put("ACME", sequence, clock.instant());
    }

    private void pass(int seconds) {
        clock.pass(Duration.ofSeconds(seconds));
    }

    private Figures figures(Technique technique) {
        return comparison.figures().get(technique);
    }
}
