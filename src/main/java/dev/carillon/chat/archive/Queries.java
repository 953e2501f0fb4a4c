package dev.carillon.chat.archive;

import dev.carillon.sqlite.Session;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is read of the tables, but for searching. Each looks at about as many rows as it returns. */
final class Queries {

    /** Users that a reaction names. */
    static final int NAMED = 20;

    /** Unread messages are counted among so many: whoever wrote more in a row himself must not make it slow. */
    static final int COUNTED = 10_000;

    static final String ROOM = "(SELECT id FROM room WHERE name = ?)";

    private static final String SELECT = "SELECT " + Rows.MESSAGE + " FROM message m ";

    static final String BEFORE = SELECT + "WHERE m.room = " + ROOM + " AND m.offset < ? ORDER BY m.offset DESC LIMIT ?";

    static final String AFTER = SELECT + "WHERE m.room = " + ROOM + " AND m.offset > ? ORDER BY m.offset LIMIT ?";

    static final String THREAD = SELECT + "WHERE m.thread = ? AND m.thread > 0 AND m.room = " + ROOM
            + " AND m.offset > ? ORDER BY m.offset LIMIT ?";

    static final String FIND = SELECT + "WHERE m.offset = ? AND m.room = " + ROOM;

    static final String COUNT = "SELECT count(*) FROM (SELECT 1 FROM (SELECT author, deleted FROM message WHERE room = "
            + ROOM + " AND offset > ? ORDER BY offset LIMIT " + COUNTED
            + ") WHERE author <> ? AND deleted IS NULL LIMIT ?)";

    static final String LATEST = "SELECT time FROM message WHERE room = " + ROOM + " ORDER BY offset DESC LIMIT 1";

    static final String MARKER = "SELECT offset FROM marker WHERE user = ? AND room = ?";

    static final String EDITS =
            "SELECT text, time, editor, editor_name, editor_guest FROM edit WHERE message = ? ORDER BY offset";

    /** Of all messages of a page at once. The offsets are a JSON array. */
    static final String REACTIONS = "SELECT e.message, e.emoji, e.users, (SELECT group_concat(user, char(10)) FROM"
            + " (SELECT user FROM reaction r WHERE r.message = e.message AND r.emoji = e.emoji ORDER BY r.offset LIMIT "
            + NAMED + ")) FROM emoji e WHERE e.message IN (SELECT value FROM json_each(?)) ORDER BY e.message, e.first";

    private final Session session;

    Queries(Session session) {
        this.session = session;
    }

    List<Message> newest(String room, int count, int maxTextBytes) throws SQLException {
        List<Message> page = new ArrayList<>();
        long bytes = 0;
        try (ResultSet row =
                session.prepare(BEFORE, room, Long.MAX_VALUE, count).executeQuery()) {
            while (row.next()) {
                Message message = Rows.message(row);
                bytes += message.text().getBytes(StandardCharsets.UTF_8).length;
                if (bytes > maxTextBytes && !page.isEmpty()) {
                    break;
                }
                page.add(message);
            }
        }
        Collections.reverse(page);
        return withReactions(page);
    }

    List<Message> before(String room, long offset, int count) throws SQLException {
        List<Message> page = session.list(BEFORE, Rows::message, room, offset, count);
        Collections.reverse(page);
        return withReactions(page);
    }

    List<Message> after(String room, long offset, int count) throws SQLException {
        return withReactions(session.list(AFTER, Rows::message, room, offset, count));
    }

    List<Message> thread(String room, long root, long after, int count) throws SQLException {
        return withReactions(session.list(THREAD, Rows::message, root, room, after, count));
    }

    Optional<Message> find(String room, long offset) throws SQLException {
        return withReactions(session.list(FIND, Rows::message, offset, room)).stream()
                .findFirst();
    }

    List<Edit> edits(String room, long offset) throws SQLException {
        Optional<Message> found = session.first(FIND, Rows::message, offset, room);
        if (found.isEmpty() || found.get().deletedAt() != null) {
            return List.of();
        }
        Message message = found.get();
        List<Edit> edits = session.list(EDITS, Queries::edit, offset);
        return edits.isEmpty() ? List.of(new Edit(message.text(), message.time(), message.author())) : edits;
    }

    private static Edit edit(ResultSet row) throws SQLException {
        return new Edit(
                row.getString(1),
                Rows.instant(row.getLong(2)),
                new Author(row.getString(3), row.getString(4), row.getBoolean(5)));
    }

    int countAfter(String room, long offset, String exceptAuthor, int cap) throws SQLException {
        return (int) session.number(COUNT, room, offset, exceptAuthor, cap);
    }

    List<Message> withReactions(List<Message> page) throws SQLException {
        if (page.isEmpty()) {
            return page;
        }
        String offsets = page.stream()
                .map(message -> Long.toString(message.offset()))
                .collect(Collectors.joining(",", "[", "]"));
        Map<Long, List<Reaction>> reactions = new HashMap<>();
        try (ResultSet row = session.prepare(REACTIONS, offsets).executeQuery()) {
            while (row.next()) {
                reactions
                        .computeIfAbsent(row.getLong(1), message -> new ArrayList<>())
                        .add(new Reaction(row.getString(2), row.getInt(3), Rows.names(row.getString(4))));
            }
        }
        page.replaceAll(message -> message.with(reactions.getOrDefault(message.offset(), List.of())));
        return page;
    }
}
