package dev.carillon.hub;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Work that does not belong on a shard's thread: reads of the log, and what callers have chained to a future.
 *
 * <p>Threading: any thread.
 */
final class IoTasks {

    private final Executor executor;

    IoTasks(Executor executor) {
        this.executor = executor;
    }

    /** Runs the task; its failure is told whatever it is, even that the executor takes no more. */
    void run(Runnable task, Consumer<Throwable> onFailure) {
        try {
            executor.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException | Error e) {
                    onFailure.accept(e);
                }
            });
        } catch (RejectedExecutionException e) {
            onFailure.accept(e);
        }
    }

    void complete(CompletableFuture<@Nullable Void> future) {
        answer(() -> future.complete(null));
    }

    void fail(CompletableFuture<?> future, Throwable cause) {
        answer(() -> future.completeExceptionally(cause));
    }

    /** Runs what completes a future. */
    void answer(Runnable completion) {
        try {
            executor.execute(completion);
        } catch (RejectedExecutionException e) {
            // Better on the wrong thread than never.
            completion.run();
        }
    }
}
