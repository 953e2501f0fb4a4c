package dev.carillon.socketio.server;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Broadcasts of namespaces that have been sent, and are not with the readers of the hub yet, because the log writes them down.
 *
 * <p>Threading: any thread.
 */
final class Outgoing {

    private final ConcurrentMap<String, CompletableFuture<?>> byNamespace = new ConcurrentHashMap<>();
    private final ConcurrentMap<ExceptRoom, CompletableFuture<?>> byExceptRoom = new ConcurrentHashMap<>();

    private record ExceptRoom(String namespace, String room) {}

    /** {@code exceptRooms} are those whose members do not get it. */
    void add(String namespace, Set<String> exceptRooms, CompletionStage<?> sending) {
        CompletableFuture<?> sent = sending.toCompletableFuture();
        if (sent.isDone()) {
            return;
        }
        add(byNamespace, namespace, sent);
        exceptRooms.forEach(room -> add(byExceptRoom, new ExceptRoom(namespace, room), sent));
    }

    private static <K> void add(ConcurrentMap<K, CompletableFuture<?>> known, K key, CompletableFuture<?> sent) {
        CompletableFuture<?> all = known.merge(key, sent, CompletableFuture::allOf);
        var unused = all.whenComplete((done, failure) -> known.remove(key, all));
    }

    /** Ends when all that was sent to the namespace until now is with its readers, or has failed; empty if it is. */
    Optional<CompletableFuture<?>> until(String namespace) {
        return Optional.ofNullable(byNamespace.get(namespace));
    }

    /** The same of what was sent to others than those in the room. */
    Optional<CompletableFuture<?>> untilExcept(String namespace, String room) {
        return Optional.ofNullable(byExceptRoom.get(new ExceptRoom(namespace, room)));
    }
}
