package dev.carillon.log.sqlite;

import dev.carillon.event.EventId;
import dev.carillon.event.IdempotencyKey;
import dev.carillon.event.IdempotencyKeyReusedException;
import dev.carillon.log.Append;
import dev.carillon.log.Appended;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What was published with an idempotency key. Threading: the writer's alone. */
final class Publications implements AutoCloseable {

    /** Rows that one step deletes. */
    private static final int STEP = 256;

    private final EventId anyId;
    private final Duration keyTime;
    private final PreparedStatement find;
    private final PreparedStatement put;
    private final PreparedStatement deleteOld;

    Publications(Connection connection, EventId anyId, Duration keyTime) throws SQLException {
        this.anyId = anyId;
        this.keyTime = keyTime;
        this.find = connection.prepareStatement(
                "SELECT fingerprint, first, events FROM publication WHERE caller = ? AND key = ? AND time > ?");
        this.put = connection.prepareStatement("INSERT OR REPLACE INTO publication"
                + " (caller, key, fingerprint, first, events, time) VALUES (?, ?, ?, ?, ?, ?)");
        this.deleteOld = connection.prepareStatement("DELETE FROM publication WHERE (caller, key) IN"
                + " (SELECT caller, key FROM publication WHERE time <= ? ORDER BY time LIMIT " + STEP + ")");
    }

    /**
     * What came of it if it was published before; else null.
     *
     * @throws IdempotencyKeyReusedException if the key came with other events
     */
    @Nullable
    Appended find(Append append, Instant now) throws SQLException {
        IdempotencyKey key = append.key();
        if (key == null) {
            return null;
        }
        find.setString(1, key.caller());
        find.setString(2, key.value());
        find.setLong(3, Times.nanos(now.minus(keyTime)));
        try (ResultSet row = find.executeQuery()) {
            if (!row.next()) {
                return null;
            }
            if (!row.getString(1).equals(append.fingerprint())) {
                throw new IdempotencyKeyReusedException(key);
            }
            long first = row.getLong(2);
            return new Appended(
                    LongStream.range(first, first + row.getLong(3))
                            .mapToObj(anyId::at)
                            .toList(),
                    true);
        }
    }

    void put(Append append, long first, Instant now) throws SQLException {
        IdempotencyKey key = append.key();
        if (key != null) {
            put.setString(1, key.caller());
            put.setString(2, key.value());
            put.setString(3, append.fingerprint());
            put.setLong(4, first);
            put.setInt(5, append.events().size());
            put.setLong(6, Times.nanos(now));
            put.executeUpdate();
        }
    }

    /** Deletes some of those that are too old; whether there may be more. */
    boolean deleteOld(Instant now) throws SQLException {
        deleteOld.setLong(1, Times.nanos(now.minus(keyTime)));
        return deleteOld.executeUpdate() == STEP;
    }

    @Override
    public void close() throws SQLException {
        find.close();
        put.close();
        deleteOld.close();
    }
}
