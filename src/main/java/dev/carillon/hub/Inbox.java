package dev.carillon.hub;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a shard.
 *
 * <p>The queue has no limit of its own; what stands in it has one: events are bounded by {@link PublishGate}, pages of the log
 * by {@link PageReads}, and every subscriber has at most a handful of commands there.
 *
 * <p>Threading: {@link #offer} by any thread, the rest by the shard's. After {@link #abandon()} commands run on whichever
 * thread leaves them, under a lock.
 */
final class Inbox {

    /** Something for the shard's thread to do. */
    interface Command {
        void run();
    }

    private static final int SEGMENT_LENGTH = 1024;

    private final MessagePassingQueue<Command> queue = new MpscUnboundedAtomicArrayQueue<>(SEGMENT_LENGTH);
    private final AtomicBoolean sleeping = new AtomicBoolean();
    private final ReentrantLock leftovers = new ReentrantLock();
    private volatile @Nullable Thread owner;
    private volatile boolean abandoned;

    void offer(Command command) {
        queue.offer(command);
        if (sleeping.get() && sleeping.compareAndSet(true, false)) {
            LockSupport.unpark(owner);
        }
        if (abandoned) {
            runLeftovers();
        }
    }

    @Nullable
    Command poll() {
        return queue.poll();
    }

    /** Commands that wait; any thread may ask. */
    int size() {
        return queue.size();
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Waits until something is there or the time is over; may return early. */
    void await(long nanos) {
        owner = Thread.currentThread();
        sleeping.set(true);
        if (queue.isEmpty()) {
            LockSupport.parkNanos(this, nanos);
        }
        sleeping.set(false);
    }

    /** The shard's thread is about to end. What comes in from now on is answered by whoever leaves it. */
    void abandon() {
        abandoned = true;
        runLeftovers();
    }

    private void runLeftovers() {
        while (!leftovers.isHeldByCurrentThread() && !isEmpty() && leftovers.tryLock()) {
            try {
                Command command = poll();
                while (command != null) {
                    command.run();
                    command = poll();
                }
            } finally {
                leftovers.unlock();
            }
        }
    }
}
