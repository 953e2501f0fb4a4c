package dev.carillon.log.sqlite;

import dev.carillon.event.ChannelName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes what somebody has asked to remove, one channel after the other, a few entries at a time.
 *
 * <p>Threading: the writer's alone.
 */
final class Cutter implements AutoCloseable {

    /** Entries that one transaction removes while nobody publishes, and while somebody does. */
    static final int STEP = 512;

    static final int STEP_BESIDE_APPENDS = 128;

    /** Channels that it looks at in one step. */
    private static final int CHANNELS = 512;

    private record Named(long id, ChannelName name) {}

    private final Channels channels;
    private final Removals removals;
    private final Trimmer trimmer;
    private final PreparedStatement findLastChannel;
    private final PreparedStatement findChannels;
    private final PreparedStatement look;

    Cutter(Connection connection, Channels channels, Removals removals, Trimmer trimmer) throws SQLException {
        this.channels = channels;
        this.removals = removals;
        this.trimmer = trimmer;
        findLastChannel = connection.prepareStatement("SELECT coalesce(max(id), 0) FROM channel");
        findChannels = connection.prepareStatement(
                "SELECT id, name FROM channel WHERE id BETWEEN ? AND ? ORDER BY id LIMIT " + CHANNELS);
        look = connection.prepareStatement("SELECT " + Removals.Row.COLUMNS
                + " FROM entry WHERE channel = ? AND offset <= ? ORDER BY offset LIMIT ?");
    }

    /**
     * Removes some entries in the open transaction.
     *
     * @param atMost how many
     * @return the offset of the newest entry that it removed, or 0
     */
    long step(Cut cut, int atMost) throws SQLException {
        if (cut.lastChannel < 0) {
            cut.lastChannel = lastChannel();
        }
        List<Removals.Row> gone = new ArrayList<>();
        List<Named> named = channels(cut);
        for (Named channel : named) {
            if (cut.channels.matches(channel.name)) {
                int room = atMost - gone.size();
                List<Removals.Row> rows = look(channel.id, cut.through, room);
                remove(channel.id, rows);
                gone.addAll(rows);
                if (rows.size() == room) {
                    // There may be more of this one.
                    cut.channel = channel.id;
                    return done(cut, gone);
                }
            }
            cut.channel = channel.id + 1;
        }
        if (named.size() < CHANNELS) {
            cut.channel = cut.lastChannel + 1;
        }
        return done(cut, gone);
    }

    private long done(Cut cut, List<Removals.Row> gone) throws SQLException {
        cut.removed += gone.size();
        return removals.note(gone);
    }

    private void remove(long channel, List<Removals.Row> rows) throws SQLException {
        for (Removals.Row row : rows) {
            removals.delete(row);
        }
        if (!rows.isEmpty()) {
            trimmer.lookAgain(channels.get(channel).rule());
        }
    }

    private long lastChannel() throws SQLException {
        try (ResultSet row = findLastChannel.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private List<Named> channels(Cut cut) throws SQLException {
        findChannels.setLong(1, cut.channel);
        findChannels.setLong(2, cut.lastChannel);
        List<Named> found = new ArrayList<>();
        try (ResultSet row = findChannels.executeQuery()) {
            while (row.next()) {
                found.add(new Named(row.getLong(1), new ChannelName(row.getString(2))));
            }
        }
        return found;
    }

    private List<Removals.Row> look(long channel, long through, int atMost) throws SQLException {
        look.setLong(1, channel);
        look.setLong(2, through);
        look.setInt(3, atMost);
        List<Removals.Row> rows = new ArrayList<>();
        try (ResultSet row = look.executeQuery()) {
            while (row.next()) {
                rows.add(Removals.Row.of(row));
            }
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        findLastChannel.close();
        findChannels.close();
        look.close();
    }
}
