package dev.carillon.ticker.model;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A quote that the ticker has taken.
 *
 * @param change against the last price of the day before; on the first day of a symbol against its first price
 * @param volume what was traded with it
 * @param dayVolume what was traded since the day began in the symbol's time zone
 * @param time in microseconds
 * @param sequence grows with each quote of the symbol
 * @param version grows with each quote of any symbol, and over restarts
 */
public record Quote(
        Symbol symbol,
        BigDecimal price,
        BigDecimal change,
        BigDecimal volume,
        BigDecimal dayVolume,
        @Nullable BigDecimal bid,
        @Nullable BigDecimal ask,
        Instant time,
        long sequence,
        long version) {

    /** The document of the API, one line. Made by hand because it is made for each quote, and holds nothing to escape. */
    public String json() {
        StringBuilder json = new StringBuilder(224).append("{\"symbol\":\"").append(symbol.value());
        append(json, "price", price);
        append(json, "change", change);
        append(json, "volume", volume);
        append(json, "dayVolume", dayVolume);
        if (bid != null) {
            append(json, "bid", bid);
        }
        if (ask != null) {
            append(json, "ask", ask);
        }
        return json.append("\",\"time\":\"")
                .append(time)
                .append("\",\"sequence\":")
                .append(sequence)
                .append('}')
                .toString();
    }

    private static void append(StringBuilder json, String name, BigDecimal value) {
        json.append("\",\"").append(name).append("\":\"").append(value.toPlainString());
    }
}
