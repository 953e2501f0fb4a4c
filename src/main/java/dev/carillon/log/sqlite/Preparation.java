package dev.carillon.log.sqlite;

import dev.carillon.event.ChannelName;
import dev.carillon.log.NewestByChannel;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.RetentionRule;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What is done once, before a log is used: its epoch, its retention rules, its tallies. */
final class Preparation {

    private record Channel(long id, ChannelName name, boolean compacted) {}

    private final Connection connection;
    private final RetentionPolicy policy;

    Preparation(Connection connection, RetentionPolicy policy) {
        this.connection = connection;
        this.policy = policy;
    }

    /** All or nothing, and all counted. */
    Tallies prepare(RandomGenerator random) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            giveEpoch(random);
            forgetEmptyChannels();
            List<Channel> channels = channels();
            for (Channel channel : channels) {
                apply(policy.ruleFor(channel.name), channel);
            }
            Tallies tallies = count(channels);
            statement.execute("COMMIT");
            tallies.commit();
            return tallies;
        }
    }

    /** A log that is new gets a name of its own, and never another one. */
    private void giveEpoch(RandomGenerator random) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR IGNORE INTO log (id, epoch) VALUES (1, ?)")) {
            insert.setString(1, SqliteEventLog.newEpoch(random));
            insert.executeUpdate();
        }
    }

    /** Of channels without an entry only so many are told apart; the others count as one. */
    private void forgetEmptyChannels() throws SQLException {
        String empty = "SELECT id, trimmed FROM channel c WHERE NOT EXISTS"
                + " (SELECT 1 FROM entry WHERE channel = c.id) AND NOT EXISTS"
                + " (SELECT 1 FROM key_newest WHERE channel = c.id)"
                + " ORDER BY trimmed DESC LIMIT -1 OFFSET " + NewestByChannel.MAX_CHANNELS;
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE forgotten AS " + empty);
            statement.execute(
                    "UPDATE log SET forgotten = max(forgotten, coalesce((SELECT max(trimmed) FROM forgotten), 0))");
            statement.execute("DELETE FROM channel WHERE id IN (SELECT id FROM forgotten)");
            statement.execute("DROP TABLE forgotten");
        }
    }

    private List<Channel> channels() throws SQLException {
        List<Channel> channels = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id, name, compacted FROM channel")) {
            while (row.next()) {
                channels.add(new Channel(row.getLong(1), new ChannelName(row.getString(2)), row.getBoolean(3)));
            }
        }
        return channels;
    }

    /** The settings may say something else about the channel than when it was written to. */
    private void apply(RetentionRule rule, Channel channel) throws SQLException {
        if (rule.compacted() != channel.compacted) {
            update("DELETE FROM key_newest WHERE channel = ?1", channel);
            update("UPDATE channel SET compacted = NOT compacted WHERE id = ?1", channel);
            if (rule.compacted()) {
                compact(channel);
            }
        }
    }

    /** Events without a key are from the time before. The newest of them stays, and the others are a loss. */
    private void compact(Channel channel) throws SQLException {
        update(
                "INSERT INTO key_newest (channel, key, offset) SELECT channel, coalesce(key, ''), max(offset)"
                        + " FROM entry WHERE channel = ?1 GROUP BY coalesce(key, '')",
                channel);
        update(
                "UPDATE channel SET trimmed = max(trimmed, coalesce((SELECT max(offset) FROM entry WHERE channel = ?1"
                        + " AND key IS NULL AND offset NOT IN (SELECT offset FROM key_newest WHERE channel = ?1)), 0))"
                        + " WHERE id = ?1",
                channel);
        update(
                "DELETE FROM entry WHERE channel = ?1"
                        + " AND offset NOT IN (SELECT offset FROM key_newest WHERE channel = ?1)",
                channel);
    }

    private void update(String sql, Channel channel) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, channel.id);
            statement.executeUpdate();
        }
    }

    private Tallies count(List<Channel> channels) throws SQLException {
        Tallies tallies = new Tallies(policy);
        long[] oldest = new long[policy.rules().size()];
        Arrays.fill(oldest, Long.MAX_VALUE);
        Map<Long, Integer> rules = new HashMap<>();
        channels.forEach(channel -> rules.put(channel.id, policy.indexFor(channel.name)));
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT channel, count(*), sum(octet_length(data)), min(offset)"
                        + " FROM entry NOT INDEXED GROUP BY channel")) {
            while (row.next()) {
                Integer rule = rules.get(row.getLong(1));
                if (rule == null) {
                    throw new SQLException("an entry has channel " + row.getLong(1) + ", which is not there");
                }
                tallies.add(rule, row.getLong(2), row.getLong(3));
                oldest[rule] = Math.min(oldest[rule], row.getLong(4));
            }
        }
        for (int rule = 0; rule < oldest.length; rule++) {
            if (oldest[rule] != Long.MAX_VALUE) {
                tallies.pass(rule, oldest[rule] - 1);
            }
        }
        return tallies;
    }
}
