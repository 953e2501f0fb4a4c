package dev.carillon.socketio.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.carillon.event.HubBusyException;
import dev.carillon.socketio.Arguments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Acknowledgements that one client owes us.
 *
 * <p>Threading: any thread. Whoever waits goes on on one of the threads for handlers.
 */
final class PendingAcks {

    private final int max;
    private final ScheduledExecutorService scheduler;
    private final Executor threads;

    @GuardedBy("this")
    private final Map<Long, Pending> pending = new HashMap<>(2);

    @GuardedBy("this")
    private long next;

    @GuardedBy("this")
    private @Nullable Exception closed;

    PendingAcks(int max, ScheduledExecutorService scheduler, Executor threads) {
        this.max = max;
        this.scheduler = scheduler;
        this.threads = threads;
    }

    private record Pending(CompletableFuture<Arguments> answer, Future<?> timeout) {}

    /** One that is waited for. */
    record Expected(long id, CompletableFuture<Arguments> answer) {}

    synchronized Expected expect(Duration timeout) {
        CompletableFuture<Arguments> answer = new CompletableFuture<>();
        long id = next;
        if (closed != null) {
            answer.completeExceptionally(closed);
        } else if (pending.size() >= max) {
            answer.completeExceptionally(new HubBusyException(
                    max + " acknowledgements of this socket are waited for.", Duration.ofSeconds(1)));
        } else {
            next++;
            Future<?> alarm = scheduler.schedule(
                    () -> fail(id, new TimeoutException("no acknowledgement within " + timeout)),
                    timeout.toNanos(),
                    TimeUnit.NANOSECONDS);
            pending.put(id, new Pending(answer, alarm));
        }
        return new Expected(id, answer);
    }

    /** One that is late, or that nobody waits for, means nothing. */
    void answered(long id, Arguments answer) {
        Pending one = remove(id);
        if (one != null) {
            one.timeout.cancel(false);
            threads.execute(() -> one.answer.complete(answer));
        }
    }

    private void fail(long id, Exception cause) {
        Pending one = remove(id);
        if (one != null) {
            threads.execute(() -> one.answer.completeExceptionally(cause));
        }
    }

    /** None will come any more. */
    void close(Exception cause) {
        List<Pending> left;
        synchronized (this) {
            closed = cause;
            left = new ArrayList<>(pending.values());
            pending.clear();
        }
        for (Pending one : left) {
            one.timeout.cancel(false);
            threads.execute(() -> one.answer.completeExceptionally(cause));
        }
    }

    synchronized int size() {
        return pending.size();
    }

    private synchronized @Nullable Pending remove(long id) {
        return pending.remove(id);
    }
}
