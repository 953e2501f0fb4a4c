package dev.carillon.ticker.model;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a producer says of a symbol; it becomes a {@link Quote} when the ticker takes it.
 *
 * <p>What breaks a rule is refused with {@code invalid-quote}.
 *
 * @param price may be negative, as some prices are
 * @param change null lets the ticker compute it
 * @param volume what was traded with it, not negative
 * @param time in microseconds; null for the hub's
 * @param sequence 1 to 2^53-1; null for the hub's
 */
public record Tick(
        Symbol symbol,
        BigDecimal price,
        @Nullable BigDecimal change,
        BigDecimal volume,
        @Nullable BigDecimal bid,
        @Nullable BigDecimal ask,
        @Nullable Instant time,
        @Nullable Long sequence) {

    /** What JavaScript counts exactly. */
    public static final long MAX_SEQUENCE = (1L << 53) - 1;

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    public Tick {
        price = Decimals.checked("price", price);
        change = change == null ? null : Decimals.checked("change", change);
        volume = Decimals.notNegative("volume", volume);
        bid = bid == null ? null : Decimals.checked("bid", bid);
        ask = ask == null ? null : Decimals.checked("ask", ask);
        time = time == null ? null : requireTime(time);
        if (sequence != null && (sequence < 1 || sequence > MAX_SEQUENCE)) {
            throw new InvalidRequestException(
                    Problem.INVALID_QUOTE,
                    "A sequence is a number from 1 to " + MAX_SEQUENCE + ".",
                    "It is " + sequence + ".",
                    "Leave it out to get one of the hub.");
        }
    }

    /** A price, and nothing else. */
    public static Tick of(Symbol symbol, BigDecimal price) {
        return new Tick(symbol, price, null, BigDecimal.ZERO, null, null, null, null);
    }

    /** With a volume, at a time. */
    public static Tick of(Symbol symbol, BigDecimal price, BigDecimal volume, Instant time) {
        return new Tick(symbol, price, null, volume, null, null, time, null);
    }

    /** As it was taken: with the time and the sequence that it got. */
    public Tick taken(Instant itsTime, long itsSequence) {
        return new Tick(symbol, price, change, volume, bid, ask, itsTime, itsSequence);
    }

    private static Instant requireTime(Instant time) {
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new InvalidRequestException(
                    Problem.INVALID_QUOTE,
                    "The time of a quote is between 1970 and 9999.",
                    "It is " + time + ".",
                    "Send it as 2026-11-27T12:00:00Z.");
        }
        return time.truncatedTo(ChronoUnit.MICROS);
    }
}
