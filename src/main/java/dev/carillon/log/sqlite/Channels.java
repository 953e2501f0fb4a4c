package dev.carillon.log.sqlite;

import dev.carillon.event.ChannelName;
import dev.carillon.log.RetentionPolicy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The numbers of channels, and the retention rule of each, as the writer needs them. Threading: the writer's alone. */
final class Channels implements AutoCloseable {

    /**
     * A channel.
     *
     * @param rule place of its rule in the policy
     */
    record Channel(long id, ChannelName name, int rule, boolean isCompacted) {}

    /** Channels that are remembered; the table has them all. */
    private static final int MAX_REMEMBERED = 65_536;

    private final RetentionPolicy policy;
    private final PreparedStatement findByName;
    private final PreparedStatement findById;
    private final PreparedStatement insert;
    private final Map<ChannelName, Channel> byName = new HashMap<>();
    private final Map<Long, Channel> byId = new HashMap<>();

    Channels(Connection connection, RetentionPolicy policy) throws SQLException {
        this.policy = policy;
        this.findByName = connection.prepareStatement("SELECT id FROM channel WHERE name = ?");
        this.findById = connection.prepareStatement("SELECT name FROM channel WHERE id = ?");
        this.insert = connection.prepareStatement("INSERT INTO channel (name, compacted) VALUES (?, ?) RETURNING id");
    }

    /** The channel of this name, which is added if it is not there. */
    Channel get(ChannelName name) throws SQLException {
        Channel known = byName.get(name);
        if (known != null) {
            return known;
        }
        findByName.setString(1, name.value());
        try (ResultSet row = findByName.executeQuery()) {
            if (row.next()) {
                return remember(row.getLong(1), name);
            }
        }
        int rule = policy.indexFor(name);
        insert.setString(1, name.value());
        insert.setBoolean(2, policy.rules().get(rule).compacted());
        try (ResultSet row = insert.executeQuery()) {
            row.next();
            return remember(row.getLong(1), name);
        }
    }

    Channel get(long id) throws SQLException {
        Channel known = byId.get(id);
        if (known != null) {
            return known;
        }
        findById.setLong(1, id);
        try (ResultSet row = findById.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("the log has no channel " + id);
            }
            return remember(id, new ChannelName(row.getString(1)));
        }
    }

    /** Forgets what a transaction has added that was rolled back. */
    void forget() {
        byName.clear();
        byId.clear();
    }

    @Override
    public void close() throws SQLException {
        findByName.close();
        findById.close();
        insert.close();
    }

    private Channel remember(long id, ChannelName name) {
        if (byId.size() >= MAX_REMEMBERED) {
            forget();
        }
        int rule = policy.indexFor(name);
        Channel channel = new Channel(id, name, rule, policy.rules().get(rule).compacted());
        byName.put(name, channel);
        byId.put(id, channel);
        return channel;
    }
}
