package dev.carillon.hub;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the connections of all shards, and does something with those that a filter chooses. Each shard visits its own, a piece
 * in each of its rounds.
 *
 * <p>Threading: any thread; results are told on an I/O thread.
 */
final class Census {

    private final List<Shard> shards;
    private final IoTasks io;

    Census(List<Shard> shards, IoTasks io) {
        this.shards = shards;
        this.io = io;
    }

    CompletionStage<ConnectionPage> page(ConnectionFilter filter, long after, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a page has at least one connection, not " + limit);
        }
        // One more, which tells whether there is another page.
        return visit(
                shard -> new Walk<>(
                        filter, after, limit + 1, subscriber -> ConnectionState.of(subscriber, shard.nowNanos())),
                states -> page(states, limit));
    }

    private static ConnectionPage page(List<ConnectionState> states, int limit) {
        List<ConnectionState> inOrder = new ArrayList<>(states);
        inOrder.sort(Comparator.comparingLong(ConnectionState::id));
        if (inOrder.size() <= limit) {
            return new ConnectionPage(inOrder, OptionalLong.empty());
        }
        List<ConnectionState> page = inOrder.subList(0, limit);
        return new ConnectionPage(page, OptionalLong.of(page.get(limit - 1).id()));
    }

    CompletionStage<Integer> close(ConnectionFilter filter, CloseReason reason) {
        return visit(
                shard -> new Walk<>(filter, 0, Integer.MAX_VALUE, subscriber -> {
                    boolean first = subscriber.closing() == null;
                    shard.endings().close(subscriber, reason);
                    return first ? subscriber.id() : null;
                }),
                List::size);
    }

    CompletionStage<Integer> tell(Event event, ConnectionFilter filter) {
        return visit(
                shard -> {
                    Map<WireFormat, Chunk> encoded = new HashMap<>();
                    return new Walk<>(filter, 0, Integer.MAX_VALUE, subscriber -> {
                        Chunk chunk = encoded.computeIfAbsent(
                                subscriber.format(), format -> Chunk.of(format.event(event, null)));
                        return !subscriber.isPoll() && subscriber.offer(chunk) ? subscriber.id() : null;
                    });
                },
                List::size);
    }

    /** One look into the index of each shard, however many connections there are. */
    CompletionStage<Boolean> isHeard(ChannelName channel) {
        List<CompletableFuture<Boolean>> parts = new ArrayList<>();
        for (Shard shard : shards) {
            CompletableFuture<Boolean> part = new CompletableFuture<>();
            parts.add(part);
            shard.offer(() -> part.complete(shard.feeds().isHeard(channel)));
        }
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        var unused = CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenRun(() -> io.answer(() -> result.complete(parts.stream().anyMatch(CompletableFuture::join))));
        return result.minimalCompletionStage();
    }

    private <T, R> CompletionStage<R> visit(Function<Shard, Walk<T>> walks, Function<List<T>, R> answer) {
        List<CompletableFuture<List<T>>> parts = new ArrayList<>();
        for (Shard shard : shards) {
            Walk<T> walk = walks.apply(shard);
            parts.add(walk.result());
            shard.offer(() -> shard.walk(walk));
        }
        CompletableFuture<R> result = new CompletableFuture<>();
        var unused = CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .whenComplete((nothing, failure) -> io.answer(() -> complete(result, parts, answer, failure)));
        return result.minimalCompletionStage();
    }

    private static <T, R> void complete(
            CompletableFuture<R> result,
            List<CompletableFuture<List<T>>> parts,
            Function<List<T>, R> answer,
            @Nullable Throwable failure) {
        if (failure != null) {
            boolean wrapped = failure instanceof CompletionException && failure.getCause() != null;
            result.completeExceptionally(wrapped ? failure.getCause() : failure);
            return;
        }
        List<T> all = new ArrayList<>();
        parts.forEach(part -> all.addAll(part.join()));
        result.complete(answer.apply(all));
    }
}
