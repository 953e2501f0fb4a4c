package dev.carillon.log.sqlite;

import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.HubException;
import dev.carillon.log.Append;
import dev.carillon.log.Appended;
import dev.carillon.log.RetentionPolicy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes events into the open transaction. Threading: the writer's alone. */
final class Appender implements AutoCloseable {

    private final RetentionPolicy policy;
    private final EventId anyId;
    private final Channels channels;
    private final Publications publications;
    private final Tallies tallies;
    private final Trimmer trimmer;
    private final PreparedStatement insert;
    private final PreparedStatement findKey;
    private final PreparedStatement putKey;
    private final PreparedStatement deleteObsolete;

    private long head;
    private long latest;

    Appender(
            Connection connection,
            RetentionPolicy policy,
            EventId anyId,
            Channels channels,
            Publications publications,
            Tallies tallies,
            Trimmer trimmer)
            throws SQLException {
        this.policy = policy;
        this.anyId = anyId;
        this.channels = channels;
        this.publications = publications;
        this.tallies = tallies;
        this.trimmer = trimmer;
        this.insert = connection.prepareStatement("INSERT INTO entry"
                + " (offset, channel, type, key, time, latest, json, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        this.findKey = connection.prepareStatement("SELECT offset FROM key_newest WHERE channel = ? AND key = ?");
        this.putKey = connection.prepareStatement(
                "INSERT OR REPLACE INTO key_newest (channel, key, offset) VALUES (?, ?, ?)");
        this.deleteObsolete =
                connection.prepareStatement("DELETE FROM entry WHERE offset = ? RETURNING octet_length(data)");
    }

    /** Goes on after an entry; {@code newLatest} is the latest time of all so far. */
    void continueAfter(long newHead, long newLatest) {
        head = newHead;
        latest = newLatest;
    }

    long head() {
        return head;
    }

    long latest() {
        return latest;
    }

    /**
     * Writes all of the events, and adds their entries to the list.
     *
     * @throws HubException if they are refused; then nothing was written
     */
    Appended append(Append append, Instant now, List<Entry> entries) throws SQLException {
        Appended before = publications.find(append, now);
        if (before != null) {
            return before;
        }
        for (Event event : append.events()) {
            policy.ruleFor(event.channel()).check(event);
        }
        long first = head + 1;
        List<EventId> ids = new ArrayList<>(append.events().size());
        for (Event event : append.events()) {
            head++;
            insert(event, channels.get(event.channel()));
            EventId id = anyId.at(head);
            ids.add(id);
            entries.add(new Entry(id, event));
        }
        publications.put(append, first, now);
        return new Appended(ids, false);
    }

    private void insert(Event event, Channels.Channel channel) throws SQLException {
        long time = Times.nanos(event.time());
        insert.setLong(1, head);
        insert.setLong(2, channel.id());
        insert.setString(3, event.type());
        insert.setString(4, event.key());
        insert.setLong(5, time);
        if (time >= latest) {
            latest = time;
            insert.setNull(6, Types.BIGINT);
        } else {
            insert.setLong(6, latest);
        }
        insert.setBoolean(7, event.payload().isJson());
        insert.setString(8, event.payload().text());
        insert.executeUpdate();
        tallies.add(channel.rule(), 1, event.payload().sizeInBytes());
        if (policy.rules().get(channel.rule()).compacted()) {
            compact(event, channel);
        }
    }

    /** The entry that was written last makes the one before it of the same key obsolete. */
    private void compact(Event event, Channels.Channel channel) throws SQLException {
        findKey.setLong(1, channel.id());
        findKey.setString(2, event.key());
        try (ResultSet row = findKey.executeQuery()) {
            if (row.next()) {
                delete(row.getLong(1), channel);
            }
        }
        putKey.setLong(1, channel.id());
        putKey.setString(2, event.key());
        putKey.setLong(3, head);
        putKey.executeUpdate();
        if (event.isTombstone()) {
            trimmer.lookAgain(channel.rule());
        }
    }

    private void delete(long obsolete, Channels.Channel channel) throws SQLException {
        deleteObsolete.setLong(1, obsolete);
        try (ResultSet row = deleteObsolete.executeQuery()) {
            if (row.next()) {
                tallies.remove(channel.rule(), row.getLong(1));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        insert.close();
        findKey.close();
        putKey.close();
        deleteObsolete.close();
    }
}
