package dev.carillon.chat.archive;

import dev.carillon.sqlite.Session;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What was said, edited and deleted. */
final class MessageChanges {

    /** Beside the first text. */
    static final int MAX_EDITS = 50;

    private static final String POST = "INSERT OR IGNORE INTO message (offset, room, author, author_name, author_guest,"
            + " text, time, reply_to, thread, mentions, by, by_name, by_guest)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String COUNT_REPLY = "UPDATE message SET replies = replies + ? WHERE offset = ? AND room = ?";

    private static final String THERE = "SELECT 1 FROM message WHERE offset = ? AND room = ? AND deleted IS NULL";

    private static final String KEEP_FIRST = "INSERT OR IGNORE INTO edit (offset, message, text, time, editor,"
            + " editor_name, editor_guest)"
            + " SELECT offset, offset, text, time, author, author_name, author_guest FROM message WHERE offset = ?";

    private static final String KEEP = "INSERT INTO edit (offset, message, text, time, editor, editor_name,"
            + " editor_guest) VALUES (?, ?, ?, ?, ?, ?, ?)";

    /** The first text is the oldest row, and stays. */
    private static final String FORGET_EDITS = "DELETE FROM edit WHERE message = ?1 AND offset > ?1 AND offset <="
            + " (SELECT offset FROM edit WHERE message = ?1 ORDER BY offset DESC LIMIT 1 OFFSET " + MAX_EDITS + ")";

    private static final String EDIT = "UPDATE message SET text = ?, mentions = ?, edited = ? WHERE offset = ?";

    private static final String DELETE = "UPDATE message SET text = '', mentions = '', deleted = ? WHERE offset = ?";

    private final Session session;
    private final RoomChanges rooms;

    MessageChanges(Session session, RoomChanges rooms) {
        this.session = session;
        this.rooms = rooms;
    }

    void post(Change.Posted posted) throws SQLException {
        RoomChanges.Room room = rooms.make(posted.room());
        if (posted.offset() > room.trimmed() && insert(posted, room.id(), posted.by())) {
            if (posted.thread() > 0) {
                session.update(COUNT_REPLY, 1, posted.thread(), room.id());
            }
            index(room.id(), posted.offset(), posted.words());
        }
    }

    private boolean insert(Change.Posted posted, long room, @Nullable Author by) throws SQLException {
        Author author = posted.author();
        int inserted = session.update(
                POST,
                posted.offset(),
                room,
                author.id(),
                author.name(),
                author.guest(),
                posted.text(),
                Rows.nanos(posted.time()),
                posted.replyTo(),
                posted.thread(),
                Rows.lines(posted.mentions()),
                by == null ? null : by.id(),
                by == null ? null : by.name(),
                by == null ? null : by.guest());
        return inserted == 1;
    }

    void edit(Change.Edited edited) throws SQLException {
        long room = rooms.id(edited.room());
        long message = edited.message();
        if (!session.exists(THERE, message, room)) {
            return;
        }
        Author editor = edited.editor();
        long time = Rows.nanos(edited.time());
        session.update(KEEP_FIRST, message);
        session.update(KEEP, edited.offset(), message, edited.text(), time, editor.id(), editor.name(), editor.guest());
        session.update(FORGET_EDITS, message);
        session.update(EDIT, edited.text(), Rows.lines(edited.mentions()), time, message);
        forgetWords(message);
        index(room, message, edited.words());
    }

    void delete(Change.Deleted deleted) throws SQLException {
        long room = rooms.id(deleted.room());
        long message = deleted.message();
        if (!session.exists(THERE, message, room)) {
            return;
        }
        session.update(DELETE, Rows.nanos(deleted.time()), message);
        session.update("DELETE FROM edit WHERE message = ?", message);
        forgetWords(message);
        long thread = session.number("SELECT thread FROM message WHERE offset = ?", message);
        session.update(COUNT_REPLY, -1, thread, room);
    }

    private void index(long room, long message, String words) throws SQLException {
        session.update("INSERT INTO spoken (rowid, words) VALUES (?, ?)", message, Words.indexed(room, words));
    }

    private void forgetWords(long message) throws SQLException {
        session.update("DELETE FROM spoken WHERE rowid = ?", message);
    }
}
