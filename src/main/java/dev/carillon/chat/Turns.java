package dev.carillon.chat;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.carillon.chat.model.RoomId;
import dev.carillon.event.HubBusyException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps apart what must not overlap: whoever changes a room or somebody's rights in it does so alone, from the look at what holds
 * until the change can be seen by everybody. Messages overlap with each other, but with no change: a message that follows a ban in
 * the log was allowed after it.
 *
 * <p>Threading: any thread, and no thread waits. Different rooms may share a line, which costs a moment and nothing else.
 */
@ApplicationScoped
public class Turns {

    private static final int LINES = 256;

    /** In one line. A request that waits has no thread that would bound their number, and the log may be slow. */
    private static final int MAX_WAITING = 16_384;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Line[] lines =
            IntStream.range(0, LINES).mapToObj(number -> new Line()).toArray(Line[]::new);

    /** Apart from those of rooms: who has his turn here may take one of a room. */
    private final Line[] matters =
            IntStream.range(0, LINES).mapToObj(number -> new Line()).toArray(Line[]::new);

    /**
     * Does something that overlaps with others like it. It has been submitted to the log when it returns.
     *
     * @return fails as the act, or with {@link HubBusyException} if too many wait; then nothing was done
     */
    public <T> CompletionStage<T> shared(RoomId room, Supplier<CompletionStage<T>> act) {
        return of(lines, room.value()).add(false, act);
    }

    /** Does something alone. */
    public <T> CompletionStage<T> alone(RoomId room, Supplier<CompletionStage<T>> act) {
        return of(lines, room.value()).add(true, act);
    }

    /** The same for what is no room's. It may take the turn of a room within, but no other one. */
    public <T> CompletionStage<T> alone(String what, Supplier<CompletionStage<T>> act) {
        return of(matters, what).add(true, act);
    }

    private static Line of(Line[] lines, String key) {
        return lines[Math.floorMod(key.hashCode(), LINES)];
    }

    /** An act that waits for its turn, or has it. */
    private record Act<T>(boolean alone, Supplier<CompletionStage<T>> does, CompletableFuture<T> result) {

        /** Begins; whether the next one may begin, else {@code over} runs as soon as it may. */
        boolean begin(Runnable over) {
            AtomicBoolean met = new AtomicBoolean();
            var unused = stage().whenComplete((done, failure) -> {
                if (failure == null) {
                    result.complete(done);
                } else {
                    result.completeExceptionally(failure);
                }
                if (alone && met.getAndSet(true)) {
                    over.run();
                }
            });
            return !alone || met.getAndSet(true);
        }

        private CompletionStage<T> stage() {
            try {
                return does.get();
            } catch (RuntimeException | Error e) {
                return CompletableFuture.failedStage(e);
            }
        }
    }

    /** Lets one act after the other begin, in a loop: a chain of futures would go as deep into the stack as it is long. */
    private static final class Line {

        @GuardedBy("this")
        private final ArrayDeque<Act<?>> waiting = new ArrayDeque<>();

        /** Whether a thread lets acts begin, or one that is alone is not over. */
        @GuardedBy("this")
        private boolean taken;

        <T> CompletionStage<T> add(boolean alone, Supplier<CompletionStage<T>> does) {
            CompletableFuture<T> result = new CompletableFuture<>();
            synchronized (this) {
                if (waiting.size() >= MAX_WAITING) {
                    return CompletableFuture.failedStage(
                            new HubBusyException(MAX_WAITING + " acts wait for their turn already.", RETRY_AFTER));
                }
                waiting.add(new Act<>(alone, does, result));
                if (taken) {
                    return result;
                }
                taken = true;
            }
            goOn();
            return result;
        }

        private void goOn() {
            Act<?> next = next();
            while (next != null && next.begin(this::goOn)) {
                next = next();
            }
        }

        private synchronized @Nullable Act<?> next() {
            Act<?> next = waiting.poll();
            taken = next != null;
            return next;
        }
    }
}
