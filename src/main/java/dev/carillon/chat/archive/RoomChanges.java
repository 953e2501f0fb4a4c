package dev.carillon.chat.archive;

import dev.carillon.sqlite.Session;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rooms: who is there, how far everybody has read, and what goes. Made for one transaction. */
final class RoomChanges {

    /** @param trimmed messages through this offset are not taken any more */
    record Room(long id, long trimmed) {}

    private static final String OLD = "SELECT offset FROM message WHERE room = ? AND offset <= ?";

    /** The messages are last: they tell what the others belong to. */
    private static final List<String> FORGET = List.of(
            "DELETE FROM spoken WHERE rowid IN (" + OLD + ")",
            "DELETE FROM edit WHERE message IN (" + OLD + ")",
            "DELETE FROM emoji WHERE message IN (" + OLD + ")",
            "DELETE FROM reaction WHERE message IN (" + OLD + ")",
            "DELETE FROM message WHERE room = ? AND offset <= ?");

    private final Session session;
    private final Map<String, Room> known = new HashMap<>();

    RoomChanges(Session session) {
        this.session = session;
    }

    /** The room, which is made if it is not there. */
    Room make(String name) throws SQLException {
        Optional<Room> there = find(name);
        if (there.isPresent()) {
            return there.get();
        }
        session.update("INSERT INTO room (name) VALUES (?)", name);
        return find(name).orElseThrow();
    }

    /** 0 if it is not there. */
    long id(String name) throws SQLException {
        return find(name).map(Room::id).orElse(0L);
    }

    private Optional<Room> find(String name) throws SQLException {
        Room room = known.get(name);
        if (room != null) {
            return Optional.of(room);
        }
        Optional<Room> found = session.first(
                "SELECT id, trimmed FROM room WHERE name = ?", row -> new Room(row.getLong(1), row.getLong(2)), name);
        found.ifPresent(there -> known.put(name, there));
        return found;
    }

    void join(Change.Joined joined) throws SQLException {
        session.update("INSERT OR IGNORE INTO present (room, user) VALUES (?, ?)", joined.room(), joined.user());
    }

    void leave(Change.Left left) throws SQLException {
        session.update("DELETE FROM present WHERE room = ? AND user = ?", left.room(), left.user());
    }

    void read(Change.ReadUpTo read) throws SQLException {
        session.update(
                "INSERT INTO marker (user, room, offset) VALUES (?, ?, ?)"
                        + " ON CONFLICT (user, room) DO UPDATE SET offset = max(offset, excluded.offset)",
                read.user(),
                read.room(),
                read.offset());
    }

    void forgetMarker(Change.NotRead forgotten) throws SQLException {
        session.update("DELETE FROM marker WHERE user = ? AND room = ?", forgotten.user(), forgotten.room());
    }

    void trim(Change.Trimmed trimmed) throws SQLException {
        Room room = make(trimmed.room());
        if (trimmed.through() > room.trimmed()) {
            forget(room.id(), trimmed.through());
            session.update("UPDATE room SET trimmed = ? WHERE id = ?", trimmed.through(), room.id());
            known.put(trimmed.room(), new Room(room.id(), trimmed.through()));
        }
    }

    void remove(Change.RoomRemoved removed) throws SQLException {
        String name = removed.room();
        long id = id(name);
        forget(id, removed.offset());
        session.update("DELETE FROM present WHERE room = ?", name);
        session.update("DELETE FROM marker WHERE room = ?", name);
        session.update("DELETE FROM room WHERE id = ? AND NOT EXISTS (SELECT 1 FROM message WHERE room = room.id)", id);
        known.remove(name);
    }

    private void forget(long room, long through) throws SQLException {
        for (String sql : FORGET) {
            session.update(sql, room, through);
        }
    }
}
