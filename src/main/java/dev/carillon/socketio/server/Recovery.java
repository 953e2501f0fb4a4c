package dev.carillon.socketio.server;

import dev.carillon.event.EventId;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import jakarta.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Remembers sockets, so that a client that lost its connection finds what it had.
 *
 * <p>Threading: any thread; only {@link #find} may wait.
 */
public interface Recovery {

    /**
     * A socket as it was.
     *
     * @param key under which its client asks for it; a secret
     * @param begin the place in the log at which it was connected first
     * @param rooms with the offset after which it is in each
     * @param channels with the offset after which it listens to each
     */
    record Remembered(
            String key,
            String sid,
            String namespace,
            String subject,
            EventId begin,
            Map<String, Long> rooms,
            Map<Selector, Long> channels,
            JsonObject attributes) {

        public Remembered {
            rooms = Map.copyOf(rooms);
            channels = Map.copyOf(channels);
        }

        SelectorSet listensTo() {
            return SelectorSet.of(channels.keySet());
        }
    }

    /** It has been connected, or has changed. */
    void remember(Remembered socket);

    /** Its connection is gone, and its client may come back. */
    void left(String key);

    /** Its client will not come back. */
    void forget(String key);

    Optional<Remembered> find(String key);

    /**
     * Done when what was remembered of a socket so far outlives a kill of the server, or cannot be written right now. Who waits for it is
     * why it is written at once.
     */
    CompletionStage<?> written(String key);

    /** Remembers nothing. */
    Recovery NONE = new Recovery() {
        @Override
        public void remember(Remembered socket) {}

        @Override
        public void left(String key) {}

        @Override
        public void forget(String key) {}

        @Override
        public Optional<Remembered> find(String key) {
            return Optional.empty();
        }

        @Override
        public CompletionStage<?> written(String key) {
            return CompletableFuture.completedFuture(null);
        }
    };
}
