package dev.carillon.ticker;

import dev.carillon.event.SelectorSet;
import dev.carillon.hub.Hub;
import dev.carillon.hub.HubSettings;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.memory.MemoryEventLog;
import dev.carillon.security.ManualScheduler;
import dev.carillon.ticker.model.Interval;
import dev.carillon.ticker.model.Symbol;
import dev.carillon.ticker.model.SymbolPattern;
import dev.carillon.ticker.model.Tick;
import dev.carillon.ticker.store.TickerStore;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The parts of the ticker around quotes, with a hub in memory and a clock that stands still. */
final class TickerWorld implements AutoCloseable {

    static final int MAX_SYMBOLS = 4;

    private static final HubSettings PLAIN = HubSettings.defaults(1);

    final ManualScheduler clock = new ManualScheduler(Instant.parse("2026-01-01T12:00:00Z"));
    final TickerStore store;
    final Hub hub;
    final Board board = new Board();
    final Quotes quotes;
    final Candles candles;
    final Alerts alerts;
    private final ExecutorService io = Executors.newFixedThreadPool(2);
    private final Ticker ticker;

    TickerWorld(TickerStore store) {
        this.store = store;
        MemoryEventLog log = new MemoryEventLog(
                RetentionPolicy.of(new Retention(1_000, 1 << 20, Duration.ofDays(1))),
                Duration.ofHours(24),
                clock,
                new Random(7));
        hub = new Hub(
                new HubSettings(
                        1,
                        PLAIN.ring(),
                        PLAIN.replay(),
                        PLAIN.publish(),
                        PLAIN.timing(),
                        PLAIN.drain(),
                        new HubSettings.Conflation(SelectorSet.of("ticker/**"), 1_000, 1_000)),
                log,
                io,
                System::nanoTime,
                TickerWorld::daemon);
        TickerSettings settings = settings();
        Listings listings = new Listings();
        Teller teller = new Teller(hub, clock);
        Keeper keeper = new Keeper(listings, teller, store, settings, clock);
        alerts = new Alerts(new AlertBook(), new AlertLog(hub, log, io, clock, clock), settings, new Random(8), clock);
        quotes = new Quotes(settings, listings, board, teller, keeper, alerts, clock);
        candles = new Candles(quotes, board, keeper, store, clock, io);
        ticker = new Ticker(store, quotes, alerts, keeper);
        ticker.start(this);
    }

    private static TickerSettings settings() {
        Map<Interval, Duration> keep = new EnumMap<>(Interval.class);
        for (Interval interval : Interval.values()) {
            keep.put(interval, Duration.ofDays(3_650));
        }
        return new TickerSettings(
                MAX_SYMBOLS,
                List.of(new TickerSettings.Zone(new SymbolPattern("NY*"), ZoneId.of("America/New_York"))),
                keep,
                10,
                10,
                "[]",
                Set.of(),
                Path.of("none"));
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "test-shard");
        thread.setDaemon(true);
        return thread;
    }

    Instant now() {
        return clock.instant();
    }

    static Tick tick(String symbol, String price) {
        return Tick.of(new Symbol(symbol), new BigDecimal(price));
    }

    static Tick tick(String symbol, String price, long sequence) {
        return new Tick(new Symbol(symbol), new BigDecimal(price), null, BigDecimal.ZERO, null, null, null, sequence);
    }

    static Tick tick(String symbol, String price, String volume, Instant time) {
        return Tick.of(new Symbol(symbol), new BigDecimal(price), new BigDecimal(volume), time);
    }

    /** What is open stays on the disk; the store is whoever's who made it. */
    @Override
    public void close() {
        hub.close();
        ticker.stop();
        io.shutdownNow();
    }
}
