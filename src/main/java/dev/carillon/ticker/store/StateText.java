package dev.carillon.ticker.store;

import dev.carillon.ticker.candle.CandleState;
import dev.carillon.ticker.model.Interval;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The state of candles as text: a line with the reference, then one for each interval.
 *
 * <pre>
 * 189.30
 * 1s 1795780800 1795780801 189.10 189.40 189.00 189.30 5400 118 told 0
 * …
 * </pre>
 *
 * <p>That is: interval, start, end, open, high, low, close, volume, quotes, whether it was {@code told} or is {@code new}, late
 * quotes.
 */
final class StateText {

    private static final int FIELDS = 11;
    private static final String TOLD = "told";

    private StateText() {}

    static String write(CandleState state) {
        StringBuilder text = new StringBuilder(512).append(state.reference().toPlainString());
        for (CandleState.Newest candle : state.newest()) {
            text.append('\n').append(candle.interval().label());
            text.append(' ').append(candle.start().getEpochSecond());
            text.append(' ').append(candle.end().getEpochSecond());
            text.append(' ').append(candle.open().toPlainString());
            text.append(' ').append(candle.high().toPlainString());
            text.append(' ').append(candle.low().toPlainString());
            text.append(' ').append(candle.close().toPlainString());
            text.append(' ').append(candle.volume().toPlainString());
            text.append(' ').append(candle.quotes());
            text.append(' ').append(candle.told() ? TOLD : "new");
            text.append(' ').append(candle.late());
        }
        return text.toString();
    }

    /** @throws RuntimeException if it is something else */
    static CandleState read(String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a state has a line");
        }
        List<CandleState.Newest> newest = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            newest.add(newest(line.split(" ", -1)));
        }
        return new CandleState(new BigDecimal(lines.get(0)), newest);
    }

    private static CandleState.Newest newest(String... fields) {
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("a candle has " + FIELDS + " fields, and not " + fields.length);
        }
        return new CandleState.Newest(
                Interval.of(fields[0]),
                Instant.ofEpochSecond(Long.parseLong(fields[1])),
                Instant.ofEpochSecond(Long.parseLong(fields[2])),
                new BigDecimal(fields[3]),
                new BigDecimal(fields[4]),
                new BigDecimal(fields[5]),
                new BigDecimal(fields[6]),
                new BigDecimal(fields[7]),
                Long.parseLong(fields[8]),
                fields[9].equals(TOLD),
                Long.parseLong(fields[10]));
    }
}
