package dev.carillon.ticker.store;

import dev.carillon.ticker.model.Symbol;
import dev.carillon.ticker.model.Tick;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Quotes of the journal as text, a line for each, in their order.
 *
 * <pre>
 * ACME 189.30 - 100 189.29 189.31 1795780800123456 7 1795780800123456
 * </pre>
 *
 * <p>That is: symbol, price, change, volume, bid, ask, time in microseconds, sequence, version; {@code -} for what was not given.
 */
final class JournalText {

    private static final String NONE = "-";
    private static final int FIELDS = 9;

    private JournalText() {}

    static String write(List<Taken> quotes) {
        StringBuilder text = new StringBuilder(quotes.size() * 80);
        for (Taken taken : quotes) {
            Tick tick = taken.tick();
            text.append(tick.symbol().value()).append(' ').append(tick.price().toPlainString());
            append(text, tick.change());
            append(text, tick.volume());
            append(text, tick.bid());
            append(text, tick.ask());
            Instant time = Objects.requireNonNull(tick.time());
            text.append(' ').append(ChronoUnit.MICROS.between(Instant.EPOCH, time));
            text.append(' ').append(tick.sequence());
            text.append(' ').append(taken.version()).append('\n');
        }
        return text.toString();
    }

    private static void append(StringBuilder text, @Nullable BigDecimal value) {
        text.append(' ').append(value == null ? NONE : value.toPlainString());
    }

    /** @throws RuntimeException if it is something else */
    static List<Taken> read(String text) {
        List<Taken> quotes = new ArrayList<>();
        text.lines().forEach(line -> quotes.add(taken(line.split(" ", -1))));
        return quotes;
    }

    private static Taken taken(String... fields) {
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("a quote has " + FIELDS + " fields, and not " + fields.length);
        }
        Tick tick = new Tick(
                new Symbol(fields[0]),
                new BigDecimal(fields[1]),
                decimal(fields[2]),
                new BigDecimal(fields[3]),
                decimal(fields[4]),
                decimal(fields[5]),
                Instant.EPOCH.plus(Long.parseLong(fields[6]), ChronoUnit.MICROS),
                Long.parseLong(fields[7]));
        return new Taken(tick, Long.parseLong(fields[8]));
    }

    private static @Nullable BigDecimal decimal(String text) {
        return text.equals(NONE) ? null : new BigDecimal(text);
    }
}
