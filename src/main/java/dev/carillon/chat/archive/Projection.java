package dev.carillon.chat.archive;

import dev.carillon.sqlite.Session;
import java.sql.SQLException;
import java.util.List;

/** Changes on their way into the tables, in one transaction. */
final class Projection {

    private static final String BEGIN_ANEW = """
            DELETE FROM message; DELETE FROM edit; DELETE FROM emoji; DELETE FROM reaction; DELETE FROM present;
            DELETE FROM marker; DELETE FROM room; INSERT INTO spoken (spoken) VALUES ('delete-all');
            """;

    private final Session session;
    private final MessageChanges messages;
    private final ReactionChanges reactions;
    private final RoomChanges rooms;

    Projection(Session session) {
        this.session = session;
        this.rooms = new RoomChanges(session);
        this.messages = new MessageChanges(session, rooms);
        this.reactions = new ReactionChanges(session, rooms);
    }

    static void beginAnew(Session session, String epoch) throws SQLException {
        session.run(BEGIN_ANEW);
        session.update("UPDATE place SET epoch = ?, offset = 0", epoch);
    }

    void apply(List<Change> changes, long through) throws SQLException {
        long applied = session.number("SELECT offset FROM place");
        for (Change change : changes) {
            if (isNew(change, applied, through)) {
                apply(change);
            }
        }
        session.update("UPDATE place SET offset = max(offset, ?)", through);
    }

    /**
     * What was applied before changes nothing. Changes without an offset are either such that they cannot move back, or all
     * of those that followed are among these changes again, because these reach as far as the place or further.
     */
    private static boolean isNew(Change change, long applied, long through) {
        if (change instanceof Change.OfMessage one) {
            return one.offset() > applied;
        }
        return through >= applied || change instanceof Change.ReadUpTo || change instanceof Change.Trimmed;
    }

    private void apply(Change change) throws SQLException {
        if (change instanceof Change.Posted posted) {
            messages.post(posted);
        } else if (change instanceof Change.Edited edited) {
            messages.edit(edited);
        } else if (change instanceof Change.Deleted deleted) {
            messages.delete(deleted);
        } else if (change instanceof Change.Reacted reacted) {
            reactions.react(reacted);
        } else if (change instanceof Change.Joined joined) {
            rooms.join(joined);
        } else if (change instanceof Change.Left left) {
            rooms.leave(left);
        } else if (change instanceof Change.ReadUpTo read) {
            rooms.read(read);
        } else if (change instanceof Change.NotRead forgotten) {
            rooms.forgetMarker(forgotten);
        } else if (change instanceof Change.RoomRemoved removed) {
            rooms.remove(removed);
        } else if (change instanceof Change.Trimmed trimmed) {
            rooms.trim(trimmed);
        }
    }
}
