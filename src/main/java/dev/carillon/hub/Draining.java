package dev.carillon.hub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets the connections of all shards go. One drain at a time.
 *
 * <p>Threading: any thread. The lock keeps a drain and the end of it in the same order in every shard's inbox.
 */
final class Draining {

    private record Running(Duration time, long startNanos, CompletableFuture<@Nullable Void> done) {}

    private final List<Shard> shards;
    private final IoTasks io;
    private final LongSupplier nanoClock;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private @Nullable Running written;

    /** The same, for whoever only looks. */
    private volatile @Nullable Running running;

    Draining(List<Shard> shards, IoTasks io, LongSupplier nanoClock) {
        this.shards = shards;
        this.io = io;
        this.nanoClock = nanoClock;
    }

    boolean isDraining() {
        return running != null;
    }

    /** Begins, unless it has begun already; completes when no connection is left, or it was ended before. */
    CompletionStage<@Nullable Void> begin(DrainPlan plan) {
        lock.lock();
        try {
            Running already = written;
            if (already != null) {
                return already.done.minimalCompletionStage();
            }
            Running begun = new Running(plan.timeFor(open()), nanoClock.getAsLong(), new CompletableFuture<>());
            set(begun);
            List<CompletableFuture<@Nullable Void>> parts = new ArrayList<>();
            for (Shard shard : shards) {
                CompletableFuture<@Nullable Void> part = new CompletableFuture<>();
                parts.add(part);
                shard.offer(() -> shard.drain(begun.time, plan.retry(), () -> part.complete(null)));
            }
            var unused = CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                    .thenRun(() -> io.complete(begun.done));
            return begun.done.minimalCompletionStage();
        } finally {
            lock.unlock();
        }
    }

    /** What is still open stays open. */
    void end() {
        lock.lock();
        try {
            if (written != null) {
                set(null);
                shards.forEach(shard -> shard.offer(shard::resume));
            }
        } finally {
            lock.unlock();
        }
    }

    Optional<DrainState> state() {
        Running now = running;
        return now == null
                ? Optional.empty()
                : Optional.of(
                        new DrainState(Duration.ofNanos(nanoClock.getAsLong() - now.startNanos), open(), now.time));
    }

    /** When one who was refused should come back: not together with the others who were. */
    Duration retryAfter(Duration atLeast) {
        Running now = running;
        long spread = now == null ? 0 : now.time.toMillis();
        return atLeast.plusMillis(ThreadLocalRandom.current().nextLong(Math.max(spread, atLeast.toMillis()) + 1));
    }

    /** Connections of all shards. */
    int open() {
        return shards.stream().mapToInt(shard -> shard.stats().subscribers()).sum();
    }

    @GuardedBy("lock")
    private void set(@Nullable Running next) {
        written = next;
        running = next;
    }
}
