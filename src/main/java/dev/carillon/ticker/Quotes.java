package dev.carillon.ticker;

import dev.carillon.api.Service;
import dev.carillon.event.HubException;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.ticker.model.Candle;
import dev.carillon.ticker.model.Quote;
import dev.carillon.ticker.model.Symbol;
import dev.carillon.ticker.model.Tick;
import dev.carillon.ticker.store.SavedSymbol;
import dev.carillon.ticker.store.Taken;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one way in for quotes: checks a tick, makes it part of the symbol's candles, looks whether it sets off alerts, puts it on the
 * board, tells readers, and leaves it with the {@link Keeper} for the disk.
 *
 * <p>Threading: any thread. One lock for all symbols, held for some microseconds for each quote, so quotes have one order.
 */
@Service
public class Quotes implements QuoteIntake {

    /** How far the clock of a producer may be ahead of ours. */
    private static final Duration AHEAD = Duration.ofSeconds(5);

    private final TickerSettings settings;
    private final Listings listings;
    private final Board board;
    private final Teller teller;
    private final Keeper keeper;
    private final Alerts alerts;
    private final InstantSource clock;

    /** Of the quote that was taken last, or the symbol that was removed. Under the lock. */
    private long version;

    @Inject
    Quotes(
            TickerSettings settings,
            Listings listings,
            Board board,
            Teller teller,
            Keeper keeper,
            Alerts alerts,
            InstantSource clock) {
        this.settings = settings;
        this.listings = listings;
        this.board = board;
        this.teller = teller;
        this.keeper = keeper;
        this.alerts = alerts;
        this.clock = clock;
    }

    /** Puts back what was known before a restart, and what was taken after that, and tells how everything is now. */
    void restore(List<SavedSymbol> saved, List<Taken> journal, long lastVersion) {
        listings.locked(() -> {
            version = lastVersion;
            saved.forEach(symbol -> listings.add(new Listing(symbol, settings.zoneOf(symbol.symbol()))));
            journal.forEach(this::takeAgain);
            for (Listing listing : listings.all()) {
                Quote newest = listing.newest;
                if (newest != null) {
                    version = Math.max(version, newest.version());
                    board.put(newest);
                    teller.tell(listing, newest, List.of());
                }
            }
            // Which symbols were removed before the restart, and what readers had seen that never came to the disk,
            // nobody knows.
            version = nextVersion(now());
            board.begin(version);
            return listings.size();
        });
    }

    private void takeAgain(Taken taken) {
        Tick tick = taken.tick();
        Instant time = tick.time();
        Long sequence = tick.sequence();
        Listing listing = listing(tick.symbol());
        Quote newest = listing.newest;
        boolean known = newest != null && newest.version() >= taken.version();
        if (time != null && sequence != null && !known) {
            List<Candle> closed = listing.candles.add(time, tick.price(), tick.volume());
            listing.newest = listing.quote(tick, time, sequence, taken.version());
            keeper.changed(listing, closed);
        }
    }

    private Listing listing(Symbol symbol) {
        Listing listing = listings.get(symbol);
        if (listing == null) {
            listing = new Listing(symbol, settings.zoneOf(symbol));
            listings.add(listing);
        }
        return listing;
    }

    /**
     * Takes all of the ticks, in their order, or none.
     *
     * @return completes when they are on the disk; fails with {@link dev.carillon.event.LogUnavailableException} if they cannot be
     *     written, though readers were told of them
     * @throws HubException as {@link #take}
     */
    public CompletionStage<List<Quote>> publish(List<Tick> ticks) {
        return listings.locked(() -> {
            Instant now = now();
            check(ticks, now);
            List<Quote> quotes = new ArrayList<>(ticks.size());
            for (Tick tick : ticks) {
                quotes.add(apply(tick, now));
            }
            return keeper.kept().thenApply(done -> quotes);
        });
    }

    @Override
    public Quote take(Tick tick) {
        return listings.locked(() -> {
            Instant now = now();
            check(List.of(tick), now);
            return apply(tick, now);
        });
    }

    /**
     * Forgets a symbol, with its candles.
     *
     * @return completes when that is on the disk
     * @throws HubException with {@code no-such-symbol}
     */
    public CompletionStage<?> remove(Symbol symbol) {
        return listings.locked(() -> {
            Listing listing = listings.remove(symbol);
            if (listing == null) {
                board.require(symbol);
                throw new IllegalStateException("the board has a quote of nothing");
            }
            version = nextVersion(now());
            board.remove(symbol, version);
            teller.forget(listing);
            keeper.removed(symbol);
            return keeper.kept();
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    // --- under the lock ---

    /** Refuses all before anything is changed. */
    private void check(List<Tick> ticks, Instant now) {
        Map<Symbol, Long> sequences = ticks.size() == 1 ? Map.of() : new HashMap<>();
        int count = listings.size();
        for (Tick tick : ticks) {
            Listing listing = listings.get(tick.symbol());
            Long last = sequences.get(tick.symbol());
            if (last == null) {
                last = listing == null ? 0 : listing.sequence();
                count += listing == null ? 1 : 0;
            }
            long sequence = sequence(tick, last, now);
            refuseOld(tick, sequence, last);
            refuseFuture(tick, now);
            if (ticks.size() > 1) {
                sequences.put(tick.symbol(), sequence);
            }
        }
        if (count > listings.size() && count > settings.maxSymbols()) {
            throw new InvalidRequestException(
                    Problem.TICKER_FULL,
                    "The ticker has at most " + settings.maxSymbols() + " symbols (carillon.ticker.max-symbols).",
                    "There would be " + count + ".",
                    "Remove what nobody needs any more with DELETE /api/ticker/{symbol}, or ask the operator.");
        }
    }

    private static long sequence(Tick tick, long last, Instant now) {
        Long given = tick.sequence();
        return given != null ? given : Math.max(last + 1, ChronoUnit.MICROS.between(Instant.EPOCH, now));
    }

    private static void refuseOld(Tick tick, long sequence, long last) {
        if (sequence <= last || sequence > Tick.MAX_SEQUENCE) {
            throw new InvalidRequestException(
                    Problem.SEQUENCE_NOT_NEWER,
                    "A quote needs a greater sequence than the newest one of its symbol, and at most "
                            + Tick.MAX_SEQUENCE + ".",
                    tick.symbol() + " has the sequence " + last + ", and the quote " + sequence + ".",
                    "Drop this quote, or go on after " + last + ".");
        }
    }

    private static void refuseFuture(Tick tick, Instant now) {
        Instant time = tick.time();
        if (time != null && time.isAfter(now.plus(AHEAD))) {
            throw new InvalidRequestException(
                    Problem.INVALID_QUOTE,
                    "The time of a quote is not more than " + AHEAD.toSeconds() + " s in the future.",
                    "It is " + time + ", and here it is " + now + ".",
                    "Set the clock, or leave the time out.");
        }
    }

    private Quote apply(Tick tick, Instant now) {
        Listing listing = listing(tick.symbol());
        Instant given = tick.time();
        Instant time = given == null ? now : given;
        List<Candle> closed = listing.candles.add(time, tick.price(), tick.volume());
        version = nextVersion(now);
        Quote before = listing.newest;
        Quote quote = listing.quote(tick, time, sequence(tick, listing.sequence(), now), version);
        listing.newest = quote;
        board.put(quote);
        teller.tell(listing, quote, closed);
        keeper.taken(listing, new Taken(tick.taken(time, quote.sequence()), version), closed);
        if (before != null) {
            alert(quote, before.price());
        }
        return quote;
    }

    private long nextVersion(Instant now) {
        return Math.max(version + 1, ChronoUnit.MICROS.between(Instant.EPOCH, now));
    }

    private void alert(Quote quote, BigDecimal before) {
        CompletionStage<?> told = alerts.look(quote, before);
        if (told != null) {
            keeper.after(told);
        }
    }

    /** As it is at one moment; null for a symbol that has no quote. */
    <T> @Nullable T look(Symbol symbol, java.util.function.Function<Listing, T> look) {
        Supplier<@Nullable T> found = () -> {
            Listing listing = listings.get(symbol);
            return listing == null ? null : look.apply(listing);
        };
        return listings.locked(found);
    }
}
