package dev.carillon.admin;

import dev.carillon.event.HubException;
import dev.carillon.security.audit.Findings;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** Waits for what comes later. Administrators are few, so they may hold a thread of the container. */
final class Waits {

    private Waits() {}

    /** A deed that counts what it does: waits for it, and notes the number under a name. */
    static <N extends Number> Function<Findings, N> counting(String name, Supplier<CompletionStage<N>> deed) {
        return findings -> {
            N count = join(deed.get());
            findings.put(name, count.longValue());
            return count;
        };
    }

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
