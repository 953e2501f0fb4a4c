package dev.carillon.it.crash;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Does something in the very moment in which a publisher gets an answer: the best one to catch a server that answers too
 * early, because what the server has handed to the operating system by then outlives it.
 *
 * <p>Threading: any thread.
 */
final class Trap {

    private record Armed(Runnable action, CompletableFuture<@Nullable Void> done) {}

    private final AtomicReference<@Nullable Armed> armed = new AtomicReference<>();

    /** Completes when it was done, by the thread that got the answer. */
    CompletableFuture<@Nullable Void> arm(Runnable action) {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        armed.set(new Armed(action, done));
        return done;
    }

    void answered() {
        Armed sprung = armed.getAndSet(null);
        if (sprung != null) {
            sprung.action.run();
            sprung.done.complete(null);
        }
    }
}
