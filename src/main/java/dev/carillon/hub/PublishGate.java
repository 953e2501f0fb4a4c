package dev.carillon.hub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.carillon.event.HubBusyException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes publishers wait while a shard has more to deliver than its high-water mark allows. Nothing is appended before.
 *
 * <p>Threading: any thread. Who waits is released on the I/O executor, never on a shard.
 */
final class PublishGate {

    /** Publishers that may wait at a time; more than a server has request threads. */
    private static final int MAX_WAITING = 4096;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private record Waiter(CompletableFuture<@Nullable Void> admitted, long deadlineNanos) {}

    private final BooleanSupplier open;
    private final Duration maxWait;
    private final LongSupplier nanoClock;
    private final Executor io;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();

    private volatile boolean anybodyWaits;

    /** {@code open} tells whether every shard is below its mark. */
    PublishGate(BooleanSupplier open, Duration maxWait, LongSupplier nanoClock, Executor io) {
        this.open = open;
        this.maxWait = maxWait;
        this.nanoClock = nanoClock;
        this.io = io;
    }

    /** Whether a publisher may go on at once. */
    boolean isOpen() {
        return !anybodyWaits && open.getAsBoolean();
    }

    /** Completes when the publisher may go on; fails with {@link HubBusyException} if it waited too long. */
    CompletionStage<@Nullable Void> enter() {
        CompletableFuture<@Nullable Void> admitted = new CompletableFuture<>();
        lock.lock();
        try {
            if (waiters.size() >= MAX_WAITING) {
                return CompletableFuture.failedStage(
                        new HubBusyException(MAX_WAITING + " publishers wait already.", RETRY_AFTER));
            }
            waiters.add(new Waiter(admitted, nanoClock.getAsLong() + maxWait.toNanos()));
            anybodyWaits = true;
        } finally {
            lock.unlock();
        }
        update();
        return admitted;
    }

    /** Releases who may go on, and refuses who waited too long. Shards call it in every round. */
    void update() {
        if (!anybodyWaits) {
            return;
        }
        boolean openNow = open.getAsBoolean();
        long now = nanoClock.getAsLong();
        List<Waiter> leaving = new ArrayList<>();
        lock.lock();
        try {
            while (!waiters.isEmpty() && (openNow || waiters.element().deadlineNanos - now <= 0)) {
                leaving.add(waiters.remove());
            }
            anybodyWaits = !waiters.isEmpty();
        } finally {
            lock.unlock();
        }
        for (Waiter waiter : leaving) {
            io.execute(() -> leave(waiter, openNow));
        }
    }

    private void leave(Waiter waiter, boolean admitted) {
        if (admitted) {
            waiter.admitted.complete(null);
        } else {
            waiter.admitted.completeExceptionally(
                    new HubBusyException("It was above for " + maxWait.toMillis() + " ms.", RETRY_AFTER));
        }
    }
}
