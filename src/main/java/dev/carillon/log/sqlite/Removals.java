package dev.carillon.log.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Deletes entries in the open transaction, and notes what readers have lost by that.
 *
 * <p>Threading: the writer's alone.
 */
final class Removals implements AutoCloseable {

    /** What has to be known of an entry that may be deleted. */
    record Row(long offset, long channel, @Nullable String key, long time, long latest, long dataBytes) {

        static final String COLUMNS = "offset, channel, key, time, coalesce(latest, time), octet_length(data)";

        static Row of(ResultSet found) throws SQLException {
            return new Row(
                    found.getLong(1),
                    found.getLong(2),
                    found.getString(3),
                    found.getLong(4),
                    found.getLong(5),
                    found.getLong(6));
        }

        boolean removesKey() {
            return key != null && dataBytes == 0;
        }
    }

    private final Channels channels;
    private final Tallies tallies;
    private final PreparedStatement delete;
    private final PreparedStatement noteChannel;
    private final PreparedStatement noteLog;
    private final PreparedStatement forgetKey;

    Removals(Connection connection, Channels channels, Tallies tallies) throws SQLException {
        this.channels = channels;
        this.tallies = tallies;
        delete = connection.prepareStatement("DELETE FROM entry WHERE offset = ?");
        noteChannel = connection.prepareStatement("UPDATE channel SET trimmed = max(trimmed, ?) WHERE id = ?");
        noteLog = connection.prepareStatement(
                "UPDATE log SET trimmed = max(trimmed, ?), trimmed_latest = max(coalesce(trimmed_latest, ?), ?)");
        // In other channels than compacted ones there is none.
        forgetKey = connection.prepareStatement(
                "DELETE FROM key_newest WHERE channel = ? AND key = coalesce(?, '') AND offset = ?");
    }

    void delete(Row row) throws SQLException {
        delete.setLong(1, row.offset);
        delete.executeUpdate();
        Channels.Channel channel = channels.get(row.channel);
        tallies.remove(channel.rule(), row.dataBytes);
        if (channel.isCompacted()) {
            forgetKey.setLong(1, row.channel);
            forgetKey.setString(2, row.key);
            forgetKey.setLong(3, row.offset);
            forgetKey.executeUpdate();
        }
    }

    /** Notes what was deleted; the newest offset of it, or 0. */
    long note(List<Row> gone) throws SQLException {
        if (gone.isEmpty()) {
            return 0;
        }
        Map<Long, Long> newestOfChannels = new HashMap<>();
        long newest = 0;
        long latest = Long.MIN_VALUE;
        for (Row entry : gone) {
            newestOfChannels.merge(entry.channel, entry.offset, Math::max);
            newest = Math.max(newest, entry.offset);
            latest = Math.max(latest, entry.latest);
        }
        for (Map.Entry<Long, Long> channel : newestOfChannels.entrySet()) {
            noteChannel.setLong(1, channel.getValue());
            noteChannel.setLong(2, channel.getKey());
            noteChannel.executeUpdate();
        }
        noteLog.setLong(1, newest);
        noteLog.setLong(2, latest);
        noteLog.setLong(3, latest);
        noteLog.executeUpdate();
        return newest;
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : List.of(delete, noteChannel, noteLog, forgetKey)) {
            statement.close();
        }
    }
}
