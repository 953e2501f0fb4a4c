package dev.carillon.log.sqlite;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.carillon.event.Entry;
import dev.carillon.event.HubBusyException;
import dev.carillon.event.HubException;
import dev.carillon.event.HubStoppedException;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.Append;
import dev.carillon.log.Appended;
import dev.carillon.log.Distribution;
import dev.carillon.log.LogStats;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes. It takes all appends that wait into one transaction, so that they share one wait for the disk:
 * one publisher pays for it alone, a hundred pay a hundredth each.
 *
 * <p>After the commit, in this order: the listener is told, the entries become visible to readers, the publishers are
 * answered. Each transaction also deletes about as much as it has added, if that is over the limits; larger steps of retention
 * are taken while nobody waits.
 */
final class Writer {

    private static final System.Logger LOGGER = System.getLogger(Writer.class.getName());

    /** Appends that may wait, and what they may weigh. */
    private static final int MAX_WAITING = 8_192;

    private static final long MAX_WAITING_BYTES = 32 << 20;

    /** Events of one transaction, roughly. */
    private static final int MAX_COMMIT = 8_192;

    /** Removals that may wait; administrators ask for them. */
    private static final int MAX_CUTS = 16;

    /** How often it looks for what has become too old while nobody publishes. */
    private static final Duration IDLE = Duration.ofMillis(250);

    /** How long it leaves a broken log alone when nobody publishes. */
    private static final Duration FAILED = Duration.ofSeconds(5);

    /** How often it deletes idempotency keys that are too old. */
    private static final Duration FORGET_KEYS = Duration.ofSeconds(10);

    private static final Duration LOOK_AT_JOURNAL = Duration.ofSeconds(1);
    private static final long MAX_JOURNAL_BYTES = 64 << 20;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private record Request(Append append, CompletableFuture<Appended> answer) {}

    /** An answer that has to wait for the commit. */
    private record Outcome(
            Request request,
            @Nullable Appended appended,
            @Nullable HubException refusal) {}

    /** Opens a session; it fails while the cause of a failure lasts. */
    interface Sessions {
        Session open() throws SQLException;
    }

    private final Sessions sessions;
    private final Readers readers;
    private final InstantSource clock;
    private final Visible visible;
    private final AtomicLong trimmedThrough;
    private final LongSupplier journalBytes;
    private final Consumer<List<Entry>> listener;
    private final Thread thread;
    private final Distribution commitNanos = Distribution.ofNanos();
    private final Distribution commitEvents = Distribution.ofSizes();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();

    @GuardedBy("lock")
    private final ArrayDeque<Request> waiting = new ArrayDeque<>();

    @GuardedBy("lock")
    private long waitingBytes;

    @GuardedBy("lock")
    private final ArrayDeque<Cut> cuts = new ArrayDeque<>();

    @GuardedBy("lock")
    private boolean closed;

    /** For tests: are told when there is nothing left to do. */
    private final ConcurrentLinkedQueue<CompletableFuture<@Nullable Void>> resting = new ConcurrentLinkedQueue<>();

    /** Written by the thread alone. */
    private volatile boolean failed;

    // The thread's own.
    private @Nullable Session session;
    private long keysForgottenNanos = System.nanoTime();
    private long journalLookedNanos = System.nanoTime();

    /**
     * Starts the thread.
     *
     * @param session what was opened at the start
     * @param visible how far the log may be read
     * @param trimmedThrough the newest offset that was trimmed or is just being trimmed
     */
    Writer(
            Session session,
            Sessions sessions,
            Readers readers,
            InstantSource clock,
            Visible visible,
            AtomicLong trimmedThrough,
            LongSupplier journalBytes,
            Consumer<List<Entry>> listener) {
        this.session = session;
        this.sessions = sessions;
        this.readers = readers;
        this.clock = clock;
        this.visible = visible;
        this.trimmedThrough = trimmedThrough;
        this.journalBytes = journalBytes;
        this.listener = listener;
        this.thread = new Thread(this::run, "carillon-log");
        thread.setDaemon(true);
        thread.start();
    }

    CompletionStage<Appended> append(Append append) {
        Request request = new Request(append, new CompletableFuture<>());
        long weight = append.weightInBytes();
        lock.lock();
        try {
            if (closed) {
                return CompletableFuture.failedStage(new HubStoppedException());
            }
            boolean full = waiting.size() >= MAX_WAITING || waitingBytes + weight > MAX_WAITING_BYTES;
            if (full && !waiting.isEmpty()) {
                return CompletableFuture.failedStage(
                        new HubBusyException(waiting.size() + " requests wait to be written.", RETRY_AFTER));
            }
            waiting.add(request);
            waitingBytes += weight;
            arrived.signal();
        } finally {
            lock.unlock();
        }
        return request.answer;
    }

    /** Removes entries in steps, beside the appends. */
    CompletionStage<Long> trim(SelectorSet channels, long through) {
        Cut cut = new Cut(channels, Math.min(through, visible.head()));
        lock.lock();
        try {
            if (closed) {
                return CompletableFuture.failedStage(new HubStoppedException());
            }
            if (cuts.size() == MAX_CUTS) {
                return CompletableFuture.failedStage(
                        new HubBusyException(cuts.size() + " requests wait to remove events.", RETRY_AFTER));
            }
            cuts.add(cut);
            arrived.signal();
        } finally {
            lock.unlock();
        }
        return cut.answer;
    }

    /** Whether the newest transaction failed. */
    boolean hasFailed() {
        return failed;
    }

    LogStats stats() {
        return new LogStats(commitNanos.snapshot(), commitEvents.snapshot());
    }

    /** Completes when all that waits has been written and all that is over the limits has been deleted. */
    CompletableFuture<@Nullable Void> rest() {
        CompletableFuture<@Nullable Void> rest = new CompletableFuture<>();
        resting.add(rest);
        lock.lock();
        try {
            arrived.signal();
        } finally {
            lock.unlock();
        }
        return rest;
    }

    /** Writes what waits, and stops. */
    void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signal();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // --- the thread ---

    private void run() {
        try {
            boolean more = false;
            while (true) {
                List<Request> requests = take(more ? Duration.ZERO : failed ? FAILED : IDLE);
                if (requests == null) {
                    return;
                }
                // Whoever asks from here on has to wait for the next time.
                int askedBefore = resting.size();
                if (!requests.isEmpty()) {
                    write(requests);
                }
                more = maintain(requests.size());
                if (!more && requests.isEmpty()) {
                    rested(askedBefore);
                }
            }
        } finally {
            discardSession();
            refuseCuts(new HubStoppedException());
        }
    }

    private void rested(int count) {
        for (int i = 0; i < count; i++) {
            CompletableFuture<@Nullable Void> rest = resting.poll();
            if (rest != null) {
                rest.complete(null);
            }
        }
    }

    /** What waits, or nothing after a time; null at the end. */
    private @Nullable List<Request> take(Duration patience) {
        List<Request> taken = new ArrayList<>();
        lock.lock();
        try {
            long nanos = patience.toNanos();
            while (waiting.isEmpty() && cuts.isEmpty() && resting.isEmpty() && !closed && nanos > 0) {
                nanos = arrived.awaitNanos(nanos);
            }
            if (waiting.isEmpty() && closed) {
                return null;
            }
            int events = 0;
            Request next = waiting.peek();
            while (next != null && events < MAX_COMMIT) {
                taken.add(next);
                events += next.append.events().size();
                waitingBytes -= next.append.weightInBytes();
                waiting.remove();
                next = waiting.peek();
            }
        } catch (InterruptedException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "the log's thread is not stopped by an interruption", e);
        } finally {
            lock.unlock();
        }
        return taken;
    }

    private void write(List<Request> requests) {
        List<Entry> entries = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>(requests.size());
        long committed;
        Cut cut;
        long startNanos = System.nanoTime();
        try {
            Session current = session();
            Instant now = clock.instant();
            current.begin();
            for (Request request : requests) {
                outcomes.add(append(current, request, now, entries));
            }
            trim(current, now, 2 * entries.size() + 16);
            cut = cut(current, Cutter.STEP_BESIDE_APPENDS);
            if (areKeysDue() && !current.forgetKeys(now)) {
                keysForgottenNanos = System.nanoTime();
            }
            current.commit();
            committed = current.head();
            commitNanos.add(System.nanoTime() - startNanos);
            commitEvents.add(entries.size());
        } catch (SQLException | RuntimeException | Error e) {
            fail(requests, e);
            return;
        }
        // From here on everything is kept, whatever happens.
        visible.publish(entries, listener, committed);
        succeeded();
        outcomes.forEach(Writer::answer);
        answer(cut);
    }

    private static Outcome append(Session session, Request request, Instant now, List<Entry> entries)
            throws SQLException {
        try {
            return new Outcome(request, session.append(request.append, now, entries), null);
        } catch (HubException refusal) {
            return new Outcome(request, null, refusal);
        }
    }

    private static void answer(Outcome outcome) {
        CompletableFuture<Appended> answer = outcome.request.answer;
        HubException refusal = outcome.refusal;
        complete(() -> {
            if (refusal != null) {
                answer.completeExceptionally(refusal);
            } else {
                answer.complete(outcome.appended);
            }
        });
    }

    /** What was chained to an answer runs here, and must not end the log's thread. */
    private static void complete(Runnable answer) {
        try {
            answer.run();
        } catch (RuntimeException | Error e) {
            LOGGER.log(System.Logger.Level.ERROR, "whoever waited for the log failed", e);
        }
    }

    private void fail(List<Request> requests, Throwable cause) {
        boolean first = !failed;
        failed = true;
        discardSession();
        LOGGER.log(
                first ? System.Logger.Level.ERROR : System.Logger.Level.DEBUG,
                "the log cannot be written; publishers are refused until it can",
                cause);
        HubException refusal = Database.unavailable(
                cause instanceof SQLException failure ? failure : new SQLException("the log's writer failed", cause));
        requests.forEach(request -> answer(new Outcome(request, null, refusal)));
        refuseCuts(refusal);
    }

    private void succeeded() {
        if (failed) {
            failed = false;
            LOGGER.log(System.Logger.Level.INFO, "the log can be written again");
        }
    }

    /** Takes a step of retention while nobody waits; whether there is more to do at once. */
    private boolean maintain(int written) {
        try {
            Session current = session;
            if (current == null) {
                if (written > 0) {
                    return false;
                }
                current = session();
            }
            if (failed) {
                // A server that says it cannot write may be sent no publisher who would find out that it can.
                current.tryToWrite();
                succeeded();
            }
            boundJournal(current);
            Instant now = clock.instant();
            if (written > 0) {
                return current.isTrimDue(now) || nextCut() != null;
            }
            if (current.isTrimDue(now) || nextCut() != null) {
                current.begin();
                trim(current, now, Trimmer.STEP);
                Cut cut = cut(current, Cutter.STEP);
                current.commit();
                answer(cut);
            }
            return current.isTrimDue(now) || nextCut() != null || forgetKeys(current, now);
        } catch (SQLException | RuntimeException | Error e) {
            fail(List.of(), e);
            return false;
        }
    }

    private void trim(Session current, Instant now, int atMost) throws SQLException {
        long newest = current.trim(now, atMost);
        // Before anybody can miss what is gone: who reads from before this place looks up what was lost.
        trimmedThrough.accumulateAndGet(newest, Math::max);
    }

    /** Takes a step of the removal that has waited longest; null if there is none. */
    private @Nullable Cut cut(Session current, int atMost) throws SQLException {
        Cut cut = nextCut();
        if (cut != null) {
            // As with retention.
            trimmedThrough.accumulateAndGet(current.cut(cut, atMost), Math::max);
        }
        return cut;
    }

    private @Nullable Cut nextCut() {
        lock.lock();
        try {
            return cuts.peek();
        } finally {
            lock.unlock();
        }
    }

    /** Its step was committed. */
    private void answer(@Nullable Cut cut) {
        if (cut == null || !cut.isDone()) {
            return;
        }
        lock.lock();
        try {
            cuts.remove(cut);
        } finally {
            lock.unlock();
        }
        complete(() -> cut.answer.complete(cut.removed));
    }

    private void refuseCuts(HubException refusal) {
        List<Cut> refused;
        lock.lock();
        try {
            refused = List.copyOf(cuts);
            cuts.clear();
        } finally {
            lock.unlock();
        }
        refused.forEach(cut -> complete(() -> cut.answer.completeExceptionally(refusal)));
    }

    /** Now and then, for nobody is told of a key that is too old anyway. */
    private boolean forgetKeys(Session current, Instant now) throws SQLException {
        if (!areKeysDue()) {
            return false;
        }
        current.begin();
        boolean more = current.forgetKeys(now);
        current.commit();
        if (!more) {
            keysForgottenNanos = System.nanoTime();
        }
        return more;
    }

    private boolean areKeysDue() {
        return System.nanoTime() - keysForgottenNanos >= FORGET_KEYS.toNanos();
    }

    /** SQLite begins the write-ahead log anew only in a moment without readers, which may never come by itself. */
    private void boundJournal(Session current) throws SQLException {
        if (System.nanoTime() - journalLookedNanos < LOOK_AT_JOURNAL.toNanos()) {
            return;
        }
        journalLookedNanos = System.nanoTime();
        if (journalBytes.getAsLong() > MAX_JOURNAL_BYTES) {
            readers.without(current::emptyJournal);
        }
    }

    private Session session() throws SQLException {
        Session current = session;
        if (current == null) {
            current = sessions.open();
            session = current;
            adopt(current);
        }
        return current;
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

    private void discardSession() {
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
