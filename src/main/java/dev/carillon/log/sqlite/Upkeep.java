package dev.carillon.log.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What keeps the log within its limits: retention, removals that somebody has asked for, idempotency keys, the write-ahead log. A
 * little of it goes along with each append, and larger steps are taken while nobody waits.
 *
 * <p>Threading: the writer's alone.
 */
final class Upkeep {

    /** How often it deletes idempotency keys that are too old. */
    private static final Duration FORGET_KEYS = Duration.ofSeconds(10);

    private static final Duration LOOK_AT_JOURNAL = Duration.ofSeconds(1);
    private static final long MAX_JOURNAL_BYTES = 64 << 20;

    private final WriteQueue queue;
    private final Readers readers;
    private final AtomicLong trimmedThrough;
    private final LongSupplier journalBytes;
    private long keysForgottenNanos = System.nanoTime();
    private long journalLookedNanos = System.nanoTime();

    /** {@code trimmedThrough} is the newest offset that was trimmed or is just being trimmed. */
    Upkeep(WriteQueue queue, Readers readers, AtomicLong trimmedThrough, LongSupplier journalBytes) {
        this.queue = queue;
        this.readers = readers;
        this.trimmedThrough = trimmedThrough;
        this.journalBytes = journalBytes;
    }

    /**
     * Deletes about as much as was appended, if that is over the limits, in the same transaction.
     *
     * @return the removal that has come a step further, to be {@linkplain #committed told} of the commit; null if there is none
     */
    @Nullable
    Cut besideAppends(Session current, Instant now, int appended) throws SQLException {
        trim(current, now, 2 * appended + 16);
        Cut cut = cut(current, Cutter.STEP_BESIDE_APPENDS);
        if (areKeysDue() && !current.forgetKeys(now)) {
            keysForgottenNanos = System.nanoTime();
        }
        return cut;
    }

    /** Takes a step in a transaction of its own; whether there is more to do at once. */
    boolean step(Session current, Instant now) throws SQLException {
        if (isCuttingDue(current, now)) {
            current.begin();
            trim(current, now, Trimmer.STEP);
            Cut cut = cut(current, Cutter.STEP);
            current.commit();
            committed(cut);
        }
        return isCuttingDue(current, now) || forgetKeys(current, now);
    }

    /** Whether there are entries to delete. */
    boolean isCuttingDue(Session current, Instant now) {
        return current.isTrimDue(now) || queue.nextCut() != null;
    }

    /** The step of the removal is on the disk. */
    void committed(@Nullable Cut cut) {
        if (cut != null && cut.isDone()) {
            queue.answer(cut);
        }
    }

    /** SQLite begins the write-ahead log anew only in a moment without readers, which may never come by itself. */
    void boundJournal(Session current) throws SQLException {
        if (System.nanoTime() - journalLookedNanos < LOOK_AT_JOURNAL.toNanos()) {
            return;
        }
        journalLookedNanos = System.nanoTime();
        if (journalBytes.getAsLong() > MAX_JOURNAL_BYTES) {
            readers.without(current::emptyJournal);
        }
    }

    private void trim(Session current, Instant now, int atMost) throws SQLException {
        long newest = current.trim(now, atMost);
        // Before anybody can miss what is gone: who reads from before this place looks up what was lost.
        trimmedThrough.accumulateAndGet(newest, Math::max);
    }

    /** Takes a step of the removal that has waited longest; null if there is none. */
    private @Nullable Cut cut(Session current, int atMost) throws SQLException {
        Cut cut = queue.nextCut();
        if (cut != null) {
            // As with retention.
            trimmedThrough.accumulateAndGet(current.cut(cut, atMost), Math::max);
        }
        return cut;
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
}
