package dev.carillon.ticker.model;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What the quotes of an interval come to.
 *
 * @param start when it begins, included
 * @param end when it ends, not included
 * @param open of its first quote, in the order in which the ticker took them
 * @param close of its last one
 * @param volume sum of the quotes' volumes
 * @param quotes how many there are, at least 1
 * @param closed whether its time is over, or a later quote has come
 */
public record Candle(
        Symbol symbol,
        Interval interval,
        Instant start,
        Instant end,
        BigDecimal open,
        BigDecimal high,
        BigDecimal low,
        BigDecimal close,
        BigDecimal volume,
        long quotes,
        boolean closed) {

    /** The document of the API, one line. */
    public String json() {
        StringBuilder json = new StringBuilder(256)
                .append("{\"symbol\":\"")
                .append(symbol.value())
                .append("\",\"interval\":\"")
                .append(interval.label())
                .append("\",\"start\":\"")
                .append(start)
                .append("\",\"end\":\"")
                .append(end);
        append(json, "open", open);
        append(json, "high", high);
        append(json, "low", low);
        append(json, "close", close);
        append(json, "volume", volume);
        return json.append("\",\"quotes\":")
                .append(quotes)
                .append(",\"closed\":")
                .append(closed)
                .append('}')
                .toString();
    }

    private static void append(StringBuilder json, String name, BigDecimal value) {
        json.append("\",\"").append(name).append("\":\"").append(value.toPlainString());
    }
}
