package dev.carillon.ticker;

import static dev.carillon.ticker.TickerWorld.tick;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.event.HubException;
import dev.carillon.event.LogUnavailableException;
import dev.carillon.event.Problem;
import dev.carillon.ticker.model.Candle;
import dev.carillon.ticker.model.Interval;
import dev.carillon.ticker.model.Quote;
import dev.carillon.ticker.model.Symbol;
import dev.carillon.ticker.model.SymbolPattern;
import dev.carillon.ticker.model.Tick;
import dev.carillon.ticker.store.Taken;
import dev.carillon.ticker.store.TickerStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuotesTest {

    private static final Symbol ACME = new Symbol("ACME");

    private final TickerStore store = TickerStore.inMemory();
    private TickerWorld world = new TickerWorld(store);

    @AfterEach
    void close() {
        world.close();
        store.close();
    }

    // --- sequences and versions ---

    @Test
    void the_hubs_sequence_is_its_time_in_microseconds_or_one_more_than_the_last() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, world.now());

        assertThat(world.quotes.take(tick("ACME", "1")).sequence()).isEqualTo(micros);
        assertThat(world.quotes.take(tick("ACME", "2")).sequence()).isEqualTo(micros + 1);
        assertThat(world.quotes.take(tick("BOX", "3")).sequence()).isEqualTo(micros);
    }

    @Test
    void a_quote_that_is_not_newer_is_refused_and_nothing_changes() {
        world.quotes.take(tick("ACME", "1", 7));

        for (long sequence : new long[] {7, 6, 1}) {
            assertThat(problem(() -> world.quotes.take(tick("ACME", "9", sequence))))
                    .isEqualTo(Problem.SEQUENCE_NOT_NEWER);
        }

        assertThat(price("ACME")).isEqualTo("1");
        assertThat(world.quotes.take(tick("ACME", "2", 8)).sequence()).isEqualTo(8);
    }

    @Test
    void versions_grow_over_all_symbols() {
        List<Long> versions = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            versions.add(world.quotes.take(tick("ACME", "1", i)).version());
            versions.add(world.quotes.take(tick("BOX", "1", i)).version());
        }

        assertThat(versions).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void after_a_restart_everything_goes_on_where_it_was() {
        world.quotes
                .publish(List.of(tick("ACME", "1.50", 7), tick("BOX", "2")))
                .toCompletableFuture()
                .join();
        Quote acme = world.board.require(ACME);
        Quote box = world.board.require(new Symbol("BOX"));
        world.close();

        world = new TickerWorld(store);

        assertThat(world.board.require(ACME)).isEqualTo(acme);
        assertThat(problem(() -> world.quotes.take(tick("ACME", "9", 7)))).isEqualTo(Problem.SEQUENCE_NOT_NEWER);
        Quote next = world.quotes.take(tick("BOX", "3"));
        assertThat(next.sequence()).isGreaterThan(box.sequence());
        assertThat(next.version()).isGreaterThan(box.version());
    }

    @Test
    void that_a_symbol_was_removed_is_noticed_also_after_a_restart() {
        List<SymbolPattern> all = List.of(new SymbolPattern("*"));
        world.quotes
                .publish(List.of(tick("ACME", "1"), tick("BOX", "2")))
                .toCompletableFuture()
                .join();
        long seen = world.board.newest(all);
        world.quotes.remove(ACME).toCompletableFuture().join();
        long afterwards = world.board.newest(all);
        world.close();

        world = new TickerWorld(store);

        assertThat(afterwards).isGreaterThan(seen);
        assertThat(world.board.newest(all))
                .isGreaterThan(seen)
                .isEqualTo(world.board.picture(all, 0).version());
    }

    // --- batches ---

    @Test
    void a_batch_is_taken_in_its_order_or_not_at_all() {
        List<Quote> taken = world.quotes
                .publish(List.of(tick("ACME", "1", 1), tick("ACME", "2", 2), tick("BOX", "3", 1)))
                .toCompletableFuture()
                .join();
        assertThat(taken).extracting(Quote::sequence).containsExactly(1L, 2L, 1L);

        List<Tick> wrong = List.of(tick("BOX", "9", 2), tick("ACME", "9", 3), tick("ACME", "9", 3));
        assertThat(problem(() -> world.quotes.publish(wrong))).isEqualTo(Problem.SEQUENCE_NOT_NEWER);

        assertThat(price("ACME")).isEqualTo("2");
        assertThat(price("BOX")).isEqualTo("3");
    }

    @Test
    void no_more_symbols_than_there_may_be_and_those_that_are_there_go_on() {
        world.quotes.take(tick("A", "1"));
        world.quotes.take(tick("B", "1"));
        world.quotes.take(tick("C", "1"));

        assertThat(problem(() -> world.quotes.publish(List.of(tick("D", "1"), tick("E", "1")))))
                .isEqualTo(Problem.TICKER_FULL);
        assertThat(world.board.quote(new Symbol("D"))).isEmpty();
        world.quotes.take(tick("D", "1"));
        assertThat(problem(() -> world.quotes.take(tick("E", "1")))).isEqualTo(Problem.TICKER_FULL);
        world.quotes.take(tick("A", "2"));

        world.quotes.remove(new Symbol("B")).toCompletableFuture().join();
        world.quotes.take(tick("E", "1"));
        assertThat(world.board.size()).isEqualTo(TickerWorld.MAX_SYMBOLS);
    }

    // --- what becomes of a tick ---

    @Test
    void the_change_is_against_the_last_price_of_the_day_before_where_the_symbol_is_at_home() {
        Instant evening = Instant.parse("2025-12-30T04:30:00Z");
        Instant morning = Instant.parse("2025-12-30T05:30:00Z");

        Quote first = world.quotes.take(tick("NYSE", "10.00", "1", evening.minusSeconds(60)));
        Quote second = world.quotes.take(tick("NYSE", "10.50", "2", evening));
        Quote nextDay = world.quotes.take(tick("NYSE", "10.25", "3", morning));

        assertThat(first.change()).hasToString("0.00");
        assertThat(second.change()).hasToString("0.50");
        assertThat(second.dayVolume()).hasToString("3");
        assertThat(nextDay.change()).hasToString("-0.25");
        assertThat(nextDay.dayVolume()).hasToString("3");
    }

    @Test
    void a_time_may_be_a_little_ahead_of_ours_but_not_more() {
        world.quotes.take(tick("ACME", "1", "0", world.now().plusSeconds(5)));

        assertThat(problem(() ->
                        world.quotes.take(tick("ACME", "2", "0", world.now().plusMillis(5_001)))))
                .isEqualTo(Problem.INVALID_QUOTE);
    }

    @Test
    void a_symbol_that_was_removed_is_as_if_it_had_never_been() {
        world.quotes
                .publish(List.of(tick("ACME", "1", 100)))
                .toCompletableFuture()
                .join();

        world.quotes.remove(ACME).toCompletableFuture().join();

        assertThat(world.board.quote(ACME)).isEmpty();
        assertThat(store.symbols()).isEmpty();
        assertThat(problem(() -> world.quotes.remove(ACME))).isEqualTo(Problem.NO_SUCH_SYMBOL);
        assertThat(world.quotes.take(tick("ACME", "2", 1)).sequence()).isEqualTo(1);
    }

    // --- the disk ---

    @Test
    void what_is_acknowledged_is_in_the_store() {
        for (int i = 1; i <= 50; i++) {
            world.quotes
                    .publish(List.of(tick("ACME", "1." + i, i)))
                    .toCompletableFuture()
                    .join();

            assertThat(kept()).isEqualTo(i);
        }
    }

    @Test
    void a_server_that_died_has_the_same_quotes_candles_and_volumes() {
        Instant begin = world.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.HOURS);
        for (int i = 0; i < 200; i++) {
            Tick tick = tick("ACME", "1." + i % 7, "1", begin.plusSeconds(i));
            world.quotes.publish(List.of(tick)).toCompletableFuture().join();
        }
        assertThat(store.journal()).isNotEmpty();

        TickerWorld other = new TickerWorld(store);

        assertThat(other.board.require(ACME)).isEqualTo(world.board.require(ACME));
        for (Interval interval : Interval.values()) {
            assertThat(candles(other, interval)).isEqualTo(candles(world, interval));
        }
        other.close();
        assertThat(store.journal()).isEmpty();
    }

    private static List<Candle> candles(TickerWorld of, Interval interval) {
        return of.candles
                .page(ACME, interval, new Candles.Range(null, null, 1_000))
                .toCompletableFuture()
                .join()
                .candles();
    }

    @Test
    void a_producer_is_told_when_it_cannot_be_written() {
        store.close();

        assertThatThrownBy(() -> world.quotes
                        .publish(List.of(tick("ACME", "1")))
                        .toCompletableFuture()
                        .join())
                .isInstanceOf(CompletionException.class)
                .hasRootCauseInstanceOf(Exception.class)
                .satisfies(failure -> assertThat(failure.getCause()).isInstanceOf(LogUnavailableException.class));
    }

    @Test
    void a_candle_that_has_just_closed_is_on_the_page() {
        Instant begin = world.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(1));
        for (int second = 0; second < 30; second++) {
            world.quotes.take(tick("ACME", "1", "1", begin.plusSeconds(second)));

            Candles.Page page = world.candles
                    .page(ACME, Interval.SECOND, new Candles.Range(begin, null, 100))
                    .toCompletableFuture()
                    .join();
            assertThat(page.candles()).extracting(Candle::quotes).hasSize(second + 1);
        }
    }

    // --- many at once ---

    @Test
    void producers_of_one_symbol_do_not_disturb_each_other() throws InterruptedException, ExecutionException {
        int threads = 4;
        int each = 500;
        ExecutorService producers = Executors.newFixedThreadPool(threads);
        CountDownLatch together = new CountDownLatch(threads);
        List<Future<List<Quote>>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            all.add(producers.submit(() -> {
                together.countDown();
                together.await();
                List<Quote> taken = new ArrayList<>();
                for (int quote = 0; quote < each; quote++) {
                    taken.add(world.quotes.take(Tick.of(ACME, BigDecimal.valueOf(quote), BigDecimal.ONE, world.now())));
                }
                return taken;
            }));
        }

        Set<Long> sequences = new HashSet<>();
        Set<Long> versions = new HashSet<>();
        for (Future<List<Quote>> taken : all) {
            assertThat(taken.get()).extracting(Quote::sequence).isSorted();
            taken.get().forEach(quote -> {
                sequences.add(quote.sequence());
                versions.add(quote.version());
            });
        }
        producers.shutdown();

        assertThat(sequences).hasSize(threads * each);
        assertThat(versions).hasSize(threads * each);
        Quote newest = world.board.require(ACME);
        assertThat(newest.sequence())
                .isEqualTo(sequences.stream().max(Long::compare).orElseThrow());
        assertThat(newest.dayVolume()).hasToString(Integer.toString(threads * each));
    }

    /** The last sequence that a restart would find. */
    private long kept() {
        List<Taken> journal = store.journal();
        if (!journal.isEmpty()) {
            return sequence(journal.get(journal.size() - 1));
        }
        return store.symbols().get(0).newest().sequence();
    }

    private static long sequence(Taken taken) {
        Long sequence = taken.tick().sequence();
        return sequence == null ? 0 : sequence;
    }

    private String price(String symbol) {
        return world.board.require(new Symbol(symbol)).price().toPlainString();
    }

    private static Problem problem(Runnable act) {
        HubException[] refused = new HubException[1];
        assertThatThrownBy(act::run).isInstanceOfSatisfying(HubException.class, refusal -> refused[0] = refusal);
        return refused[0].problem();
    }
}
