package dev.carillon.ticker.feed.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.ticker.feed.Feed;
import dev.carillon.ticker.feed.FeedException;
import dev.carillon.ticker.feed.run.FeedFigures.Health;
import dev.carillon.ticker.model.Symbol;
import dev.carillon.ticker.model.Tick;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On the thread of the test; time passes while the run waits. */
class FeedRunTest {

    private final TestFeeds parts = new TestFeeds();
    private final Instant begin = parts.clock.instant();
    private final List<Duration> waits = new ArrayList<>();
    private final List<FeedFigures> whileWaiting = new ArrayList<>();
    private int sleeps = Integer.MAX_VALUE;
    private FeedRun run;

    @AfterEach
    void close() {
        parts.close();
    }

    private FeedFigures run(Feed feed) {
        FeedWorld world = new FeedWorld(parts.world.intake(), parts.clock, () -> 0, this::sleep);
        run = new FeedRun(new FeedName("test"), feed, world, FeedFigures.none(begin));
        run.run();
        return run.figures();
    }

    private void sleep(Duration time) throws InterruptedException {
        waits.add(time);
        whileWaiting.add(run.figures());
        parts.clock.pass(time);
        if (waits.size() >= sleeps) {
            run.stop();
            Thread.interrupted();
            throw new InterruptedException();
        }
    }

    /** Each run does the next of these. */
    private static Feed inTurn(Feed... turns) {
        Deque<Feed> left = new ArrayDeque<>(List.of(turns));
        return outlet -> left.removeFirst().run(outlet);
    }

    private static Feed quote(String price) {
        return outlet -> outlet.quote(Tick.of(TestFeeds.ACME, new BigDecimal(price)));
    }

    private static Feed quoteAndFail(String price) {
        return outlet -> {
            quote(price).run(outlet);
            throw new IOException("reset by peer");
        };
    }

    private static Feed fail(Throwable failure) {
        return outlet -> {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (Exception) failure;
        };
    }

    @Test
    void a_feed_that_fails_is_tried_again_until_it_comes_to_its_end() {
        FeedFigures figures = run(inTurn(
                fail(new FeedException("the upstream is away")), fail(new NoClassDefFoundError("x/Y")), quote("1.50")));

        assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(whileWaiting.get(0))
                .isEqualTo(new FeedFigures(
                        Health.FAILING, begin, 0, 0, 0, null, 1, "the upstream is away", begin.plusSeconds(1)));
        assertThat(whileWaiting.get(1).since()).isEqualTo(begin);
        assertThat(whileWaiting.get(1).nextTryAt()).isEqualTo(begin.plusSeconds(3));
        assertThat(parts.prices()).containsExactly("1.50");
        assertThat(figures.health()).isEqualTo(Health.STOPPED);
        assertThat(figures.failures()).isEqualTo(2);
        assertThat(figures.lastError()).isEqualTo("NoClassDefFoundError: x/Y");
        assertThat(figures.nextTryAt()).isNull();
        assertThat(figures.lastQuoteAt()).isEqualTo(begin.plusSeconds(3));
    }

    @Test
    void a_success_makes_the_next_failure_a_first_one() {
        run(inTurn(
                fail(new IOException()),
                fail(new IOException()),
                quoteAndFail("1"),
                fail(new IOException()),
                outlet -> {
                    outlet.ok();
                    throw new IOException();
                },
                quote("2")));

        assertThat(waits).extracting(Duration::toSeconds).containsExactly(1L, 2L, 1L, 2L, 1L);
    }

    @Test
    void a_quote_that_is_refused_is_counted_and_ends_nothing() {
        Symbol old = new Symbol("OLD");
        parts.refusedSymbols = Set.of(old);

        FeedFigures figures = run(outlet -> {
            outlet.quote(Tick.of(old, BigDecimal.ONE));
            outlet.refused("item 3 has no price");
            quote("7").run(outlet);
            outlet.quote(Tick.of(old, BigDecimal.ONE));
        });

        assertThat(parts.prices()).containsExactly("7");
        assertThat(figures.quotes()).isEqualTo(1);
        assertThat(figures.refused()).isEqualTo(3);
        assertThat(figures.failures()).isZero();
        assertThat(figures.lastError()).isEqualTo("OLD: A price never goes back. It does. Send a newer one.");
    }

    @Test
    void a_feed_that_has_nothing_new_is_up_as_well() {
        run(outlet -> {
            outlet.pause(Duration.ofSeconds(2));
            outlet.ok();
            outlet.pause(Duration.ofSeconds(1));
        });

        assertThat(whileWaiting).extracting(FeedFigures::health).containsExactly(Health.STARTING, Health.UP);
        assertThat(whileWaiting.get(1).since()).isEqualTo(begin.plusSeconds(2));
    }

    @Test
    void what_it_throws_when_it_is_stopped_is_no_failure() {
        sleeps = 1;

        FeedFigures figures = run(outlet -> {
            try {
                outlet.pause(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
            }
        });

        assertThat(figures.health()).isEqualTo(Health.STOPPED);
        assertThat(figures.failures()).isZero();
    }

    @Test
    void one_that_hides_its_interruption_is_not_heard_any_more() {
        sleeps = 1;

        FeedFigures figures = run(outlet -> {
            try {
                outlet.pause(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                // It wants to go on.
            }
            quote("1").run(outlet);
        });

        assertThat(figures.health()).isEqualTo(Health.STOPPED);
        assertThat(parts.taken).isEmpty();
    }

    @Test
    void one_that_is_stopped_while_it_waits_for_its_next_try_ends() {
        sleeps = 3;

        FeedFigures figures = run(fail(new IOException("gone")));

        assertThat(waits).hasSize(3);
        assertThat(figures.health()).isEqualTo(Health.STOPPED);
        assertThat(figures.failures()).isEqualTo(3);
        assertThat(figures.lastError()).isEqualTo("IOException: gone");
    }
}
