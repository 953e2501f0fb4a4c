package dev.carillon.hub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.carillon.event.Entry;
import dev.carillon.event.EventId;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.NewestByChannel;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Knows from memory whether anything was committed to some channels after a place. So whoever asks again and again, and is mostly
 * told that there is nothing, costs no read of the log.
 *
 * <p>Threading: any thread. The lock is held for some map operations; with a pattern for a look at the channels that have a newer
 * event, at most {@link NewestByChannel#MAX_CHANNELS}.
 */
final class NewestEvents {

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final NewestByChannel newest = new NewestByChannel();

    @GuardedBy("lock")
    private EventId head;

    NewestEvents(EventId head) {
        this.head = head;
    }

    /** Of what was committed up to here it was not told. */
    void beginAfter(EventId begin) {
        lock.lock();
        try {
            newest.forget(begin.offset());
            advance(begin);
        } finally {
            lock.unlock();
        }
    }

    /** Committed entries, in the order of the log, before anybody can see them. */
    void add(List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            // Backwards, so that of many for one channel only the newest takes more than a look.
            for (int i = entries.size() - 1; i >= 0; i--) {
                Entry entry = entries.get(i);
                newest.put(entry.event().channel(), entry.offset());
            }
            advance(entries.get(entries.size() - 1).id());
        } finally {
            lock.unlock();
        }
    }

    /** Whether certainly nothing that matches was committed after this event, which must be one of this log. */
    boolean nothingAfter(SelectorSet selectors, EventId id) {
        lock.lock();
        try {
            return id.epoch().equals(head.epoch())
                    && id.offset() <= head.offset()
                    && newest.newestAfter(id.offset(), selectors) == 0;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void advance(EventId id) {
        if (id.offset() > head.offset()) {
            head = id;
        }
    }
}
