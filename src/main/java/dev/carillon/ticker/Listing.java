package dev.carillon.ticker;

import dev.carillon.event.ChannelName;
import dev.carillon.ticker.candle.CandleBook;
import dev.carillon.ticker.model.Interval;
import dev.carillon.ticker.model.Quote;
import dev.carillon.ticker.model.Symbol;
import dev.carillon.ticker.model.Tick;
import dev.carillon.ticker.store.SavedSymbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a symbol.
 *
 * <p>Threading: under the lock of {@link Listings}.
 */
final class Listing {

    final Symbol symbol;
    final ZoneId zone;
    final CandleBook candles;
    final ChannelName channel;
    private final Map<Interval, ChannelName> candleChannels = new EnumMap<>(Interval.class);

    /** Null until the first quote was taken. */
    @Nullable
    Quote newest;

    Listing(Symbol symbol, ZoneId zone) {
        this(symbol, zone, new CandleBook(symbol, zone));
    }

    Listing(SavedSymbol saved, ZoneId zone) {
        this(saved.symbol(), zone, new CandleBook(saved.symbol(), zone, saved.candles()));
        this.newest = saved.newest();
    }

    private Listing(Symbol symbol, ZoneId zone, CandleBook candles) {
        this.symbol = symbol;
        this.zone = zone;
        this.candles = candles;
        this.channel = symbol.channel();
        for (Interval interval : Interval.values()) {
            candleChannels.put(interval, symbol.candles(interval));
        }
    }

    ChannelName channel(Interval interval) {
        ChannelName known = candleChannels.get(interval);
        return known == null ? symbol.candles(interval) : known;
    }

    /** Its last sequence; 0 before the first quote. */
    long sequence() {
        return newest == null ? 0 : newest.sequence();
    }

    /** The quote that the tick becomes, once the candles have it. */
    Quote quote(Tick tick, Instant time, long sequence, long version) {
        BigDecimal change = tick.change();
        return new Quote(
                symbol,
                tick.price(),
                change == null ? tick.price().subtract(candles.reference()) : change,
                tick.volume(),
                candles.dayVolume(),
                tick.bid(),
                tick.ask(),
                time,
                sequence,
                version);
    }

    /** What is to be on the disk. Only after the first quote. */
    SavedSymbol saved() {
        Quote quote = newest;
        if (quote == null) {
            throw new IllegalStateException(symbol + " has no quote");
        }
        return new SavedSymbol(quote, candles.state());
    }
}
