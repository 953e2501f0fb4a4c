package dev.carillon.ticker.candle;

import dev.carillon.ticker.model.Candle;
import dev.carillon.ticker.model.Interval;
import dev.carillon.ticker.model.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;

/** The newest candle of an interval, as it grows. Begins and ends at whole seconds, so seconds are all that is compared. */
final class Newest {

    private final Interval interval;

    /** Seconds since 1970. While there was no quote yet, every quote is later than the end. */
    private long start = Long.MIN_VALUE;

    private long end = Long.MIN_VALUE;
    private BigDecimal open = BigDecimal.ZERO;
    private BigDecimal high = BigDecimal.ZERO;
    private BigDecimal low = BigDecimal.ZERO;
    private BigDecimal close = BigDecimal.ZERO;
    private BigDecimal volume = BigDecimal.ZERO;
    private long quotes;
    private boolean told = true;
    private long late;

    Newest(Interval interval) {
        this.interval = interval;
    }

    Newest(CandleState.Newest state) {
        interval = state.interval();
        start = state.start().getEpochSecond();
        end = state.end().getEpochSecond();
        open = state.open();
        high = state.high();
        low = state.low();
        close = state.close();
        volume = state.volume();
        quotes = state.quotes();
        told = state.told();
        late = state.late();
    }

    boolean isBefore(long second) {
        return second >= end;
    }

    boolean isAfter(long second) {
        return second < start;
    }

    /** Another candle, with its first quote. */
    void begin(Instant time, ZoneId zone, BigDecimal price, BigDecimal traded) {
        Instant begun = interval.startOf(time, zone);
        // A symbol that got another time zone has a shorter day once, rather than two days that overlap.
        start = Math.max(begun.getEpochSecond(), end);
        end = interval.endOf(begun, zone).getEpochSecond();
        open = price;
        high = price;
        low = price;
        close = price;
        volume = traded;
        quotes = 1;
        told = false;
    }

    void add(BigDecimal price, BigDecimal traded) {
        if (price.compareTo(high) > 0) {
            high = price;
        } else if (price.compareTo(low) < 0) {
            low = price;
        }
        close = price;
        volume = sum(volume, traded);
        quotes++;
        told = false;
    }

    /** Most quotes trade nothing, and adding nothing makes a new number all the same. */
    private static BigDecimal sum(BigDecimal volume, BigDecimal traded) {
        return traded.signum() == 0 && traded.scale() <= volume.scale() ? volume : volume.add(traded);
    }

    void miss() {
        late++;
    }

    /** When it has to be told, in seconds since 1970. */
    long due() {
        return told ? Long.MAX_VALUE : end;
    }

    Interval interval() {
        return interval;
    }

    boolean isNone() {
        return quotes == 0;
    }

    BigDecimal close() {
        return close;
    }

    BigDecimal volume() {
        return volume;
    }

    long late() {
        return late;
    }

    /** As it stands, and as told. */
    Candle tell(Symbol symbol) {
        told = true;
        return candle(symbol, true);
    }

    /** As it stands, for somebody who looks at it at this time. */
    Candle candle(Symbol symbol, Instant now) {
        return candle(symbol, now.getEpochSecond() >= end);
    }

    private Candle candle(Symbol symbol, boolean closed) {
        return new Candle(
                symbol,
                interval,
                Instant.ofEpochSecond(start),
                Instant.ofEpochSecond(end),
                open,
                high,
                low,
                close,
                volume,
                quotes,
                closed);
    }

    CandleState.Newest state() {
        return new CandleState.Newest(
                interval,
                Instant.ofEpochSecond(start),
                Instant.ofEpochSecond(end),
                open,
                high,
                low,
                close,
                volume,
                quotes,
                told,
                late);
    }
}
