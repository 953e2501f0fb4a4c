package dev.carillon.log.sqlite;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.carillon.event.Entry;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * How far the log may be read. The listener is told first; but whoever asks while it is told waits until it was. Else a client
 * that got an event and came back with its id could find a log that has not come so far.
 *
 * <p>Threading: any thread may ask; the writer publishes.
 */
final class Visible {

    private static final System.Logger LOGGER = System.getLogger(Visible.class.getName());

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private long head;

    Visible(long head) {
        this.head = head;
    }

    /** Offset of the newest entry that may be read. */
    long head() {
        lock.lock();
        try {
            return head;
        } finally {
            lock.unlock();
        }
    }

    /** Tells committed entries and makes them readable. */
    void publish(List<Entry> entries, Consumer<List<Entry>> listener, long newHead) {
        lock.lock();
        try {
            if (!entries.isEmpty() && !tell(entries, listener)) {
                // Whoever has got them already leaves them out.
                tell(entries, listener);
            }
            head = newHead;
        } finally {
            lock.unlock();
        }
    }

    private static boolean tell(List<Entry> entries, Consumer<List<Entry>> listener) {
        try {
            listener.accept(entries);
            return true;
        } catch (RuntimeException | Error e) {
            LOGGER.log(System.Logger.Level.ERROR, "the listener of the log failed", e);
            return false;
        }
    }
}
