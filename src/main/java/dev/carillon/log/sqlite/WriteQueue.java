package dev.carillon.log.sqlite;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.carillon.event.HubBusyException;
import dev.carillon.event.HubException;
import dev.carillon.event.HubStoppedException;
import dev.carillon.log.Append;
import dev.carillon.log.Appended;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the writer: appends, and removals that somebody has asked for.
 *
 * <p>Threading: any thread adds to it; the writer takes, and answers.
 */
final class WriteQueue {

    private static final System.Logger LOGGER = System.getLogger(WriteQueue.class.getName());

    /** Appends that may wait, and what they may weigh. */
    private static final int MAX_WAITING = 8_192;

    private static final long MAX_WAITING_BYTES = 32 << 20;

    /** Events of one transaction, roughly. */
    private static final int MAX_COMMIT = 8_192;

    /** Removals that may wait; administrators ask for them. */
    private static final int MAX_CUTS = 16;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    record Request(Append append, CompletableFuture<Appended> answer) {}

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

    // --- any thread ---

    CompletionStage<Appended> add(Append append) {
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

    CompletionStage<Long> add(Cut cut) {
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

    /** Nothing more is taken in. */
    void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    // --- the writer ---

    /** The appends that wait, up to those of one transaction, or nothing after a time; null at the end. */
    @Nullable
    List<Request> take(Duration patience) {
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

    /** The removal that has waited longest; it stays until it is {@linkplain #answer(Cut) answered}. */
    @Nullable
    Cut nextCut() {
        lock.lock();
        try {
            return cuts.peek();
        } finally {
            lock.unlock();
        }
    }

    /** Its last step was committed. */
    void answer(Cut cut) {
        lock.lock();
        try {
            cuts.remove(cut);
        } finally {
            lock.unlock();
        }
        complete(() -> cut.answer.complete(cut.removed));
    }

    void refuseCuts(HubException refusal) {
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

    /** How many have asked for rest so far. */
    int resting() {
        return resting.size();
    }

    void rested(int count) {
        for (int i = 0; i < count; i++) {
            CompletableFuture<@Nullable Void> rest = resting.poll();
            if (rest != null) {
                rest.complete(null);
            }
        }
    }

    /** What was chained to an answer runs here, and must not end the log's thread. */
    static void complete(Runnable answer) {
        try {
            answer.run();
        } catch (RuntimeException | Error e) {
            LOGGER.log(System.Logger.Level.ERROR, "whoever waited for the log failed", e);
        }
    }
}
