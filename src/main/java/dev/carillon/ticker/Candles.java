package dev.carillon.ticker;

import dev.carillon.api.Service;
import dev.carillon.ticker.model.Candle;
import dev.carillon.ticker.model.Interval;
import dev.carillon.ticker.model.Symbol;
import dev.carillon.ticker.store.TickerStore;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Candles of the past and the newest one, which may be open.
 *
 * <p>Threading: any thread; reads on I/O threads.
 */
@Service
public class Candles {

    /** Later than every quote may be. */
    private static final Instant END = Instant.ofEpochSecond(Long.MAX_VALUE / 1_000_000);

    private final Quotes quotes;
    private final Board board;
    private final Keeper keeper;
    private final TickerStore store;
    private final InstantSource clock;
    private final ExecutorService io;

    @Inject
    Candles(Quotes quotes, Board board, Keeper keeper, TickerStore store, InstantSource clock, ExecutorService io) {
        this.quotes = quotes;
        this.board = board;
        this.keeper = keeper;
        this.store = store;
        this.clock = clock;
        this.io = io;
    }

    /**
     * Which ones are asked for.
     *
     * @param from the oldest that fit begin there; null for the newest that fit
     * @param to they begin before that; null for no end
     * @param limit at least 1
     */
    public record Range(@Nullable Instant from, @Nullable Instant to, int limit) {}

    /**
     * Some candles, oldest first.
     *
     * @param late quotes that came too late for the interval
     * @param next where the next page begins, or ends if no beginning was asked for; null if there are no more
     */
    public record Page(
            Symbol symbol,
            Interval interval,
            ZoneId zone,
            long late,
            List<Candle> candles,
            @Nullable Instant next) {}

    /** How the symbol stands. */
    private record Now(ZoneId zone, long late, List<Candle> unkept) {}

    /**
     * Refuses a symbol without a quote with {@code no-such-symbol}.
     *
     * @return completes on an I/O thread
     */
    public CompletionStage<Page> page(Symbol symbol, Interval interval, Range range) {
        board.require(symbol);
        return CompletableFuture.supplyAsync(() -> read(symbol, interval, range), io);
    }

    private Page read(Symbol symbol, Interval interval, Range range) {
        Now now = quotes.look(
                symbol, listing -> new Now(listing.zone, listing.candles.late(interval), unkept(listing, interval)));
        if (now == null) {
            board.require(symbol);
            throw new IllegalStateException("the board has a quote of nothing");
        }
        Instant from = range.from == null ? Instant.EPOCH : range.from;
        Instant to = range.to == null ? END : range.to;
        // One more, to know whether there are more.
        int limit = range.limit + 1;
        // What was closed meanwhile may stand in both.
        TreeMap<Instant, Candle> byStart = new TreeMap<>();
        (range.from == null
                        ? store.newest(symbol, interval, from, to, limit)
                        : store.oldest(symbol, interval, from, to, limit))
                .forEach(candle -> byStart.put(candle.start(), candle));
        for (Candle candle : now.unkept) {
            if (!candle.start().isBefore(from) && candle.start().isBefore(to)) {
                byStart.merge(candle.start(), candle, Candles::later);
            }
        }
        List<Candle> candles = List.copyOf(byStart.values());
        return range.from == null
                ? endingPage(symbol, interval, now, candles, range.limit)
                : beginningPage(symbol, interval, now, candles, range.limit);
    }

    /** What has closed lately is not in the store yet; then the newest one. Under the lock. */
    private List<Candle> unkept(Listing listing, Interval interval) {
        List<Candle> unkept = new ArrayList<>(keeper.unkept(listing.symbol, interval));
        listing.candles.newest(interval, clock.instant()).ifPresent(unkept::add);
        return unkept;
    }

    /** Quotes are only added. */
    private static Candle later(Candle one, Candle other) {
        return other.quotes() >= one.quotes() ? other : one;
    }

    private static Page beginningPage(Symbol symbol, Interval interval, Now now, List<Candle> candles, int limit) {
        boolean more = candles.size() > limit;
        Instant next = more ? candles.get(limit).start() : null;
        return page(symbol, interval, now, more ? candles.subList(0, limit) : candles, next);
    }

    private static Page endingPage(Symbol symbol, Interval interval, Now now, List<Candle> candles, int limit) {
        int first = Math.max(0, candles.size() - limit);
        Instant next = first > 0 ? candles.get(first).start() : null;
        return page(symbol, interval, now, candles.subList(first, candles.size()), next);
    }

    private static Page page(Symbol symbol, Interval interval, Now now, List<Candle> candles, @Nullable Instant next) {
        return new Page(symbol, interval, now.zone, now.late, List.copyOf(candles), next);
    }
}
