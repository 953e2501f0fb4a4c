package dev.carillon.ticker.feed.kind;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.ticker.model.Decimals;
import dev.carillon.ticker.model.Symbol;
import dev.carillon.ticker.model.Tick;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One line of a recording, with its time. */
record Recorded(Instant time, Tick tick) {

    private static final List<String> COLUMNS = List.of("time", "symbol", "price", "volume", "bid", "ask");
    private static final int REQUIRED = 3;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** How many columns there are; 0 if it is no head. */
    static int columns(String head) {
        String text = head.startsWith(BYTE_ORDER_MARK) ? head.substring(1) : head;
        List<String> names = List.of(text.toLowerCase(Locale.ROOT).split(",", -1)).stream()
                .map(String::strip)
                .toList();
        boolean known = names.size() >= REQUIRED
                && names.size() <= COLUMNS.size()
                && names.equals(COLUMNS.subList(0, names.size()));
        return known ? names.size() : 0;
    }

    static String headRule() {
        return "the first line is time,symbol,price[,volume[,bid[,ask]]]";
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException says what is wrong with it
     */
    static Recorded parse(String line, int columns, boolean keepsTime) {
        String[] cells = line.split(",", -1);
        if (cells.length != columns) {
            throw new IllegalArgumentException("it has " + cells.length + " columns, the first line " + columns);
        }
        try {
            Instant time = OffsetDateTime.parse(cells[0].strip()).toInstant();
            BigDecimal volume = decimal(cells, 3);
            Tick tick = new Tick(
                    new Symbol(cells[1].strip()),
                    Decimals.parse("price", cells[2].strip()),
                    null,
                    volume == null ? BigDecimal.ZERO : volume,
                    decimal(cells, 4),
                    decimal(cells, 5),
                    keepsTime ? time : null,
                    null);
            return new Recorded(time, tick);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "the time is " + InvalidRequestException.quote(cells[0]) + " and not such as 2026-11-27T12:00:00Z",
                    e);
        } catch (InvalidRequestException e) {
            throw new IllegalArgumentException(e.rule() + " " + e.finding(), e);
        }
    }

    private static @Nullable BigDecimal decimal(String[] cells, int column) {
        String cell = column < cells.length ? cells[column].strip() : "";
        return cell.isEmpty() ? null : Decimals.parse(COLUMNS.get(column), cell);
    }
}
