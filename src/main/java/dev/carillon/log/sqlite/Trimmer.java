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

    /** Entries that it looks at in one go. */
    static final int STEP = 512;

    private record Row(long offset, long channel, @Nullable String key, long time, long latest, long dataBytes) {

        boolean removesKey() {
            return key != null && dataBytes == 0;
        }
    }

    /** What is known of the oldest entry of one rule. */
    private static final class Oldest {

        /** When the oldest entry that may be deleted was made; meaningful only while it is known. */
        private long time;

        private boolean known;
    }

    private final RetentionPolicy policy;
    private final Channels channels;
    private final Tallies tallies;
    private final List<Oldest> oldest = new ArrayList<>();
    private final PreparedStatement look;
    private final PreparedStatement delete;
    private final PreparedStatement noteChannel;
    private final PreparedStatement noteLog;
    private final PreparedStatement forgetKey;

    Trimmer(Connection connection, RetentionPolicy policy, Channels channels, Tallies tallies) throws SQLException {
        this.policy = policy;
        this.channels = channels;
        this.tallies = tallies;
        policy.rules().forEach(rule -> oldest.add(new Oldest()));
        look = connection.prepareStatement(
                "SELECT offset, channel, key, time, coalesce(latest, time), octet_length(data)"
                        + " FROM entry WHERE offset > ? ORDER BY offset LIMIT " + STEP);
        delete = connection.prepareStatement("DELETE FROM entry WHERE offset = ?");
        noteChannel = connection.prepareStatement("UPDATE channel SET trimmed = max(trimmed, ?) WHERE id = ?");
        noteLog = connection.prepareStatement(
                "UPDATE log SET trimmed = max(trimmed, ?), trimmed_latest = max(coalesce(trimmed_latest, ?), ?)");
        forgetKey = connection.prepareStatement("DELETE FROM key_newest WHERE channel = ? AND key = ?");
    }

    /** The open transaction adds an event that removes a key. */
    void removalAdded(int rule) {
        oldest.get(rule).known = false;
    }

    /** Whether a step would find something to do. */
    boolean isDue(Instant now) {
        for (int rule = 0; rule < oldest.size(); rule++) {
            if (isDue(rule, now)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Deletes some of what is over the limits, in the open transaction.
     *
     * @param atMost entries that it deletes, for each rule
     * @return the offset of the newest entry that it deleted, or 0
     */
    long step(Instant now, int atMost) throws SQLException {
        List<Row> gone = new ArrayList<>();
        for (int rule = 0; rule < oldest.size(); rule++) {
            if (isDue(rule, now)) {
                trim(rule, now, atMost, gone);
            }
        }
        return note(gone);
    }

    private boolean isDue(int index, Instant now) {
        long entries = tallies.entries(index);
        if (entries == 0) {
            return false;
        }
        Oldest ofRule = oldest.get(index);
        return isOverSize(index, entries, tallies.bytes(index)) || !ofRule.known || isTooOld(ofRule.time, index, now);
    }

    private boolean isOverSize(int index, long entries, long bytes) {
        RetentionRule rule = policy.rules().get(index);
        Retention limits = rule.limits();
        return !rule.compacted() && (entries > limits.maxEntries() || (bytes > limits.maxBytes() && entries > 1));
    }

    private boolean isTooOld(long time, int index, Instant now) {
        Retention limits = policy.rules().get(index).limits();
        return !limits.maxAge().equals(Retention.FOREVER) && time < Times.nanos(limits.keepFrom(now));
    }

    private void trim(int index, Instant now, int atMost, List<Row> gone) throws SQLException {
        boolean compacted = policy.rules().get(index).compacted();
        int mayDelete = atMost;
        long mayPass = 2L * atMost + STEP;
        while (mayDelete > 0 && mayPass > 0 && isDue(index, now)) {
            long before = tallies.passed(index);
            List<Row> over = look(index, now, mayDelete);
            for (Row row : over) {
                delete(row, index, compacted);
            }
            gone.addAll(over);
            mayDelete -= over.size();
            mayPass -= STEP;
            if (tallies.passed(index) == before) {
                return;
            }
        }
    }

    /** The oldest entries that are over the limits; and it notes how far it came, and what it has learned of the next one. */
    private List<Row> look(int index, Instant now, int atMost) throws SQLException {
        boolean compacted = policy.rules().get(index).compacted();
        Oldest ofRule = oldest.get(index);
        ofRule.known = false;
        long entries = tallies.entries(index);
        long bytes = tallies.bytes(index);
        long passed = tallies.passed(index);
        int looked = 0;
        List<Row> over = new ArrayList<>();
        look.setLong(1, passed);
        try (ResultSet found = look.executeQuery()) {
            while (over.size() < atMost && found.next()) {
                Row row = row(found);
                if (channels.get(row.channel).rule() == index && (!compacted || row.removesKey())) {
                    if (!isOverSize(index, entries, bytes) && !isTooOld(row.time, index, now)) {
                        ofRule.known = true;
                        ofRule.time = row.time;
                        break;
                    }
                    over.add(row);
                    entries--;
                    bytes -= row.dataBytes + Tallies.ENTRY_BYTES;
                }
                passed = row.offset;
                looked++;
            }
        }
        if (compacted && !ofRule.known && looked < STEP && over.size() < atMost) {
            // It came to the end, and nothing there removes a key.
            ofRule.known = true;
            ofRule.time = Long.MAX_VALUE;
        }
        tallies.pass(index, passed);
        return over;
    }

    private static Row row(ResultSet found) throws SQLException {
        return new Row(
                found.getLong(1),
                found.getLong(2),
                found.getString(3),
                found.getLong(4),
                found.getLong(5),
                found.getLong(6));
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

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : List.of(look, delete, noteChannel, noteLog, forgetKey)) {
            statement.close();
        }
    }
}
