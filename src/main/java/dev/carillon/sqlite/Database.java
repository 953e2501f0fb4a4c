package dev.carillon.sqlite;

import dev.carillon.event.LogUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * A database of a feature. Every method throws {@link LogUnavailableException} if SQLite fails, or after {@link #close}.
 *
 * <p>Threading: any thread. With a file, one writes at a time, and readers see what was committed last and hold up nobody who
 * writes. In memory there is one connection for all, one after the other.
 */
public final class Database implements AutoCloseable {

    /** What is done with a connection, in one transaction. */
    public interface Use<T> {
        T with(Session session) throws SQLException;
    }

    private final Schema schema;
    private final Pool writer;
    private final Pool readers;

    private Database(Schema schema, Pool writer, Pool readers) {
        this.schema = schema;
        this.writer = writer;
        this.readers = readers;
    }

    /**
     * Makes the file if it is not there; {@link Worth} says what becomes of one that cannot be used. Its directory must be
     * there.
     *
     * @param readers how many may read at the same time
     * @throws DatabaseStartException if another version has written the file, and it may not be made anew
     */
    public static Database open(Path file, Schema schema, int readers) {
        try {
            DatabaseFile prepared = DatabaseFile.prepare(file, schema);
            return new Database(schema, Pool.of(1, prepared::write), Pool.of(readers, prepared::read));
        } catch (SQLException e) {
            throw Failures.unavailable(schema, e);
        } catch (IOException e) {
            throw new LogUnavailableException("The " + schema.name() + " cannot be written.", e);
        }
    }

    public static Database inMemory(Schema schema) {
        try {
            Pool pool = Pool.ofOne(DatabaseFile.inMemory(schema));
            return new Database(schema, pool, pool);
        } catch (SQLException e) {
            throw Failures.unavailable(schema, e);
        }
    }

    /** Everything in one use sees the same state. */
    public <T> T read(Use<T> use) {
        try {
            return readers.read(use);
        } catch (SQLException e) {
            throw Failures.unavailable(schema, e);
        }
    }

    /** All or nothing. */
    public <T> T write(Use<T> use) {
        try {
            return writer.write(use);
        } catch (SQLException e) {
            throw Failures.unavailable(schema, e);
        }
    }

    /** Waits for whoever is reading or writing. */
    @Override
    public void close() {
        try {
            readers.close();
            writer.close();
        } catch (SQLException e) {
            throw Failures.unavailable(schema, e);
        }
    }
}
