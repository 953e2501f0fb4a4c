package dev.carillon.hub;

import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * How the connections of a shard end in order: each after what was sent before and after its last words, all of them together
 * evenly over a time, or at once because the hub stops.
 *
 * <p>Threading: its shard's alone.
 */
final class Endings {

    /** A stop that does not come to its end, because something of ours fails again and again, ends after this. */
    static final Duration LAST_RESORT = Farewells.PATIENCE.multipliedBy(2);

    private final Shard shard;
    private final Random random;
    private final LastWords lastWords;
    private final Farewells farewells = new Farewells();
    private @Nullable ShardDrain drain;
    private boolean stopping;
    private long stopNanos;

    Endings(Shard shard, Duration retry, Random random) {
        this.shard = shard;
        this.random = random;
        this.lastWords = new LastWords(retry, random);
    }

    /** Closes a connection, as soon as it has taken what was sent before if the reason is an orderly one. */
    void close(Subscriber subscriber, CloseReason reason) {
        if (subscriber.isEnded()) {
            return;
        }
        if (!reason.isOrderly()) {
            shard.subscribers().end(subscriber, reason);
            return;
        }
        if (subscriber.closing() == null) {
            // What came before the close in the same round: that the sink is open, and events.
            shard.subscribers().sendOnToWoken();
            subscriber.positions().forEach(position -> position.feed.flush());
            if (reason.hasLastWords()) {
                subscriber.sendControl(lastWords.in(subscriber.format(), reason));
            }
            if (!subscriber.closeWhenWritten(reason)) {
                shard.subscribers().end(subscriber, reason);
                return;
            }
        }
        if (reason.hasLastWords()) {
            farewells.add(subscriber, shard.nowNanos());
        }
    }

    void ended(Subscriber subscriber) {
        farewells.remove(subscriber);
    }

    /** A connection has come while no more should. */
    void cameLate(Subscriber subscriber) {
        if (stopping) {
            close(subscriber, CloseReason.STOPPED);
        } else if (drain != null) {
            drain.add(subscriber);
        }
    }

    /**
     * Begins to close all connections.
     *
     * @param time for all of them
     * @param onDone is told once, when none is left or the drain is over
     */
    void drain(Duration time, Duration retry, Runnable onDone) {
        resume();
        // A quarter longer than the closes take: else as many would come back as are closed, and by chance more.
        lastWords.spread(retry, time.plus(time.dividedBy(4)));
        drain = new ShardDrain(shard, time, random, onDone);
    }

    /** Ends the drain, if there is one. */
    void resume() {
        if (drain != null) {
            drain.cancel();
            drain = null;
        }
    }

    /** Begins to stop: all connections are closed, and those that take nothing have a second for their last words. */
    void stop(Duration retry, Duration spread) {
        if (stopping) {
            return;
        }
        stopping = true;
        stopNanos = shard.nowNanos();
        lastWords.spread(retry, spread);
        shard.connections().all().forEach(subscriber -> close(subscriber, CloseReason.STOPPED));
    }

    /** Closes whose time has come; whether there are more of them. */
    boolean round(long nowNanos) {
        farewells.overdue(nowNanos).forEach(this::cut);
        return drain != null && drain.round(nowNanos);
    }

    private void cut(Subscriber subscriber) {
        CloseReason reason = subscriber.closing();
        shard.subscribers().end(subscriber, reason == null ? CloseReason.STOPPED : reason);
    }

    /** Whether the hub stops and nobody is left. */
    boolean isStopped(long nowNanos) {
        return stopping && (shard.connections().size() == 0 || nowNanos - stopNanos > LAST_RESORT.toNanos());
    }

    long nanosUntilDue(long nowNanos) {
        long untilClose = drain == null ? Long.MAX_VALUE : drain.nanosUntilDue(nowNanos);
        long untilStop = stopping ? Math.max(0, LAST_RESORT.toNanos() - (nowNanos - stopNanos)) : Long.MAX_VALUE;
        return Math.min(untilStop, Math.min(untilClose, farewells.nanosUntilDue(nowNanos)));
    }

    boolean isEmpty() {
        return farewells.isEmpty();
    }
}
