package dev.carillon.log.sqlite;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.Payload;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.PageLimit;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;

/** One connection that reads, with its statements. Threading: one thread at a time. */
final class Reader implements AutoCloseable {

    /** Entries that a read for a pattern examines at most. */
    static final int SCAN_LIMIT = 8_192;

    private static final String ROW = "SELECT offset, channel, type, key, time, json, data FROM entry ";

    /** What came of a read; {@code through} is the last offset that was examined. */
    record Found(List<Entry> entries, long through) {}

    /** Entries of one page, as far as there is room. */
    private static final class Room {
        private final PageLimit limit;
        private final List<Entry> entries = new ArrayList<>();
        private long weight;

        Room(PageLimit limit) {
            this.limit = limit;
        }

        boolean take(Entry entry) {
            long heavier = weight + entry.event().weightInBytes();
            if (entries.size() == limit.entries() || (heavier > limit.bytes() && !entries.isEmpty())) {
                return false;
            }
            weight = heavier;
            entries.add(entry);
            return true;
        }
    }

    private final Connection connection;
    private final ChannelNames names;
    private final Statement statement;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    /** The log's epoch; offset 0. */
    private @Nullable EventId anyId;

    Reader(Connection connection, ChannelNames names) throws SQLException {
        this.connection = connection;
        this.names = names;
        this.statement = connection.createStatement();
        statement.execute("PRAGMA query_only = ON");
    }

    void begin() throws SQLException {
        statement.execute("BEGIN");
    }

    void end() throws SQLException {
        statement.execute("COMMIT");
    }

    EventId anyId() throws SQLException {
        EventId known = anyId;
        if (known == null) {
            try (ResultSet row = statement.executeQuery("SELECT epoch FROM log")) {
                if (!row.next()) {
                    throw new SQLException("the log has no epoch");
                }
                known = new EventId(row.getString(1), 0);
                anyId = known;
            }
        }
        return known;
    }

    /** In order, from the first entry after {@code after} to {@code last}. */
    Found forwards(long after, long last, SelectorSet selectors, PageLimit limit) throws SQLException {
        return read(new Range(after + 1, last, true), selectors, limit);
    }

    /** From {@code last} down to {@code first}, the newest first. */
    Found backwards(long first, long last, SelectorSet selectors, PageLimit limit) throws SQLException {
        return read(new Range(first, last, false), selectors, limit);
    }

    Optional<Entry> entry(long offset) throws SQLException {
        PreparedStatement query = prepare(ROW + "WHERE offset = ?");
        query.setLong(1, offset);
        try (ResultSet row = query.executeQuery()) {
            return row.next() ? Optional.of(entry(row)) : Optional.empty();
        }
    }

    /** The oldest offset there is up to {@code last}; one more than that if there is none. */
    long oldest(long last) throws SQLException {
        return number("SELECT coalesce(min(offset), ?1 + 1) FROM entry WHERE offset <= ?1", last);
    }

    /** The offset after which everything up to {@code last} stands that was made at this time or later. */
    long offsetBefore(long time, long last) throws SQLException {
        PreparedStatement query = prepare(
                "SELECT offset, coalesce(latest, time) FROM entry WHERE offset <= ? ORDER BY offset DESC LIMIT 1");
        long low = 0;
        long high = last;
        while (low < high) {
            long middle = high - (high - low) / 2;
            query.setLong(1, middle);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next() || row.getLong(2) < time) {
                    low = middle;
                } else {
                    high = row.getLong(1) - 1;
                }
            }
        }
        boolean lostNone =
                number("SELECT coalesce(trimmed_latest, ?1) < ?1 OR trimmed_latest IS NULL FROM log", time) == 1;
        if (lostNone) {
            long next = number("SELECT coalesce(min(offset), 0) FROM entry WHERE offset > ?1", low);
            return next == 0 || next > last ? last : next - 1;
        }
        return number("SELECT coalesce(max(offset), 0) FROM entry WHERE offset <= ?1", low);
    }

    /** The newest trimmed offset after a place of a channel that the selectors choose; 0 if there is none. */
    long lostAfter(long after, SelectorSet selectors) throws SQLException {
        long lost = Math.max(number("SELECT forgotten FROM log WHERE id = ?1", 1), lostOfChannels(after, selectors));
        return lost > after ? lost : 0;
    }

    private long lostOfChannels(long after, SelectorSet selectors) throws SQLException {
        if (onlyNames(selectors)) {
            long lost = 0;
            PreparedStatement query = prepare("SELECT trimmed FROM channel WHERE name = ?");
            for (Selector name : selectors.selectors()) {
                query.setString(1, name.value());
                try (ResultSet row = query.executeQuery()) {
                    lost = Math.max(lost, row.next() ? row.getLong(1) : 0);
                }
            }
            return lost;
        }
        PreparedStatement query =
                prepare("SELECT name, trimmed FROM channel WHERE trimmed > ? AND trimmed > 0 ORDER BY trimmed DESC");
        query.setLong(1, after);
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                if (selectors.matches(new ChannelName(row.getString(1)))) {
                    return row.getLong(2);
                }
            }
        }
        return 0;
    }

    // --- pages ---

    /** Offsets from first to last, both included, in one of the two directions. */
    private record Range(long first, long last, boolean forwards) {

        String order() {
            return forwards ? "ORDER BY offset" : "ORDER BY offset DESC";
        }

        /** Where the next read goes on if everything was examined. */
        long end() {
            return forwards ? last : first;
        }

        /** The same if this offset was not examined any more. */
        long before(long offset) {
            return forwards ? offset - 1 : offset + 1;
        }
    }

    private Found read(Range range, SelectorSet selectors, PageLimit limit) throws SQLException {
        if (range.first > range.last) {
            return new Found(List.of(), range.end());
        }
        if (!onlyNames(selectors)) {
            return scan(range, selectors, limit);
        }
        List<Long> ids = channelIds(selectors);
        if (ids.size() == 1) {
            return readChannel(ids.get(0), range, limit);
        }
        return readChannels(ids, range, limit);
    }

    private Found scan(Range range, SelectorSet selectors, PageLimit limit) throws SQLException {
        PreparedStatement query =
                prepare(ROW + "WHERE offset BETWEEN ? AND ? " + range.order() + " LIMIT " + SCAN_LIMIT);
        query.setLong(1, range.first);
        query.setLong(2, range.last);
        Room room = new Room(limit);
        Map<Long, Boolean> matches = new HashMap<>();
        int examined = 0;
        long through = range.end();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                long channel = row.getLong(2);
                Boolean match = matches.get(channel);
                if (match == null) {
                    match = selectors.matches(channelName(channel));
                    matches.put(channel, match);
                }
                if (match && !room.take(entry(row))) {
                    return new Found(room.entries, range.before(row.getLong(1)));
                }
                examined++;
                through = row.getLong(1);
            }
        }
        return new Found(room.entries, examined == SCAN_LIMIT ? through : range.end());
    }

    private Found readChannel(long channel, Range range, PageLimit limit) throws SQLException {
        PreparedStatement query =
                prepare(ROW + "WHERE channel = ? AND offset BETWEEN ? AND ? " + range.order() + " LIMIT ?");
        query.setLong(1, channel);
        query.setLong(2, range.first);
        query.setLong(3, range.last);
        query.setLong(4, limit.entries() + 1L);
        Room room = new Room(limit);
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                if (!room.take(entry(row))) {
                    return new Found(room.entries, range.before(row.getLong(1)));
                }
            }
        }
        return new Found(room.entries, range.end());
    }

    /** Looks the offsets of each channel up in the index, merges them, and reads only what fits. */
    private Found readChannels(List<Long> channels, Range range, PageLimit limit) throws SQLException {
        long[] offsets = new long[0];
        PreparedStatement query = prepare(
                "SELECT offset FROM entry WHERE channel = ? AND offset BETWEEN ? AND ? " + range.order() + " LIMIT ?");
        for (long channel : channels) {
            query.setLong(1, channel);
            query.setLong(2, range.first);
            query.setLong(3, range.last);
            query.setLong(4, limit.entries() + 1L);
            offsets = nearest(range, limit.entries() + 1, offsets, offsets(query));
        }
        Room room = new Room(limit);
        for (long offset : offsets) {
            Optional<Entry> entry = entry(offset);
            if (entry.isPresent() && !room.take(entry.get())) {
                return new Found(room.entries, range.before(offset));
            }
        }
        return new Found(room.entries, range.end());
    }

    private static long[] offsets(PreparedStatement query) throws SQLException {
        long[] offsets = new long[16];
        int count = 0;
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                if (count == offsets.length) {
                    offsets = Arrays.copyOf(offsets, count * 2);
                }
                offsets[count++] = row.getLong(1);
            }
        }
        return Arrays.copyOf(offsets, count);
    }

    /** The first of both in the direction of the range. */
    private static long[] nearest(Range range, int max, long[] some, long[] others) {
        long[] all = Arrays.copyOf(some, some.length + others.length);
        System.arraycopy(others, 0, all, some.length, others.length);
        Arrays.sort(all);
        if (!range.forwards) {
            for (int i = 0; i < all.length / 2; i++) {
                long swapped = all[i];
                all[i] = all[all.length - 1 - i];
                all[all.length - 1 - i] = swapped;
            }
        }
        return all.length > max ? Arrays.copyOf(all, max) : all;
    }

    private static boolean onlyNames(SelectorSet selectors) {
        return selectors.selectors().stream().noneMatch(Selector::isPattern);
    }

    private List<Long> channelIds(SelectorSet selectors) throws SQLException {
        PreparedStatement query = prepare("SELECT id FROM channel WHERE name = ?");
        List<Long> ids = new ArrayList<>();
        for (Selector name : selectors.selectors()) {
            query.setString(1, name.value());
            try (ResultSet row = query.executeQuery()) {
                if (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
        }
        return ids;
    }

    private Entry entry(ResultSet row) throws SQLException {
        String data = row.getString(7);
        Payload payload = row.getBoolean(6) ? Payload.json(data) : Payload.text(data);
        Event event = new Event(
                channelName(row.getLong(2)),
                row.getString(3),
                payload,
                row.getString(4),
                Times.instant(row.getLong(5)),
                Event.Durability.DURABLE);
        return new Entry(anyId().at(row.getLong(1)), event);
    }

    private ChannelName channelName(long id) throws SQLException {
        ChannelName known = names.get(id);
        if (known != null) {
            return known;
        }
        PreparedStatement query = prepare("SELECT name FROM channel WHERE id = ?");
        query.setLong(1, id);
        try (ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("the log has no channel " + id);
            }
            ChannelName name = new ChannelName(row.getString(1));
            names.put(id, name);
            return name;
        }
    }

    private long number(String sql, long parameter) throws SQLException {
        PreparedStatement query = prepare(sql);
        query.setLong(1, parameter);
        try (ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            prepared.put(sql, known);
        }
        return known;
    }

    /** Copies the database, as it is in this moment, into a new file. */
    void copyTo(String file) throws SQLException {
        SQLiteConnection sqlite = connection.unwrap(SQLiteConnection.class);
        int code = sqlite.getDatabase().backup("main", file, null, 0, 0, -1);
        if (code != 0) {
            throw new SQLException("the backup failed with SQLite's code " + code);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
