package dev.carillon.chat.archive;

import dev.carillon.event.LogUnavailableException;
import dev.carillon.sqlite.Database;
import dev.carillon.sqlite.Schema;
import dev.carillon.sqlite.Worth;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * What was said in rooms, to be paged and searched. The log is the truth; this follows it, and is made anew from it.
 *
 * <p>A room or a message that is not there is an empty answer. Every method throws {@link LogUnavailableException} if SQLite
 * fails, or after {@link #close}.
 *
 * <p>Threading: any thread may read; one at a time changes it. With a file, readers see what was applied last and hold up
 * nobody who applies. In memory there is one connection for all, one after the other.
 */
public final class MessageArchive implements AutoCloseable {

    /** A long search must not hold up pages for longer than a moment, so one connection is never searching. */
    private static final int READERS = 3;

    static final Schema SCHEMA = new Schema(
            "chat's archive",
            Schema.script(MessageArchive.class, "archive.sql"),
            1,
            "SELECT 1 FROM place",
            Worth.PROJECTION);

    private static final Duration SEARCH_TIME = Duration.ofSeconds(2);

    private final Database database;
    private final Duration searchTime;
    private final Semaphore searching = new Semaphore(READERS - 1, true);

    private MessageArchive(Database database, Duration searchTime) {
        this.database = database;
        this.searchTime = searchTime;
    }

    /**
     * Makes the file if it is not there. One with tables of another version, or that cannot be read, is deleted and made
     * anew. Its directory must be there.
     */
    public static MessageArchive open(Path file) {
        return open(file, SEARCH_TIME);
    }

    static MessageArchive open(Path file, Duration searchTime) {
        return new MessageArchive(Database.open(file, SCHEMA, READERS), searchTime);
    }

    public static MessageArchive inMemory() {
        return new MessageArchive(Database.inMemory(SCHEMA), SEARCH_TIME);
    }

    /** As far as it has come. */
    public Place place() {
        return database.read(session -> session.first(
                        "SELECT epoch, offset FROM place", row -> new Place(row.getString(1), row.getLong(2)))
                .orElseThrow(() -> new SQLException("the archive has no place")));
    }

    /** Forgets everything, and stands at the beginning of this log. */
    public void beginAnew(String epoch) {
        database.write(session -> {
            Projection.beginAnew(session, epoch);
            return true;
        });
    }

    /**
     * Applies changes in order and moves the place, in one transaction: all or nothing. The same changes again, through the
     * same offset or as the beginning of more, change nothing: those of messages are known by their offsets, and the others end
     * as they did. If all of this was applied before, and more, only markers and what was trimmed are looked at.
     *
     * @param through every entry of the log through this one is among these changes, or was applied before
     * @throws IllegalArgumentException if a change has a later offset
     */
    public void apply(List<Change> changes, long through) {
        if (through < 0 || changes.stream().anyMatch(change -> offset(change) > through)) {
            throw new IllegalArgumentException("a change comes after " + through);
        }
        database.write(session -> {
            new Projection(session).apply(changes, through);
            return true;
        });
    }

    private static long offset(Change change) {
        if (change instanceof Change.OfMessage one) {
            return one.offset();
        }
        return change instanceof Change.RoomRemoved removed ? removed.offset() : 0;
    }

    /**
     * The newest messages, oldest first.
     *
     * @param maxTextBytes of all texts together, in UTF-8; the newest message is there whatever its size
     */
    public List<Message> newest(String room, int count, int maxTextBytes) {
        return database.read(session -> new Queries(session).newest(room, Checks.count(count), maxTextBytes));
    }

    /** The newest so many before an offset, oldest first. */
    public List<Message> before(String room, long offset, int count) {
        return database.read(session -> new Queries(session).before(room, offset, Checks.count(count)));
    }

    /** The oldest so many after an offset, oldest first. */
    public List<Message> after(String room, long offset, int count) {
        return database.read(session -> new Queries(session).after(room, offset, Checks.count(count)));
    }

    /**
     * Answers in a thread, oldest first.
     *
     * @param root offset of the message that began it, which is not among them
     */
    public List<Message> thread(String room, long root, long afterOffset, int count) {
        return database.read(session -> new Queries(session).thread(room, root, afterOffset, Checks.count(count)));
    }

    public Optional<Message> find(String room, long offset) {
        return database.read(session -> new Queries(session).find(room, offset));
    }

    /**
     * All texts of a message, the first one first: that and the newest 50. A message that was never edited has one; one that is
     * deleted has none.
     */
    public List<Edit> edits(String room, long offset) {
        return database.read(session -> new Queries(session).edits(room, offset));
    }

    /**
     * Messages in whose present text there are words that begin with all of these, newest first. Upper and lower case and
     * diacritics make no difference. At most 10 words count; without a word nothing is found.
     *
     * @param beforeOffset {@link Long#MAX_VALUE} to begin with the newest
     * @throws LogUnavailableException also if it takes longer than 2 s
     */
    public List<Message> search(String room, List<String> words, long beforeOffset, int count) {
        searching.acquireUninterruptibly();
        try {
            return database.read(
                    session -> new Search(session, searchTime).search(room, words, beforeOffset, Checks.count(count)));
        } finally {
            searching.release();
        }
    }

    /**
     * How many messages of others came after an offset and are not deleted, {@code cap} at most. Among the first 10,000 after
     * that offset: what comes then is not counted.
     */
    int countAfter(String room, long offset, String exceptAuthor, int cap) {
        return database.read(session -> new Queries(session).countAfter(room, offset, exceptAuthor, Checks.count(cap)));
    }

    /** Through which offset a user has read; 0 if he has not said. */
    public long readMarker(String room, String user) {
        return database.read(session -> session.number(Queries.MARKER, user, room));
    }

    /** The same for each room. */
    public Map<String, Long> readMarkers(String user) {
        return database.read(session -> {
            Map<String, Long> markers = new LinkedHashMap<>();
            session.list(
                    "SELECT room, offset FROM marker WHERE user = ? ORDER BY room",
                    row -> markers.put(row.getString(1), row.getLong(2)),
                    user);
            return Collections.unmodifiableMap(markers);
        });
    }

    /** Users who joined and have not left, in the order of their ids. */
    public Set<String> present(String room) {
        return database.read(session -> Collections.unmodifiableSet(new LinkedHashSet<>(
                session.list("SELECT user FROM present WHERE room = ? ORDER BY user", row -> row.getString(1), room))));
    }

    /** The same for each room that has any. */
    public Map<String, Set<String>> present() {
        return database.read(session -> {
            Map<String, Set<String>> rooms = new LinkedHashMap<>();
            session.list(
                    "SELECT room, user FROM present ORDER BY room, user",
                    row -> rooms.computeIfAbsent(row.getString(1), room -> new LinkedHashSet<>())
                            .add(row.getString(2)));
            return Collections.unmodifiableMap(rooms);
        });
    }

    /**
     * All that somebody who joins wants to know, in one use of a connection: a crowd waits for its turn once each.
     *
     * @param user null for somebody without a marker, to whom nothing is new
     * @param cap of what is unread; it is counted as by {@link #countAfter}
     */
    public Activity activity(String room, @Nullable String user, int cap) {
        return database.read(session -> {
            Instant last = session.first(Queries.LATEST, row -> Rows.instant(row.getLong(1)), room)
                    .orElse(null);
            if (last == null || user == null) {
                return new Activity(last, 0);
            }
            long marker = session.number(Queries.MARKER, user, room);
            return new Activity(last, new Queries(session).countAfter(room, marker, user, Checks.count(cap)));
        });
    }

    /** Waits for whoever is reading or applying. */
    @Override
    public void close() {
        database.close();
    }
}
