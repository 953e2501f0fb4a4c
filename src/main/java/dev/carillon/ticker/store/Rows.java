package dev.carillon.ticker.store;

import dev.carillon.event.HubException;
import dev.carillon.sqlite.Session;
import dev.carillon.ticker.model.Candle;
import dev.carillon.ticker.model.Interval;
import dev.carillon.ticker.model.Quote;
import dev.carillon.ticker.model.Symbol;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of the tables, and what they are. */
final class Rows {

    private static final System.Logger LOGGER = System.getLogger(Rows.class.getName());

    static final String SAVE_SYMBOL = "INSERT INTO symbol (symbol, price, change, volume, day_volume, bid, ask, time,"
            + " sequence, version, candles) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT DO UPDATE SET price = excluded.price, change = excluded.change, volume = excluded.volume,"
            + " day_volume = excluded.day_volume, bid = excluded.bid, ask = excluded.ask, time = excluded.time,"
            + " sequence = excluded.sequence, version = excluded.version, candles = excluded.candles";

    static final String SYMBOLS = "SELECT symbol, price, change, volume, day_volume, bid, ask, time, sequence, version,"
            + " candles FROM symbol ORDER BY symbol";

    static final String SAVE_CANDLE = "INSERT OR REPLACE INTO candle (symbol, interval, start, seconds, open, high,"
            + " low, close, volume, quotes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String CANDLES = "SELECT start, seconds, open, high, low, close, volume, quotes FROM candle"
            + " WHERE symbol = ? AND interval = ? AND start >= ? AND start < ? ORDER BY start ";

    static final String OLDEST_CANDLES = CANDLES + "LIMIT ?";
    static final String NEWEST_CANDLES = CANDLES + "DESC LIMIT ?";

    private Rows() {}

    static void save(Session session, SavedSymbol saved) throws SQLException {
        Quote quote = saved.newest();
        session.update(
                SAVE_SYMBOL,
                quote.symbol().value(),
                quote.price().toPlainString(),
                quote.change().toPlainString(),
                quote.volume().toPlainString(),
                quote.dayVolume().toPlainString(),
                text(quote.bid()),
                text(quote.ask()),
                ChronoUnit.MICROS.between(Instant.EPOCH, quote.time()),
                quote.sequence(),
                quote.version(),
                StateText.write(saved.candles()));
    }

    static void save(Session session, Candle candle) throws SQLException {
        session.update(
                SAVE_CANDLE,
                candle.symbol().value(),
                candle.interval().label(),
                candle.start().getEpochSecond(),
                candle.end().getEpochSecond() - candle.start().getEpochSecond(),
                candle.open().toPlainString(),
                candle.high().toPlainString(),
                candle.low().toPlainString(),
                candle.close().toPlainString(),
                candle.volume().toPlainString(),
                candle.quotes());
    }

    /** Nothing, with an error in the server's log, if the row makes no sense: one flipped bit must not cost all the others. */
    static Optional<SavedSymbol> symbol(ResultSet row) throws SQLException {
        String symbol = row.getString(1);
        try {
            Quote newest = new Quote(
                    new Symbol(symbol),
                    decimal(row, 2),
                    decimal(row, 3),
                    decimal(row, 4),
                    decimal(row, 5),
                    absentOrDecimal(row, 6),
                    absentOrDecimal(row, 7),
                    Instant.EPOCH.plus(row.getLong(8), ChronoUnit.MICROS),
                    row.getLong(9),
                    row.getLong(10));
            return Optional.of(new SavedSymbol(newest, StateText.read(row.getString(11))));
        } catch (IllegalArgumentException | DateTimeException | HubException e) {
            LOGGER.log(
                    System.Logger.Level.ERROR,
                    "the newest quote of a symbol is damaged and left out symbol=" + symbol,
                    e);
            return Optional.empty();
        }
    }

    static Session.Row<Candle> candles(Symbol symbol, Interval interval) {
        return row -> {
            Instant start = Instant.ofEpochSecond(row.getLong(1));
            try {
                return new Candle(
                        symbol,
                        interval,
                        start,
                        start.plusSeconds(row.getLong(2)),
                        decimal(row, 3),
                        decimal(row, 4),
                        decimal(row, 5),
                        decimal(row, 6),
                        decimal(row, 7),
                        row.getLong(8),
                        true);
            } catch (NumberFormatException e) {
                throw new SQLException("the candle of " + start + " makes no sense", e);
            }
        };
    }

    private static BigDecimal decimal(ResultSet row, int column) throws SQLException {
        return new BigDecimal(row.getString(column));
    }

    private static @Nullable BigDecimal absentOrDecimal(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : new BigDecimal(text);
    }

    private static @Nullable String text(@Nullable BigDecimal value) {
        return value == null ? null : value.toPlainString();
    }
}
