package dev.carillon.chat.archive;

import dev.carillon.sqlite.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.sqlite.ProgressHandler;

/** Looks for words, for a limited time. */
final class Search {

    /** The index is asked first: the newest of what it finds are looked up, and no others. */
    static final String SQL = "SELECT " + Rows.MESSAGE + " FROM spoken CROSS JOIN message m ON m.offset = spoken.rowid"
            + " WHERE spoken MATCH ? AND spoken.rowid < ? AND m.room = ? AND m.deleted IS NULL"
            + " ORDER BY spoken.rowid DESC LIMIT ?";

    /** Some 0.1 ms. */
    private static final int STEPS_BETWEEN_LOOKS = 1_000;

    private final Session session;
    private final Duration limit;

    Search(Session session, Duration limit) {
        this.session = session;
        this.limit = limit;
    }

    /** @throws SQLException if it takes longer than the limit */
    List<Message> search(String room, List<String> words, long before, int count) throws SQLException {
        long id = session.number("SELECT id FROM room WHERE name = ?", room);
        String query = Words.query(id, words);
        if (id == 0 || query.isEmpty()) {
            return List.of();
        }
        ProgressHandler.setHandler(session.connection(), STEPS_BETWEEN_LOOKS, new Deadline(limit));
        try {
            return new Queries(session).withReactions(session.list(SQL, Rows::message, query, before, id, count));
        } finally {
            ProgressHandler.clearHandler(session.connection());
        }
    }

    /** SQLite asks whether to go on. */
    private static final class Deadline extends ProgressHandler {

        private final long end;

        Deadline(Duration limit) {
            this.end = System.nanoTime() + limit.toNanos();
        }

        @Override
        protected int progress() {
            return System.nanoTime() - end >= 0 ? 1 : 0;
        }
    }
}
