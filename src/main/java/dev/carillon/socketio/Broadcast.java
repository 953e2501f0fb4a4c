package dev.carillon.socketio;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Many of those who are connected to a namespace. What is sent to them is an event of the hub: encoded once, in the same order for
 * all, at most as large as the hub's events may be, and a slow one holds up nobody.
 *
 * <p>Threading: any thread. Does not change: each method returns another one.
 */
public interface Broadcast {

    /** Only those who have joined a room; called again, those who have joined any of these. Each gets it once. */
    Broadcast to(String room);

    /** Nobody who has joined this room. */
    Broadcast except(String room);

    /** Not to this one, whatever he has joined. */
    Broadcast except(Socket socket);

    /** Whoever cannot take it now, or lost his connection for a moment, need not get it. */
    Broadcast asVolatile();

    /**
     * Sends it.
     *
     * @param args as for {@link Socket#emit}
     * @return completes when it will reach everybody; fails as {@link dev.carillon.hub.Hub#publish} does
     */
    @CanIgnoreReturnValue
    CompletionStage<?> emit(String event, @Nullable Object... args);
}
