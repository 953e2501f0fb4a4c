package dev.carillon.hub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.carillon.event.HubBusyException;
import dev.carillon.event.HubStoppedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes publishers wait while a shard has more to deliver than its high-water mark allows, and for a moment while most of its
 * readers are behind. Nothing is appended before.
 *
 * <p>Who waits goes on in the order of arrival, one after the other, so that what one caller publishes keeps its order, and
 * the mark is looked at again before the next one.
 *
 * <p>Threading: any thread. Who waits goes on on the I/O executor, never on a shard.
 */
final class PublishGate {

    /** Publishers that may wait at a time. */
    private static final int MAX_WAITING = 4096;

    /** What they may hold in memory together, for a waiting request has no thread that would bound their number. */
    private static final long MAX_WAITING_BYTES = 16 << 20;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /**
     * How long a publisher waits for readers that are behind. It is a brake and no barrier: else a crowd of clients that read
     * on purpose a little too slowly could have every publisher refused.
     */
    private static final Duration COURTESY = Duration.ofMillis(100);

    /** How much room there is for one more publish. */
    enum Room {
        FREE,
        /** Most readers are behind: it goes on after the {@linkplain #COURTESY courtesy} at the latest. */
        TIGHT,
        /** A shard is above its high-water mark: it goes on when that has changed, or is refused in the end. */
        NONE
    }

    private final Supplier<Room> room;
    private final Duration maxWait;
    private final LongSupplier nanoClock;
    private final Executor io;
    private final AtomicBoolean releasing = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final ArrayDeque<Waiter<?>> waiters = new ArrayDeque<>();

    @GuardedBy("lock")
    private long waitingBytes;

    @GuardedBy("lock")
    private boolean closed;

    /** Falls only after the last waiter has published, so that nobody overtakes it. */
    private volatile boolean anybodyWaits;

    PublishGate(Supplier<Room> room, Duration maxWait, LongSupplier nanoClock, Executor io) {
        this.room = room;
        this.maxWait = maxWait;
        this.nanoClock = nanoClock;
        this.io = io;
    }

    /** Whether a publisher may go on at once. */
    boolean isOpen() {
        return !anybodyWaits && room.get() == Room.FREE;
    }

    /** Publishes as soon as it may go on; fails with {@link HubBusyException} if it waited too long. */
    <T> CompletionStage<T> enter(long weightInBytes, Supplier<CompletionStage<T>> publish) {
        Waiter<T> waiter = new Waiter<>(publish, weightInBytes, nanoClock.getAsLong());
        lock.lock();
        try {
            if (closed) {
                return CompletableFuture.failedStage(new HubStoppedException());
            }
            if (waiters.size() >= MAX_WAITING) {
                return CompletableFuture.failedStage(
                        new HubBusyException(MAX_WAITING + " publishers wait already.", RETRY_AFTER));
            }
            if (waitingBytes + weightInBytes > MAX_WAITING_BYTES && !waiters.isEmpty()) {
                return CompletableFuture.failedStage(
                        new HubBusyException(waitingBytes + " bytes wait already.", RETRY_AFTER));
            }
            waiters.add(waiter);
            waitingBytes += weightInBytes;
            anybodyWaits = true;
        } finally {
            lock.unlock();
        }
        update();
        return waiter.result;
    }

    /** Lets those go on who may, and refuses who waited too long. Shards call it in every round. */
    void update() {
        if (anybodyWaits && somebodyMayLeave() && releasing.compareAndSet(false, true)) {
            execute(this::release);
        }
    }

    /** Refuses all who wait and all who come. */
    void close() {
        List<Waiter<?>> refused;
        lock.lock();
        try {
            closed = true;
            refused = new ArrayList<>(waiters);
            waiters.clear();
            waitingBytes = 0;
            anybodyWaits = false;
        } finally {
            lock.unlock();
        }
        refused.forEach(waiter -> execute(() -> waiter.result.completeExceptionally(new HubStoppedException())));
    }

    private boolean somebodyMayLeave() {
        Room now = room.get();
        long nanos = nanoClock.getAsLong();
        lock.lock();
        try {
            Waiter<?> first = waiters.peek();
            return first == null || first.mayGoOn(now, nanos) || isOverdue(first, nanos);
        } finally {
            lock.unlock();
        }
    }

    private boolean isOverdue(Waiter<?> waiter, long nanos) {
        return nanos - waiter.arrivedNanos >= maxWait.toNanos();
    }

    private void release() {
        try {
            boolean more = true;
            while (more) {
                more = releaseNext();
            }
        } finally {
            releasing.set(false);
        }
        // A shard that looked in before the line above has left it to us.
        update();
    }

    private boolean releaseNext() {
        Room now = room.get();
        long nanos = nanoClock.getAsLong();
        Waiter<?> first;
        boolean goesOn;
        lock.lock();
        try {
            first = waiters.peek();
            if (first == null) {
                anybodyWaits = false;
                return false;
            }
            goesOn = first.mayGoOn(now, nanos);
            if (!goesOn && !isOverdue(first, nanos)) {
                return false;
            }
            waiters.remove();
            waitingBytes -= first.weightInBytes;
        } finally {
            lock.unlock();
        }
        if (goesOn) {
            publish(first);
        } else {
            HubBusyException busy =
                    new HubBusyException("It was above for " + maxWait.toMillis() + " ms.", RETRY_AFTER);
            execute(() -> first.result.completeExceptionally(busy));
        }
        return true;
    }

    /** What callers have chained to the result may take its time, so each gets a task of its own. */
    private <T> void publish(Waiter<T> waiter) {
        CompletionStage<T> published;
        try {
            published = waiter.publish.get();
        } catch (RuntimeException e) {
            published = CompletableFuture.failedStage(e);
        }
        var unused = published.whenComplete((value, failure) -> execute(() -> waiter.complete(value, failure)));
    }

    private void execute(Runnable task) {
        try {
            io.execute(task);
        } catch (RejectedExecutionException e) {
            // Better on the wrong thread than never.
            task.run();
        }
    }

    private static final class Waiter<T> {

        private final Supplier<CompletionStage<T>> publish;
        private final long weightInBytes;
        private final long arrivedNanos;
        private final CompletableFuture<T> result = new CompletableFuture<>();

        Waiter(Supplier<CompletionStage<T>> publish, long weightInBytes, long arrivedNanos) {
            this.publish = publish;
            this.weightInBytes = weightInBytes;
            this.arrivedNanos = arrivedNanos;
        }

        boolean mayGoOn(Room room, long nanos) {
            return switch (room) {
                case FREE -> true;
                case TIGHT -> nanos - arrivedNanos >= COURTESY.toNanos();
                case NONE -> false;
            };
        }

        void complete(T value, @Nullable Throwable failure) {
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure);
            }
        }
    }
}
