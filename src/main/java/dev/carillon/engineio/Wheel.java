package dev.carillon.engineio;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One timer for many sessions. Each has at most one time at which it is looked at; times are met within two steps of the wheel. It
 * turns only for steps in which somebody waits.
 *
 * <p>Threading: any thread, under one lock; who is due is told outside of it, on the scheduler's thread.
 */
final class Wheel {

    private static final System.Logger LOGGER = System.getLogger(Wheel.class.getName());

    /** With steps of 25 ms, a round takes 25 s: the usual time between two heartbeats. */
    private static final int SLOTS = 1 << 10;

    static final long NEVER = Long.MIN_VALUE;

    private static final long NO_STEP = Long.MAX_VALUE;

    /** Somebody who waits for a time. */
    abstract static class Timed {

        /** The only entry that counts; guarded by the wheel's lock. */
        private @Nullable Entry entry;

        /** Is told that its time has come, and that it waits for none any more. */
        abstract void due(long nowNanos);
    }

    /** It stays until its time; but it does not hold whoever has ended or has another one by then. */
    private static final class Entry {

        private final long atNanos;
        private @Nullable Timed timed;

        private Entry(Timed timed, long atNanos) {
            this.timed = timed;
            this.atNanos = atNanos;
        }
    }

    private final long stepNanos;
    private final ScheduledExecutorService scheduler;
    private final LongSupplier nanoClock;
    private final long beginNanos;

    @GuardedBy("this")
    private final List<List<Entry>> slots = new ArrayList<>(SLOTS);

    @GuardedBy("this")
    private int entries;

    /** The step whose slot is looked at next. */
    @GuardedBy("this")
    private long nextStep;

    /** The step for which the scheduler turns it next. */
    @GuardedBy("this")
    private long wakeStep = NO_STEP;

    @GuardedBy("this")
    private Future<?> wake = CompletableFuture.completedFuture(null);

    Wheel(Duration step, ScheduledExecutorService scheduler, LongSupplier nanoClock) {
        this.stepNanos = step.toNanos();
        this.scheduler = scheduler;
        this.nanoClock = nanoClock;
        this.beginNanos = nanoClock.getAsLong();
        for (int i = 0; i < SLOTS; i++) {
            slots.add(new ArrayList<>(0));
        }
    }

    /** Sets the time of somebody, instead of the one that was set before. */
    synchronized void schedule(Timed timed, long atNanos) {
        Entry before = timed.entry;
        if (before != null) {
            before.timed = null;
            timed.entry = null;
        }
        if (atNanos == NEVER) {
            return;
        }
        Entry entry = new Entry(timed, atNanos);
        timed.entry = entry;
        long step = Math.max(stepOf(atNanos) + 1, nextStep);
        slots.get((int) (step % SLOTS)).add(entry);
        entries++;
        turnAt(step);
    }

    /** Tells all who are due; called by the scheduler. */
    private void turn(long step) {
        try {
            tellDue(nanoClock.getAsLong());
        } finally {
            goOn(step);
        }
    }

    private void tellDue(long now) {
        for (Timed timed : takeDue(now)) {
            try {
                timed.due(now);
            } catch (RuntimeException e) {
                LOGGER.log(System.Logger.Level.ERROR, "a session failed in its own time", e);
            }
        }
    }

    private synchronized void goOn(long step) {
        // Else an earlier one has taken its place, too late to cancel it.
        if (step == wakeStep) {
            wakeStep = NO_STEP;
        }
        if (entries > 0) {
            turnAt(nextTaken());
        }
    }

    private synchronized List<Timed> takeDue(long now) {
        List<Timed> due = new ArrayList<>();
        // After a long pause each slot is looked at once.
        long last = stepOf(now);
        long first = Math.max(nextStep, last - SLOTS + 1);
        for (long step = first; step <= last; step++) {
            takeDue(slots.get((int) (step % SLOTS)), now, due);
        }
        nextStep = Math.max(nextStep, last + 1);
        return due;
    }

    @GuardedBy("this")
    private void takeDue(List<Entry> slot, long now, List<Timed> due) {
        int before = slot.size();
        slot.removeIf(entry -> {
            Timed timed = entry.timed;
            if (timed == null) {
                return true;
            }
            boolean isDue = now - entry.atNanos >= 0;
            if (isDue) {
                timed.entry = null;
                due.add(timed);
            }
            return isDue;
        });
        entries -= before - slot.size();
    }

    /** The next step whose slot has an entry, maybe one of a later round. */
    @GuardedBy("this")
    private long nextTaken() {
        long step = nextStep;
        while (slots.get((int) (step % SLOTS)).isEmpty()) {
            step++;
        }
        return step;
    }

    /** Turns at the begin of a step, unless it does so before. */
    @GuardedBy("this")
    private void turnAt(long step) {
        if (step < wakeStep && !scheduler.isShutdown()) {
            wakeStep = step;
            long delay = beginNanos + step * stepNanos - nanoClock.getAsLong();
            wake.cancel(false);
            wake = scheduler.schedule(() -> turn(step), Math.max(0, delay), TimeUnit.NANOSECONDS);
        }
    }

    private long stepOf(long nanos) {
        return (nanos - beginNanos) / stepNanos;
    }

    /** Entries, also those that do not count any more. */
    synchronized int size() {
        return entries;
    }
}
