package dev.carillon.ticker.candle;

import dev.carillon.ticker.model.Candle;
import dev.carillon.ticker.model.Interval;
import dev.carillon.ticker.model.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The candles of a symbol, made of its quotes one by one. Of each interval it has the newest candle; the older ones are told and
 * forgotten.
 *
 * <p>A quote that belongs before the newest candle of an interval is late for that interval: it changes nothing there, and is
 * counted. A candle is told as closed when a later quote comes or its time is over, whatever is first, and again if it changed
 * after that.
 *
 * <p>Threading: one thread at a time, as the caller's lock sees to it. Looks at no calendar but where a candle begins.
 */
public final class CandleBook {

    private final Symbol symbol;
    private final ZoneId zone;

    /** Of each interval, shortest first. */
    private final Newest[] newest;

    private final Newest day;
    private BigDecimal reference;

    /** The earliest second at which one of them has to be told, so that a look at the clock is one comparison. */
    private long due = Long.MAX_VALUE;

    /** Without a quote yet. */
    public CandleBook(Symbol symbol, ZoneId zone) {
        this(symbol, zone, BigDecimal.ZERO, none());
    }

    /** Goes on where another one was. */
    public CandleBook(Symbol symbol, ZoneId zone, CandleState state) {
        this(symbol, zone, state.reference(), known(state));
    }

    private CandleBook(Symbol symbol, ZoneId zone, BigDecimal reference, Newest[] newest) {
        this.symbol = symbol;
        this.zone = zone;
        this.reference = reference;
        this.newest = newest;
        this.day = find(newest, Interval.DAY);
        for (Newest candle : newest) {
            due = Math.min(due, candle.due());
        }
    }

    private static Newest[] none() {
        return Arrays.stream(Interval.values()).map(Newest::new).toArray(Newest[]::new);
    }

    private static Newest[] known(CandleState state) {
        return state.newest().stream().map(Newest::new).toArray(Newest[]::new);
    }

    /**
     * Takes a quote, in the order in which the ticker takes them.
     *
     * @return the candles that it closes, and that were not told as they are; of each interval one at most
     */
    public List<Candle> add(Instant time, BigDecimal price, BigDecimal volume) {
        long second = time.getEpochSecond();
        List<Candle> closed = List.of();
        long next = Long.MAX_VALUE;
        for (Newest candle : newest) {
            if (candle.isAfter(second)) {
                candle.miss();
            } else if (candle.isBefore(second)) {
                closed = close(candle, closed);
                if (candle == day) {
                    reference = candle.isNone() ? price : candle.close();
                }
                candle.begin(time, zone, price, volume);
            } else {
                candle.add(price, volume);
            }
            next = Math.min(next, candle.due());
        }
        due = next;
        return closed;
    }

    private List<Candle> close(Newest candle, List<Candle> closed) {
        if (candle.due() == Long.MAX_VALUE) {
            return closed;
        }
        List<Candle> more = closed.isEmpty() ? new ArrayList<>(newest.length) : closed;
        more.add(candle.tell(symbol));
        return more;
    }

    /** Candles whose time is over, and that were not told as they are. Mostly there is none, and then it is cheap. */
    public List<Candle> over(Instant now) {
        long second = now.getEpochSecond();
        if (second < due) {
            return List.of();
        }
        List<Candle> over = new ArrayList<>(newest.length);
        long next = Long.MAX_VALUE;
        for (Newest candle : newest) {
            if (candle.due() <= second) {
                over.add(candle.tell(symbol));
            }
            next = Math.min(next, candle.due());
        }
        due = next;
        return over;
    }

    /** The newest candle, if there was a quote. It is closed if its time is over. */
    public Optional<Candle> newest(Interval interval, Instant now) {
        Newest candle = find(newest, interval);
        return candle.isNone() ? Optional.empty() : Optional.of(candle.candle(symbol, now));
    }

    /** Quotes that came too late for the interval. */
    public long late(Interval interval) {
        return find(newest, interval).late();
    }

    /** What was traded in the newest day; that of a quote which was late for it is not in there. */
    public BigDecimal dayVolume() {
        return day.volume();
    }

    /** The last price of the day before the newest one; on the first day its first price. 0 before the first quote. */
    public BigDecimal reference() {
        return reference;
    }

    /** To go on later. Only after the first quote. */
    public CandleState state() {
        List<CandleState.Newest> states = new ArrayList<>(newest.length);
        for (Newest candle : newest) {
            states.add(candle.state());
        }
        return new CandleState(reference, states);
    }

    private static Newest find(Newest[] newest, Interval interval) {
        for (Newest candle : newest) {
            if (candle.interval() == interval) {
                return candle;
            }
        }
        throw new IllegalStateException("there is no candle of " + interval);
    }
}
