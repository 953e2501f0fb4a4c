package dev.carillon.admin;

import dev.carillon.event.HubException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Waits for what comes later. Administrators are few, so they may hold a thread of the container. */
final class Waits {

    private Waits() {}

    /** What came of it; a refusal is thrown as it is. */
    static <T> T join(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof HubException refusal) {
                throw refusal;
            }
            throw e;
        }
    }
}
