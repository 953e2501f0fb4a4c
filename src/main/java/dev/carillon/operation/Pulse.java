package dev.carillon.operation;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a thread for a sign of life. While one question is open all who ask share it, so a thread that stands still gets no
 * heap of them; and its time counts from when it was asked, so only those who ask first wait.
 *
 * <p>Threading: any thread.
 */
final class Pulse {

    private record Question(CompletableFuture<Boolean> answer, long askedNanos) {}

    private final Executor thread;
    private final Duration patience;
    private final LongSupplier nanoClock;

    @GuardedBy("this")
    private @Nullable Question open;

    /**
     * {@code thread} runs what it is given in its turn.
     *
     * @param patience how long an answer may take
     * @param nanoClock as {@link System#nanoTime()}
     */
    Pulse(Executor thread, Duration patience, LongSupplier nanoClock) {
        this.thread = thread;
        this.patience = patience;
        this.nanoClock = nanoClock;
    }

    /** Whether an answer came in time. Waits for it, at most as long as the patience. */
    boolean beats() {
        Question question = question();
        long left = patience.toNanos() - (nanoClock.getAsLong() - question.askedNanos);
        try {
            return question.answer.get(Math.max(0, left), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException silent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Question question() {
        CompletableFuture<Boolean> answer;
        Question question;
        synchronized (this) {
            Question asked = open;
            if (asked != null && !asked.answer.isDone()) {
                return asked;
            }
            answer = new CompletableFuture<>();
            question = new Question(answer, nanoClock.getAsLong());
            open = question;
        }
        try {
            thread.execute(() -> answer.complete(true));
        } catch (RejectedExecutionException stopped) {
            answer.complete(false);
        }
        return question;
    }
}
