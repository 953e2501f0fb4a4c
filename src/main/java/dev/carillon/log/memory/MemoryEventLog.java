package dev.carillon.log.memory;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.HubException;
import dev.carillon.event.HubStoppedException;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.Append;
import dev.carillon.log.Appended;
import dev.carillon.log.EventLog;
import dev.carillon.log.LogStats;
import dev.carillon.log.LogStatus;
import dev.carillon.log.NewestByChannel;
import dev.carillon.log.Page;
import dev.carillon.log.PageLimit;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.Selection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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

    /** As the setting {@code carillon.log} names it. */
    public static final String KIND = "memory";

    /** Entries that one read examines at most. */
    static final int SCAN_LIMIT = 4096;

    private final ReentrantLock lock = new ReentrantLock();
    private final String epoch;
    private final RetentionPolicy policy;
    private final InstantSource clock;

    @GuardedBy("lock")
    private final EntryMap entries = new EntryMap();

    @GuardedBy("lock")
    private final List<KeptEntries> kept;

    @GuardedBy("lock")
    private final NewestByChannel trimmed = new NewestByChannel();

    @GuardedBy("lock")
    private final RememberedKeys keys;

    @GuardedBy("lock")
    private boolean closed;

    @GuardedBy("lock")
    private @Nullable Consumer<List<Entry>> listener;

    /** {@code keyTime} is how long an idempotency key is remembered. */
    public MemoryEventLog(RetentionPolicy policy, Duration keyTime, InstantSource clock, RandomGenerator random) {
        this.policy = policy;
        this.kept = policy.rules().stream().map(KeptEntries::new).toList();
        this.keys = new RememberedKeys(keyTime);
        this.clock = clock;
        this.epoch = Long.toString(random.nextLong(1, Long.MAX_VALUE), Character.MAX_RADIX);
    }

    @Override
    public CompletionStage<Appended> append(Append append) {
        lock.lock();
        try {
            if (closed) {
                return CompletableFuture.failedStage(new HubStoppedException());
            }
            Instant now = clock.instant();
            Appended before = keys.find(append, now);
            if (before != null) {
                return CompletableFuture.completedStage(before);
            }
            append.events().forEach(event -> policy.ruleFor(event.channel()).check(event));
            List<Entry> added = add(append.events());
            if (listener != null && !added.isEmpty()) {
                listener.accept(Collections.unmodifiableList(added));
            }
            Appended appended = new Appended(added.stream().map(Entry::id).toList(), false);
            keys.add(append, appended, now);
            trim(now);
            return CompletableFuture.completedStage(appended);
        } catch (HubException refusal) {
            return CompletableFuture.failedStage(refusal);
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private List<Entry> add(List<Event> events) {
        List<Entry> added = new ArrayList<>(events.size());
        for (Event event : events) {
            Entry entry = new Entry(new EventId(epoch, entries.head() + 1), event);
            entries.add(entry);
            Entry obsolete = kept.get(policy.indexFor(event.channel())).add(entry);
            if (obsolete != null) {
                entries.remove(obsolete);
            }
            added.add(entry);
        }
        return added;
    }

    @Override
    public Page read(long after, SelectorSet selectors, PageLimit limit) {
        lock.lock();
        try {
            trim(clock.instant());
            Selection found = new Selection(selectors, limit);
            long through = entries.head();
            int examined = 0;
            for (EntryMap.Slot slot : entries.after(after)) {
                Entry entry = slot.entry();
                if (examined++ == SCAN_LIMIT || !found.take(entry)) {
                    through = entry.offset() - 1;
                    break;
                }
            }
            return new Page(found.entries(), Math.max(after, through), trimmed.newestAfter(after, selectors));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Page readBefore(long before, SelectorSet selectors, PageLimit limit) {
        lock.lock();
        try {
            trim(clock.instant());
            Selection found = new Selection(selectors, limit);
            long through = 1;
            int examined = 0;
            for (EntryMap.Slot slot : entries.before(before)) {
                Entry entry = slot.entry();
                if (examined++ == SCAN_LIMIT || !found.take(entry)) {
                    through = entry.offset() + 1;
                    break;
                }
            }
            List<Entry> oldestFirst = found.entries();
            Collections.reverse(oldestFirst);
            long lost = trimmed.newestAfter(0, selectors);
            return new Page(oldestFirst, through, lost < through ? 0 : Math.min(lost, Math.max(0, before - 1)));
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
            trim(clock.instant());
            return new EventId(epoch, entries.oldest());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long offsetBefore(Instant time) {
        lock.lock();
        try {
            trim(clock.instant());
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
    public LogStats stats() {
        return LogStats.none();
    }

    @Override
    public LogStatus status() {
        lock.lock();
        try {
            trim(clock.instant());
            List<LogStatus.Kept> parts = kept.stream().map(KeptEntries::status).toList();
            return new LogStatus(
                    KIND,
                    new EventId(epoch, entries.head()),
                    new EventId(epoch, entries.oldest()),
                    parts.stream().mapToLong(LogStatus.Kept::entries).sum(),
                    parts.stream().mapToLong(LogStatus.Kept::bytes).sum(),
                    0,
                    parts);
        } finally {
            lock.unlock();
        }
    }

    /** There is nothing that would survive the process. */
    @Override
    public Optional<Path> backUp() {
        return Optional.empty();
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
    private void trim(Instant now) {
        for (KeptEntries part : kept) {
            Entry gone = part.trim(now);
            while (gone != null) {
                entries.remove(gone);
                trimmed.put(gone.event().channel(), gone.offset());
                gone = part.trim(now);
            }
        }
    }
}
