package dev.carillon.chat;

import dev.carillon.chat.model.RoomId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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

    private final Line[] lines =
            IntStream.range(0, LINES).mapToObj(number -> new Line()).toArray(Line[]::new);

    /** Apart from those of rooms: who has his turn here may take one of a room. */
    private final Line[] matters =
            IntStream.range(0, LINES).mapToObj(number -> new Line()).toArray(Line[]::new);

    /** Does something that overlaps with others like it. It has been submitted to the log when it returns. */
    public <T> CompletionStage<T> shared(RoomId room, Supplier<CompletionStage<T>> act) {
        return of(lines, room.value()).shared(act);
    }

    /** Does something alone. */
    public <T> CompletionStage<T> alone(RoomId room, Supplier<CompletionStage<T>> act) {
        return of(lines, room.value()).alone(act);
    }

    /** The same for what is no room's. It may take the turn of a room within, but no other one. */
    public <T> CompletionStage<T> alone(String what, Supplier<CompletionStage<T>> act) {
        return of(matters, what).alone(act);
    }

    private static Line of(Line[] lines, String key) {
        return lines[Math.floorMod(key.hashCode(), LINES)];
    }

    private static final class Line {

        /** Completes, never with a failure, when the next may begin. */
        private CompletableFuture<@Nullable Void> next = CompletableFuture.completedFuture(null);

        <T> CompletionStage<T> shared(Supplier<CompletionStage<T>> act) {
            CompletableFuture<T> result = new CompletableFuture<>();
            CompletionStage<@Nullable Void> before;
            CompletableFuture<@Nullable Void> submitted = new CompletableFuture<>();
            synchronized (this) {
                before = next;
                next = submitted;
            }
            before.thenRun(() -> {
                CompletionStage<T> stage = begin(act);
                submitted.complete(null);
                forward(stage, result);
            });
            return result;
        }

        <T> CompletionStage<T> alone(Supplier<CompletionStage<T>> act) {
            CompletableFuture<T> result = new CompletableFuture<>();
            CompletionStage<@Nullable Void> before;
            CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
            synchronized (this) {
                before = next;
                next = over;
            }
            before.thenRun(() -> begin(act).whenComplete((done, failure) -> {
                over.complete(null);
                forward(done, failure, result);
            }));
            return result;
        }

        private static <T> CompletionStage<T> begin(Supplier<CompletionStage<T>> act) {
            try {
                return act.get();
            } catch (RuntimeException | Error e) {
                return CompletableFuture.failedStage(e);
            }
        }

        private static <T> void forward(CompletionStage<T> stage, CompletableFuture<T> result) {
            stage.whenComplete((done, failure) -> forward(done, failure, result));
        }

        private static <T> void forward(T done, @Nullable Throwable failure, CompletableFuture<T> result) {
            if (failure == null) {
                result.complete(done);
            } else {
                result.completeExceptionally(failure);
            }
        }
    }
}
