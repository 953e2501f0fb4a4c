package dev.carillon.log.sqlite;

import dev.carillon.event.Entry;
import dev.carillon.event.EventId;
import dev.carillon.log.Append;
import dev.carillon.log.Appended;
import dev.carillon.log.RetentionPolicy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One connection that writes, with its statements. It is thrown away when anything fails, and a new one begins with what the
 * database has.
 *
 * <p>Threading: the writer's alone.
 */
final class Session implements AutoCloseable {

    private final Connection connection;
    private final Statement statement;
    private final Channels channels;
    private final Publications publications;
    private final Tallies tallies;
    private final Appender appender;
    private final Trimmer trimmer;
    private final Cutter cutter;

    Session(Connection connection, RetentionPolicy policy, Duration keyTime, EventId anyId, Tallies tallies)
            throws SQLException {
        this.connection = connection;
        this.tallies = tallies;
        this.statement = connection.createStatement();
        this.channels = new Channels(connection, policy);
        this.publications = new Publications(connection, anyId, keyTime);
        Removals removals = new Removals(connection, channels, tallies);
        this.trimmer = new Trimmer(connection, policy, channels, tallies, removals);
        this.cutter = new Cutter(connection, channels, removals, trimmer);
        this.appender = new Appender(connection, policy, anyId, channels, publications, tallies, trimmer);
        appender.continueAfter(newestOffset(), latestTime());
    }

    /** The newest offset that was ever given. */
    long head() {
        return appender.head();
    }

    void begin() throws SQLException {
        statement.execute("BEGIN IMMEDIATE");
    }

    void commit() throws SQLException {
        statement.execute("COMMIT");
        tallies.commit();
    }

    Appended append(Append append, Instant now, List<Entry> entries) throws SQLException {
        return appender.append(append, now, entries);
    }

    boolean isTrimDue(Instant now) {
        return trimmer.isDue(now);
    }

    /** Deletes some entries that are over the limits, of so many at most; the newest offset of them, or 0. */
    long trim(Instant now, int atMost) throws SQLException {
        return trimmer.isDue(now) ? trimmer.step(now, atMost) : 0;
    }

    /** Removes some entries that somebody has asked to remove; the newest offset of them, or 0. */
    long cut(Cut cut, int atMost) throws SQLException {
        return cutter.step(cut, atMost);
    }

    /** Brings everything into the database and begins the write-ahead log anew. */
    void emptyJournal() throws SQLException {
        statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /** Writes one page, as it is. */
    void tryToWrite() throws SQLException {
        begin();
        statement.execute("PRAGMA user_version = 0");
        commit();
    }

    boolean forgetKeys(Instant now) throws SQLException {
        return publications.deleteOld(now);
    }

    @Override
    public void close() throws SQLException {
        tallies.rollBack();
        // Closing the connection closes its statements, and rolls back what was not committed.
        connection.close();
    }

    private long newestOffset() throws SQLException {
        return number("SELECT max(coalesce((SELECT max(offset) FROM entry), 0), trimmed) FROM log");
    }

    private long latestTime() throws SQLException {
        return number("SELECT max(coalesce((SELECT coalesce(latest, time) FROM entry ORDER BY offset DESC LIMIT 1), "
                + Long.MIN_VALUE + "), coalesce(trimmed_latest, " + Long.MIN_VALUE + ")) FROM log");
    }

    private long number(String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
