package dev.carillon.log.sqlite;

import dev.carillon.event.Entry;
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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
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
 *
 * <p>Threading: what stands above "the thread" may be called by any; the rest is the thread's own.
 */
final class Writer {

    /** How often it looks for what has become too old while nobody publishes. */
    private static final Duration IDLE = Duration.ofMillis(250);

    /** How long it leaves a broken log alone when nobody publishes. */
    private static final Duration FAILED = Duration.ofSeconds(5);

    private final WriteQueue queue = new WriteQueue();
    private final CurrentSession session;
    private final Upkeep upkeep;
    private final InstantSource clock;
    private final Visible visible;
    private final Consumer<List<Entry>> listener;
    private final Thread thread;
    private final Distribution commitNanos = Distribution.ofNanos();
    private final Distribution commitEvents = Distribution.ofSizes();

    /**
     * Starts the thread.
     *
     * @param first the session that was opened at the start
     * @param visible how far the log may be read
     * @param trimmedThrough the newest offset that was trimmed or is just being trimmed
     */
    Writer(
            Session first,
            CurrentSession.Opener opener,
            Readers readers,
            InstantSource clock,
            Visible visible,
            AtomicLong trimmedThrough,
            LongSupplier journalBytes,
            Consumer<List<Entry>> listener) {
        this.session = new CurrentSession(first, opener, readers, visible, listener);
        this.upkeep = new Upkeep(queue, readers, trimmedThrough, journalBytes);
        this.clock = clock;
        this.visible = visible;
        this.listener = listener;
        this.thread = new Thread(this::run, "carillon-log");
        thread.setDaemon(true);
        thread.start();
    }

    CompletionStage<Appended> append(Append append) {
        return queue.add(append);
    }

    /** Removes entries in steps, beside the appends. */
    CompletionStage<Long> trim(SelectorSet channels, long through) {
        return queue.add(new Cut(channels, Math.min(through, visible.head())));
    }

    /** Whether the newest transaction failed. */
    boolean hasFailed() {
        return session.hasFailed();
    }

    LogStats stats() {
        return new LogStats(commitNanos.snapshot(), commitEvents.snapshot());
    }

    /** Completes when all that waits has been written and all that is over the limits has been deleted. */
    CompletableFuture<@Nullable Void> rest() {
        return queue.rest();
    }

    /** Writes what waits, and stops. */
    void close() {
        queue.close();
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
                List<WriteQueue.Request> requests = queue.take(more ? Duration.ZERO : hasFailed() ? FAILED : IDLE);
                if (requests == null) {
                    return;
                }
                // Whoever asks from here on has to wait for the next time.
                int askedBefore = queue.resting();
                if (!requests.isEmpty()) {
                    write(new Batch(requests));
                }
                more = maintain(!requests.isEmpty());
                if (!more && requests.isEmpty()) {
                    queue.rested(askedBefore);
                }
            }
        } finally {
            session.discard();
            queue.refuseCuts(new HubStoppedException());
        }
    }

    private void write(Batch batch) {
        long committed;
        Cut cut;
        long startNanos = System.nanoTime();
        try {
            Session current = session.get();
            Instant now = clock.instant();
            current.begin();
            batch.append(current, now);
            cut = upkeep.besideAppends(current, now, batch.entries().size());
            current.commit();
            committed = current.head();
            commitNanos.add(System.nanoTime() - startNanos);
            commitEvents.add(batch.entries().size());
        } catch (SQLException | RuntimeException | Error e) {
            HubException refusal = session.failed(e);
            batch.refuse(refusal);
            queue.refuseCuts(refusal);
            return;
        }
        // From here on everything is kept, whatever happens.
        visible.publish(batch.entries(), listener, committed);
        session.succeeded();
        batch.answer();
        upkeep.committed(cut);
    }

    /** Does what is due beside the appends, the larger steps only if nobody waited; whether there is more to do at once. */
    private boolean maintain(boolean hasWritten) {
        if (hasWritten && !session.isOpen()) {
            // That has just failed.
            return false;
        }
        try {
            Session current = session.get();
            if (session.hasFailed()) {
                // A server that says it cannot write may be sent no publisher who would find out that it can.
                current.tryToWrite();
                session.succeeded();
            }
            upkeep.boundJournal(current);
            Instant now = clock.instant();
            return hasWritten ? upkeep.isCuttingDue(current, now) : upkeep.step(current, now);
        } catch (SQLException | RuntimeException | Error e) {
            queue.refuseCuts(session.failed(e));
            return false;
        }
    }
}
