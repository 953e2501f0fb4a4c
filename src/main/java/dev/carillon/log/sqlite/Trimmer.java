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
import java.util.List;

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
    private final Removals removals;
    private final PreparedStatement look;

    Trimmer(Connection connection, RetentionPolicy policy, Channels channels, Tallies tallies, Removals removals)
            throws SQLException {
        this.policy = policy;
        this.channels = channels;
        this.tallies = tallies;
        this.removals = removals;
        policy.rules().forEach(rule -> oldest.add(new Oldest()));
        look = connection.prepareStatement(
                "SELECT " + Removals.Row.COLUMNS + " FROM entry WHERE offset > ? ORDER BY offset LIMIT " + STEP);
    }

    /** The open transaction adds an event that removes a key, or removes some entry. */
    void lookAgain(int rule) {
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
        List<Removals.Row> gone = new ArrayList<>();
        for (int rule = 0; rule < oldest.size(); rule++) {
            if (isDue(rule, now)) {
                trim(rule, now, atMost, gone);
            }
        }
        return removals.note(gone);
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

    private void trim(int index, Instant now, int atMost, List<Removals.Row> gone) throws SQLException {
        int mayDelete = atMost;
        long mayPass = 2L * atMost + STEP;
        while (mayDelete > 0 && mayPass > 0 && isDue(index, now)) {
            long before = tallies.passed(index);
            List<Removals.Row> over = look(index, now, mayDelete);
            for (Removals.Row row : over) {
                removals.delete(row);
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
    private List<Removals.Row> look(int index, Instant now, int atMost) throws SQLException {
        boolean compacted = policy.rules().get(index).compacted();
        Oldest ofRule = oldest.get(index);
        ofRule.known = false;
        long entries = tallies.entries(index);
        long bytes = tallies.bytes(index);
        long passed = tallies.passed(index);
        int looked = 0;
        List<Removals.Row> over = new ArrayList<>();
        look.setLong(1, passed);
        try (ResultSet found = look.executeQuery()) {
            while (over.size() < atMost && found.next()) {
                Removals.Row row = Removals.Row.of(found);
                if (channels.get(row.channel()).rule() == index && (!compacted || row.removesKey())) {
                    if (!isOverSize(index, entries, bytes) && !isTooOld(row.time(), index, now)) {
                        ofRule.known = true;
                        ofRule.time = row.time();
                        break;
                    }
                    over.add(row);
                    entries--;
                    bytes -= row.dataBytes() + Tallies.ENTRY_BYTES;
                }
                passed = row.offset();
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

    @Override
    public void close() throws SQLException {
        look.close();
    }
}
