package dev.carillon.socketio.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one socket. When it has ended nothing is: a bean may change a socket while its client leaves, and what it
 * does then must not bring back what was forgotten.
 *
 * <p>Threading: any thread.
 */
final class Memory {

    private static final CompletionStage<?> NOTHING_TO_WRITE = CompletableFuture.completedFuture(null);

    private final Recovery recovery;

    /** Null as long as it cannot come back. */
    @GuardedBy("this")
    private @Nullable String key;

    @GuardedBy("this")
    private boolean over;

    /** Since {@link #written()} was asked last. */
    @GuardedBy("this")
    private boolean changed;

    /** Done when what had changed by then is written. */
    @GuardedBy("this")
    private CompletionStage<?> writing = NOTHING_TO_WRITE;

    Memory(Recovery recovery) {
        this.recovery = recovery;
    }

    /** Its client is told the secret. */
    synchronized void begin(@Nullable String secret) {
        key = secret;
    }

    /** {@code as} says what it is now, given its secret. */
    synchronized void keep(Function<String, Recovery.Remembered> as) {
        if (key != null && !over) {
            recovery.remember(as.apply(key));
            changed = true;
        }
    }

    /** Done when what has changed so far outlives a kill of the server. Before that its client must not believe that it is so. */
    synchronized CompletionStage<?> written() {
        if (key != null && changed) {
            changed = false;
            writing = recovery.written(key);
        }
        return writing;
    }

    /** Its client may come back. */
    synchronized void left() {
        if (key != null && !over) {
            recovery.left(key);
        }
        over = true;
    }

    /** Its client will not come back. */
    synchronized void forget() {
        if (key != null && !over) {
            recovery.forget(key);
        }
        over = true;
    }

    /** Another connection of the same client has what it had. */
    synchronized void handOver() {
        over = true;
    }
}
