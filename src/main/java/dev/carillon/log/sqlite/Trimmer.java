package dev.carillon.log.sqlite;

import dev.carillon.log.Retention;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.RetentionRule;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what is over the limits, a few entries at a time, so that no publisher waits for long. Of compacted channels it
 * deletes what removes a key, when that is too old.
 *
 * <p>For each rule it looks through the entries in their order and remembers how far it came: what it has passed is gone or
 * belongs to other rules.
 *
 * <p>Threading: the writer's alone.
 */
final class Trimmer implements AutoCloseable {

    /** Entries that a step of its own looks at, for each rule. */
    static final int STEP = 512;

    private record Row(long offset, long channel, @Nullable String key, long time, long latest, long dataBytes) {

        boolean removesKey() {
            return key != null && dataBytes == 0;
        }
    }

    /** How far one rule has been worked through. */
    private static final class Progress {
        private long passed;

        /** When the oldest entry that may be deleted was made; meaningful only while it is known. */
        private long oldestTime;

        private boolean oldestKnown;
    }

    private final RetentionPolicy policy;
    private final Channels channels;
    private final Tallies tallies;
    private final List<Progress> progress = new ArrayList<>();
    private final PreparedStatement look;
    private final PreparedStatement delete;
    private final PreparedStatement noteChannel;
    private final PreparedStatement noteLog;
    private final PreparedStatement forgetKey;

    Trimmer(Connection connection, RetentionPolicy policy, Channels channels, Tallies tallies) throws SQLException {
        this.policy = policy;
        this.channels = channels;
        this.tallies = tallies;
        policy.rules().forEach(rule -> progress.add(new Progress()));
        look = connection.prepareStatement(
                "SELECT offset, channel, key, time, coalesce(latest, time), octet_length(data)"
                        + " FROM entry WHERE offset > ? ORDER BY offset LIMIT ?");
        delete = connection.prepareStatement("DELETE FROM entry WHERE offset = ?");
        noteChannel = connection.prepareStatement("UPDATE channel SET trimmed = max(trimmed, ?) WHERE id = ?");
        noteLog = connection.prepareStatement(
                "UPDATE log SET trimmed = max(trimmed, ?), trimmed_latest = max(coalesce(trimmed_latest, ?), ?)");
        forgetKey = connection.prepareStatement("DELETE FROM key_newest WHERE channel = ? AND key = ?");
    }

    /** The open transaction adds an event that removes a key. */
    void removalAdded(int rule) {
        progress.get(rule).oldestKnown = false;
    }

    /** Whether a step would find something to do. */
    boolean isDue(Instant now) {
        for (int rule = 0; rule < progress.size(); rule++) {
            if (isDue(rule, now)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Deletes some of what is over the limits, in the open transaction.
     *
     * @param atMost entries that it looks at, for each rule
     * @return the offset of the newest entry that it deleted, or 0
     */
    long step(Instant now, int atMost) throws SQLException {
        List<Row> gone = new ArrayList<>();
        for (int rule = 0; rule < progress.size(); rule++) {
            if (isDue(rule, now)) {
                trim(rule, now, atMost, gone);
            }
        }
        return note(gone);
    }

    private boolean isDue(int index, Instant now) {
        if (tallies.entries(index) == 0) {
            return false;
        }
        Progress known = progress.get(index);
        return isOverSize(index) || !known.oldestKnown || isTooOld(known.oldestTime, index, now);
    }

    private boolean isOverSize(int index) {
        RetentionRule rule = policy.rules().get(index);
        if (rule.compacted()) {
            return false;
        }
        Retention limits = rule.limits();
        long entries = tallies.entries(index);
        return entries > limits.maxEntries() || (tallies.bytes(index) > limits.maxBytes() && entries > 1);
    }

    private boolean isTooOld(long time, int index, Instant now) {
        Retention limits = policy.rules().get(index).limits();
        return !limits.maxAge().equals(Retention.FOREVER) && time < Times.nanos(limits.keepFrom(now));
    }

    private void trim(int index, Instant now, int atMost, List<Row> gone) throws SQLException {
        Progress known = progress.get(index);
        boolean compacted = policy.rules().get(index).compacted();
        known.oldestKnown = false;
        List<Row> rows = look(known.passed, atMost);
        for (Row row : rows) {
            boolean mayGo = channels.get(row.channel).rule() == index && (!compacted || row.removesKey());
            if (mayGo) {
                if (!isOverSize(index) && !isTooOld(row.time, index, now)) {
                    known.oldestKnown = true;
                    known.oldestTime = row.time;
                    return;
                }
                delete(row, index, compacted);
                gone.add(row);
            }
            known.passed = row.offset;
        }
        if (compacted && rows.size() < atMost) {
            known.oldestKnown = true;
            known.oldestTime = Long.MAX_VALUE;
        }
    }

    private void delete(Row row, int rule, boolean compacted) throws SQLException {
        delete.setLong(1, row.offset);
        delete.executeUpdate();
        tallies.remove(rule, row.dataBytes);
        if (compacted) {
            forgetKey.setLong(1, row.channel);
            forgetKey.setString(2, row.key);
            forgetKey.executeUpdate();
        }
    }

    private long note(List<Row> gone) throws SQLException {
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

    private List<Row> look(long after, int atMost) throws SQLException {
        List<Row> rows = new ArrayList<>();
        look.setLong(1, after);
        look.setInt(2, atMost);
        try (ResultSet found = look.executeQuery()) {
            while (found.next()) {
                rows.add(new Row(
                        found.getLong(1),
                        found.getLong(2),
                        found.getString(3),
                        found.getLong(4),
                        found.getLong(5),
                        found.getLong(6)));
            }
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : List.of(look, delete, noteChannel, noteLog, forgetKey)) {
            statement.close();
        }
    }
}
