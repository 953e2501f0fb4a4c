package dev.carillon.log.sqlite;

import dev.carillon.event.Entry;
import dev.carillon.event.HubException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The session that writes. After a failure it is thrown away, and whoever needs it next opens another one, which goes on with what
 * the database has.
 *
 * <p>Threading: the writer's alone, but for {@link #hasFailed()}, which any thread may ask.
 */
final class CurrentSession {

    private static final System.Logger LOGGER = System.getLogger(CurrentSession.class.getName());

    /** Opens a session; it fails while the cause of a failure lasts. */
    interface Opener {
        Session open() throws SQLException;
    }

    private final Opener opener;
    private final Readers readers;
    private final Visible visible;
    private final Consumer<List<Entry>> listener;
    private @Nullable Session session;
    private volatile boolean failed;

    /** {@code first} was opened at the start. */
    CurrentSession(Session first, Opener opener, Readers readers, Visible visible, Consumer<List<Entry>> listener) {
        this.session = first;
        this.opener = opener;
        this.readers = readers;
        this.visible = visible;
        this.listener = listener;
    }

    /** Opens one if there is none. */
    Session get() throws SQLException {
        Session current = session;
        if (current == null) {
            current = opener.open();
            session = current;
            adopt(current);
        }
        return current;
    }

    boolean isOpen() {
        return session != null;
    }

    /** Whether the newest transaction failed. */
    boolean hasFailed() {
        return failed;
    }

    /** A commit that was reported as failed may have reached the disk. What it wrote was not seen yet by anybody. */
    private void adopt(Session current) throws SQLException {
        long seen = visible.head();
        if (current.head() > seen) {
            List<Entry> unseen = readers.use(reader -> {
                List<Entry> found = new ArrayList<>();
                for (long offset = seen + 1; offset <= current.head(); offset++) {
                    reader.entry(offset).ifPresent(found::add);
                }
                return found;
            });
            visible.publish(unseen, listener, current.head());
        }
    }

    /** A transaction was committed. */
    void succeeded() {
        if (failed) {
            failed = false;
            LOGGER.log(System.Logger.Level.INFO, "the log can be written again");
        }
    }

    /** A transaction was not committed; what to tell those who waited for it. */
    HubException failed(Throwable cause) {
        boolean first = !failed;
        failed = true;
        discard();
        LOGGER.log(
                first ? System.Logger.Level.ERROR : System.Logger.Level.DEBUG,
                "the log cannot be written; publishers are refused until it can",
                cause);
        return Database.unavailable(
                cause instanceof SQLException failure ? failure : new SQLException("the log's writer failed", cause));
    }

    void discard() {
        Session old = session;
        session = null;
        if (old != null) {
            try {
                old.close();
            } catch (SQLException e) {
                LOGGER.log(System.Logger.Level.DEBUG, "the log's connection could not be closed", e);
            }
        }
    }
}
