package dev.carillon.chat.archive;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values as the tables have them. */
final class Rows {

    /** What {@link #message} reads, in its order. */
    static final String MESSAGE = "m.offset, m.author, m.author_name, m.author_guest, m.text, m.time, m.reply_to,"
            + " m.thread, m.mentions, m.edited, m.deleted, m.replies, m.by, m.by_name, m.by_guest";

    private static final long NANOS = 1_000_000_000L;
    private static final long MAX_SECONDS = Long.MAX_VALUE / NANOS - 1;

    private Rows() {}

    /** Without its reactions. */
    static Message message(ResultSet row) throws SQLException {
        return new Message(
                row.getLong(1),
                new Author(row.getString(2), row.getString(3), row.getBoolean(4)),
                row.getString(5),
                instant(row.getLong(6)),
                row.getLong(7),
                row.getLong(8),
                names(row.getString(9)),
                time(row, 10),
                time(row, 11),
                List.of(),
                row.getInt(12),
                by(row));
    }

    private static @Nullable Author by(ResultSet row) throws SQLException {
        String id = row.getString(13);
        return id == null ? null : new Author(id, row.getString(14), row.getBoolean(15));
    }

    private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
        long nanos = row.getLong(column);
        return row.wasNull() ? null : instant(nanos);
    }

    /** Nanoseconds since 1970, which reaches from 1677 to 2262. */
    static long nanos(Instant time) {
        long seconds = Math.max(-MAX_SECONDS, Math.min(MAX_SECONDS, time.getEpochSecond()));
        return seconds * NANOS + time.getNano();
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
    }

    static String lines(List<String> names) {
        return String.join("\n", names);
    }

    static List<String> names(String lines) {
        return lines.isEmpty() ? List.of() : List.of(lines.split("\n", -1));
    }
}
