package dev.carillon.chat.archive;

import dev.carillon.sqlite.Session;
import java.sql.SQLException;

/** Who reacted to what. */
final class ReactionChanges {

    /** Different ones on a message: more are no answer but a game, and a page holds them all. */
    static final int MAX_EMOJI = 32;

    /** Who are counted for one emoji. */
    static final int MAX_USERS = 10_000;

    private static final String COUNT = "UPDATE emoji SET users = users + ? WHERE message = ? AND emoji = ?";

    private final Session session;
    private final RoomChanges rooms;

    ReactionChanges(Session session, RoomChanges rooms) {
        this.session = session;
        this.rooms = rooms;
    }

    void react(Change.Reacted reacted) throws SQLException {
        long room = rooms.id(reacted.room());
        if (!session.exists("SELECT 1 FROM message WHERE offset = ? AND room = ?", reacted.message(), room)) {
            return;
        }
        if (!reacted.added()) {
            takeBack(reacted.message(), reacted.emoji(), reacted.user());
        } else if (hasPlace(reacted)) {
            add(reacted);
        }
    }

    private boolean hasPlace(Change.Reacted reacted) throws SQLException {
        long message = reacted.message();
        long users =
                session.number("SELECT users FROM emoji WHERE message = ? AND emoji = ?", message, reacted.emoji());
        return users > 0
                ? users < MAX_USERS
                : session.number("SELECT count(*) FROM emoji WHERE message = ?", message) < MAX_EMOJI;
    }

    private void add(Change.Reacted reacted) throws SQLException {
        long message = reacted.message();
        String emoji = reacted.emoji();
        int added = session.update(
                "INSERT OR IGNORE INTO reaction (message, emoji, user, offset) VALUES (?, ?, ?, ?)",
                message,
                emoji,
                reacted.user(),
                reacted.offset());
        if (added == 1) {
            session.update(
                    "INSERT OR IGNORE INTO emoji (message, emoji, first, users) VALUES (?, ?, ?, 0)",
                    message,
                    emoji,
                    reacted.offset());
            session.update(COUNT, 1, message, emoji);
        }
    }

    private void takeBack(long message, String emoji, String user) throws SQLException {
        int taken = session.update(
                "DELETE FROM reaction WHERE message = ? AND emoji = ? AND user = ?", message, emoji, user);
        if (taken == 1) {
            session.update(COUNT, -1, message, emoji);
            session.update("DELETE FROM emoji WHERE message = ? AND emoji = ? AND users = 0", message, emoji);
        }
    }
}
