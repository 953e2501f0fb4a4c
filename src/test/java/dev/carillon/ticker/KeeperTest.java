package dev.carillon.ticker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.hub.Hub;
import dev.carillon.hub.HubSettings;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.memory.MemoryEventLog;
import dev.carillon.ticker.model.Candle;
import dev.carillon.ticker.model.Interval;
import dev.carillon.ticker.model.Symbol;
import dev.carillon.ticker.store.TickerStore;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeeperTest {

    private static final Symbol ACME = new Symbol("ACME");
    private static final Instant MINUTE = Instant.parse("2026-11-27T12:00:00Z");

    private final MemoryEventLog log = new MemoryEventLog(
            RetentionPolicy.of(new Retention(10, 10_000, Duration.ofHours(1))),
            Duration.ofHours(1),
            InstantSource.system(),
            new Random(1));
    private final Hub hub = new Hub(HubSettings.defaults(1), log, Runnable::run, System::nanoTime, KeeperTest::daemon);
    private final TickerStore store = TickerStore.inMemory();
    private final Listings listings = new Listings();
    private final InstantSource clock = InstantSource.fixed(MINUTE);
    private final Keeper keeper = new Keeper(listings, new Teller(hub, clock), store, settings(), clock);

    @AfterEach
    void stop() {
        keeper.stop();
        store.close();
        hub.close();
    }

    @Test
    void a_candle_is_known_until_it_is_on_the_disk() throws Exception {
        CompletableFuture<Void> disk = new CompletableFuture<>();
        keeper.start();
        CompletionStage<?> kept = closed(new FailsFirst(disk));
        awaitWriting(kept);

        List<Candle> whileItIsWritten = unkept();
        disk.complete(null);
        kept.toCompletableFuture().get(30, TimeUnit.SECONDS);

        assertThat(whileItIsWritten).containsExactly(candle());
        assertThat(unkept()).isEmpty();
        assertThat(stored()).containsExactly(candle());
    }

    /** The disk failed, the symbol was removed meanwhile, and the next try wrote the candle after it had removed the symbol. */
    @Test
    void a_candle_of_a_symbol_that_is_removed_while_the_disk_fails_is_not_written_later() throws Exception {
        CompletableFuture<Void> disk = new CompletableFuture<>();
        keeper.start();
        CompletionStage<?> kept = closed(new FailsFirst(disk));
        awaitWriting(kept);

        CompletionStage<?> removed = listings.locked(() -> {
            listings.remove(ACME);
            keeper.removed(ACME);
            return keeper.kept();
        });
        disk.completeExceptionally(new IllegalStateException("the disk is full"));
        removed.toCompletableFuture().get(30, TimeUnit.SECONDS);

        assertThat(kept.toCompletableFuture()).isCompletedExceptionally();
        assertThat(unkept()).isEmpty();
        assertThat(stored()).isEmpty();
    }

    /** Completes when it is on the disk, which has to wait for something else. */
    private CompletionStage<?> closed(CompletionStage<?> first) {
        return listings.locked(() -> {
            Listing listing = new Listing(ACME, java.time.ZoneOffset.UTC);
            listings.add(listing);
            listing.candles.add(MINUTE, BigDecimal.ONE, BigDecimal.ONE);
            listing.newest = new dev.carillon.ticker.model.Quote(
                    ACME, BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.ONE, BigDecimal.ONE, null, null, MINUTE, 1, 1);
            keeper.changed(listing, List.of(candle()));
            keeper.after(first);
            return keeper.kept();
        });
    }

    private void awaitWriting(CompletionStage<?> kept) {
        Awaitility.await().until(() -> listings.locked(() -> keeper.kept() != kept));
    }

    private List<Candle> unkept() {
        return listings.locked(() -> keeper.unkept(ACME, Interval.MINUTE));
    }

    private List<Candle> stored() {
        return store.oldest(ACME, Interval.MINUTE, Instant.EPOCH, MINUTE.plusSeconds(1), 10);
    }

    private static Candle candle() {
        BigDecimal one = BigDecimal.ONE;
        Instant start = MINUTE.minusSeconds(60);
        return new Candle(ACME, Interval.MINUTE, start, MINUTE, one, one, one, one, one, 1, true);
    }

    private static TickerSettings settings() {
        return new TickerSettings(
                10, List.of(), Map.of(Interval.MINUTE, Duration.ofDays(1)), 10, 10, "[]", Set.of(), Path.of("replay"));
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    /** What the disk has to wait for: as a test says at first, and done when it is asked again. */
    private static final class FailsFirst extends CompletableFuture<Void> {

        private final CompletableFuture<Void> first;
        private boolean asked;

        FailsFirst(CompletableFuture<Void> first) {
            this.first = first;
        }

        @Override
        public CompletableFuture<Void> toCompletableFuture() {
            CompletableFuture<Void> now = asked ? CompletableFuture.completedFuture(null) : first;
            asked = true;
            return now;
        }
    }
}
