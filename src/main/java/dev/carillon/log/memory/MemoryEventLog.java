package dev.carillon.log.memory;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.HubStoppedException;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.EventLog;
import dev.carillon.log.Page;
import dev.carillon.log.PageLimit;
import dev.carillon.log.Retention;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest events in memory. An entry is committed as soon as it is appended, and forgotten with the process.
 *
 * <p>Threading: one lock guards everything. A read holds it for at most {@value #SCAN_LIMIT} entries, so that a reader of
 * a rare channel does not stall publishers; the listener is called under it, which keeps its order.
 */
public final class MemoryEventLog implements EventLog {

    /** Entries that one read examines at most. */
    static final int SCAN_LIMIT = 4096;

    private final ReentrantLock lock = new ReentrantLock();
    private final String epoch;
    private final Retention retention;
    private final InstantSource clock;

    @GuardedBy("lock")
    private final EntryRing entries = new EntryRing();

    @GuardedBy("lock")
    private final TrimmedChannels trimmed = new TrimmedChannels();

    @GuardedBy("lock")
    private long bytes;

    @GuardedBy("lock")
    private boolean closed;

    @GuardedBy("lock")
    private @Nullable Consumer<List<Entry>> listener;

    public MemoryEventLog(Retention retention, InstantSource clock, RandomGenerator random) {
        this.retention = retention;
        this.clock = clock;
        this.epoch = Long.toString(random.nextLong(1, Long.MAX_VALUE), Character.MAX_RADIX);
    }

    @Override
    public CompletionStage<List<Entry>> append(List<Event> events) {
        lock.lock();
        try {
            if (closed) {
                return CompletableFuture.failedStage(new HubStoppedException());
            }
            List<Entry> appended = new ArrayList<>(events.size());
            for (Event event : events) {
                Entry entry = new Entry(new EventId(epoch, entries.head() + 1), event);
                entries.add(entry);
                bytes += event.weightInBytes();
                appended.add(entry);
            }
            List<Entry> committed = Collections.unmodifiableList(appended);
            if (listener != null && !committed.isEmpty()) {
                listener.accept(committed);
            }
            trim();
            return CompletableFuture.completedStage(committed);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Page read(long after, SelectorSet selectors, PageLimit limit) {
        lock.lock();
        try {
            trim();
            long lost = after < entries.oldest() - 1 ? trimmed.newestAfter(after, selectors) : 0;
            long offset = Math.max(Math.min(after, entries.head()) + 1, entries.oldest());
            long end = Math.min(entries.head(), offset + SCAN_LIMIT - 1);
            Selection found = new Selection(selectors, limit);
            while (offset <= end && found.take(entries.get(offset))) {
                offset++;
            }
            return new Page(found.entries(), Math.max(after, offset - 1), lost);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Page readBefore(long before, SelectorSet selectors, PageLimit limit) {
        lock.lock();
        try {
            trim();
            long offset = Math.min(before - 1, entries.head());
            long end = Math.max(entries.oldest(), offset - SCAN_LIMIT + 1);
            Selection found = new Selection(selectors, limit);
            while (offset >= end && found.take(entries.get(offset))) {
                offset--;
            }
            List<Entry> oldestFirst = found.entries();
            Collections.reverse(oldestFirst);
            boolean reachedOldest = offset + 1 <= entries.oldest();
            long lost = reachedOldest ? trimmed.newestAfter(0, selectors) : 0;
            return new Page(oldestFirst, offset + 1, Math.min(lost, Math.max(0, before - 1)));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public EventId head() {
        lock.lock();
        try {
            return new EventId(epoch, entries.head());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public EventId oldest() {
        lock.lock();
        try {
            trim();
            return new EventId(epoch, entries.oldest());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long offsetBefore(Instant time) {
        lock.lock();
        try {
            trim();
            return entries.offsetBefore(time);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void listen(Consumer<List<Entry>> newListener) {
        lock.lock();
        try {
            if (listener != null) {
                throw new IllegalStateException("the log has a listener already");
            }
            listener = newListener;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void trim() {
        Instant keepFrom = clock.instant().minus(retention.maxAge());
        while (entries.size() > 0 && isOver(entries.get(entries.oldest()), keepFrom)) {
            Entry gone = entries.removeOldest();
            bytes -= gone.event().weightInBytes();
            trimmed.add(gone);
        }
    }

    @GuardedBy("lock")
    private boolean isOver(Entry oldest, Instant keepFrom) {
        return entries.size() > retention.maxEntries()
                || (bytes > retention.maxBytes() && entries.size() > 1)
                || oldest.event().time().isBefore(keepFrom);
    }

    /** Collects what one page may hold. */
    private static final class Selection {

        private final SelectorSet selectors;
        private final PageLimit limit;
        private final List<Entry> found = new ArrayList<>();
        private long weight;

        Selection(SelectorSet selectors, PageLimit limit) {
            this.selectors = selectors;
            this.limit = limit;
        }

        /** Takes the entry if it matches; false if the page is full and the entry was not examined. */
        boolean take(Entry entry) {
            if (!selectors.matches(entry.event().channel())) {
                return true;
            }
            long heavier = weight + entry.event().weightInBytes();
            if (found.size() == limit.entries() || (heavier > limit.bytes() && !found.isEmpty())) {
                return false;
            }
            weight = heavier;
            found.add(entry);
            return true;
        }

        List<Entry> entries() {
            return found;
        }
    }
}
