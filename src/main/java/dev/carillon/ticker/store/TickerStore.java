package dev.carillon.ticker.store;

import dev.carillon.event.HubException;
import dev.carillon.event.LogUnavailableException;
import dev.carillon.sqlite.Database;
import dev.carillon.sqlite.DatabaseStartException;
import dev.carillon.sqlite.Schema;
import dev.carillon.sqlite.Session;
import dev.carillon.sqlite.Worth;
import dev.carillon.ticker.model.Candle;
import dev.carillon.ticker.model.Interval;
import dev.carillon.ticker.model.Symbol;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The newest quote of each symbol, and candles that are closed, on the disk or in memory. What is written is on the disk when a
 * method returns. Every method throws {@link LogUnavailableException} if SQLite fails, or after {@link #close}; nothing was
 * changed then.
 *
 * <p>Threading: any thread. One writes at a time, and holds up no reader; in memory everything is one after the other.
 */
public final class TickerStore implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(TickerStore.class.getName());

    /** Candles are read by requests, which are short. */
    private static final int READERS = 2;

    private static final Schema SCHEMA = new Schema(
            "ticker's store",
            Schema.script(TickerStore.class, "ticker.sql"),
            1,
            "SELECT 1 FROM ticker",
            Worth.ORIGINAL);

    private static final String RAISE_VERSION = "UPDATE ticker SET version = ? WHERE version < ?";

    /** What is looked at without a result costs some microseconds for each symbol. */
    static final String NEXT_TO_TRIM = "SELECT symbol FROM symbol s WHERE symbol > ? AND EXISTS"
            + " (SELECT 1 FROM candle c WHERE c.symbol = s.symbol AND interval = ? AND start < ?) ORDER BY symbol LIMIT 1";

    /** The first candle that stays, if there are more than go in this step. */
    static final String FIRST_TO_STAY = "SELECT start FROM candle WHERE symbol = ? AND interval = ? AND start < ?"
            + " ORDER BY start LIMIT 1 OFFSET ?";

    static final String TRIM = "DELETE FROM candle WHERE symbol = ? AND interval = ? AND start < ?";

    /** Comes before every symbol. */
    private static final String FIRST = "";

    private final Database database;

    /** Where each interval's trimming has come to: candles of a symbol lie together, and symbols have their turns. Only for who writes. */
    private final Map<Interval, String> trimmed = new EnumMap<>(Interval.class);

    private TickerStore(Database database) {
        this.database = database;
    }

    /**
     * Makes the file if it is not there. A damaged one is moved aside, with an error in the server's log, and a new one begun.
     * Its directory must be there.
     *
     * @throws DatabaseStartException if another version of Carillon has written it
     */
    public static TickerStore open(Path file) {
        return new TickerStore(Database.open(file, SCHEMA, READERS));
    }

    public static TickerStore inMemory() {
        return new TickerStore(Database.inMemory(SCHEMA));
    }

    /** For tests: with a database that fails. */
    Database database() {
        return database;
    }

    /** All symbols that were saved and not removed, in their order. One that makes no sense is left out, with an error in the server's log. */
    public List<SavedSymbol> symbols() {
        return database.read(session -> session.list(Rows.SYMBOLS, Rows::symbol)).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** The greatest version that a quote ever had, also of symbols that were removed since; 0 if there was none. */
    public long version() {
        return database.read(session -> session.number("SELECT version FROM ticker"));
    }

    /** Keeps quotes until the next {@link #save}, in one row however many there are: the cheap way to the disk. */
    public void append(List<Taken> quotes) {
        database.write(session -> session.update("INSERT INTO journal (quotes) VALUES (?)", JournalText.write(quotes)));
    }

    /**
     * Quotes that were appended since the last {@link #save}, in their order. A row that makes no sense is left out, with an error in the
     * server's log.
     */
    public List<Taken> journal() {
        List<String> rows = database.read(
                session -> session.list("SELECT quotes FROM journal ORDER BY id", row -> row.getString(1)));
        List<Taken> quotes = new ArrayList<>();
        for (String row : rows) {
            try {
                quotes.addAll(JournalText.read(row));
            } catch (IllegalArgumentException | DateTimeException | HubException e) {
                LOGGER.log(System.Logger.Level.ERROR, "quotes of the journal are damaged and left out", e);
            }
        }
        return quotes;
    }

    /**
     * Writes all of it or nothing. What was saved of a symbol before is replaced, and so is a candle that is told once more. Whatever
     * was {@linkplain #append appended} before has to be part of it, and is forgotten.
     *
     * @param removed those that are to be removed first
     * @param dirty those that have changed
     * @param closed candles as they were told, in their order
     */
    public void save(Collection<Symbol> removed, Collection<SavedSymbol> dirty, Collection<Candle> closed) {
        database.write(session -> {
            for (Symbol symbol : removed) {
                remove(session, symbol);
            }
            session.update("DELETE FROM journal");
            long version = 0;
            for (SavedSymbol symbol : dirty) {
                Rows.save(session, symbol);
                version = Math.max(version, symbol.newest().version());
            }
            for (Candle candle : closed) {
                Rows.save(session, candle);
            }
            return session.update(RAISE_VERSION, version, version);
        });
    }

    /** The oldest candles among those that begin at {@code from} or later, and before {@code to}; oldest first. */
    public List<Candle> oldest(Symbol symbol, Interval interval, Instant from, Instant to, int limit) {
        return database.read(session -> session.list(
                Rows.OLDEST_CANDLES,
                Rows.candles(symbol, interval),
                symbol.value(),
                interval.label(),
                second(from),
                second(to),
                limit));
    }

    /** The newest candles among those that begin at {@code from} or later, and before {@code to}; newest first. */
    public List<Candle> newest(Symbol symbol, Interval interval, Instant from, Instant to, int limit) {
        return database.read(session -> session.list(
                Rows.NEWEST_CANDLES,
                Rows.candles(symbol, interval),
                symbol.value(),
                interval.label(),
                second(from),
                second(to),
                limit));
    }

    /**
     * Deletes candles that began earlier, in a step of so many at most: writers wait meanwhile.
     *
     * @return how many; fewer than {@code atMost} if there are no more
     */
    public int trim(Interval interval, Instant before, int atMost) {
        long end = second(before);
        return database.write(session -> {
            String symbol = trimmed.getOrDefault(interval, FIRST);
            int deleted = 0;
            boolean more = atMost > 0;
            while (more) {
                String next = session.first(NEXT_TO_TRIM, row -> row.getString(1), symbol, interval.label(), end)
                        .orElse(FIRST);
                deleted += next.equals(FIRST) ? 0 : trim(session, next, interval, end, atMost - deleted);
                more = deleted < atMost && !(symbol.equals(FIRST) && next.equals(FIRST));
                symbol = next;
            }
            trimmed.put(interval, symbol);
            return deleted;
        });
    }

    private static int trim(Session session, String symbol, Interval interval, long end, int atMost)
            throws SQLException {
        long first = session.first(FIRST_TO_STAY, row -> row.getLong(1), symbol, interval.label(), end, atMost)
                .orElse(end);
        return session.update(TRIM, symbol, interval.label(), first);
    }

    /** Its quote and its candles. Who removes a symbol that is not there removes nothing. */
    private static void remove(Session session, Symbol symbol) throws SQLException {
        session.update("DELETE FROM symbol WHERE symbol = ?", symbol.value());
        session.update("DELETE FROM candle WHERE symbol = ?", symbol.value());
    }

    /** Candles begin at whole seconds, so one that begins at a time or later begins at the next of them or later. */
    private static long second(Instant time) {
        return time.getNano() == 0 ? time.getEpochSecond() : time.getEpochSecond() + 1;
    }

    /** Waits for whoever is reading or writing. */
    @Override
    public void close() {
        database.close();
    }
}
