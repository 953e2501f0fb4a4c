package dev.carillon.hub;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a subscriber's bytes go. It never blocks.
 *
 * <p>Threading: called by one shard's thread alone. The sink tells its news to its {@link Subscriber}, from any thread:
 * {@link Subscriber#writable()} once it takes bytes (again), {@link Subscriber#gone()} when the client went away.
 */
public interface Sink {

    /**
     * Takes the whole chunk. Called only while the sink is writable.
     *
     * @return whether it takes more right now; if not, {@link Subscriber#writable()} or {@link Subscriber#gone()} follows
     */
    boolean write(Chunk chunk);

    /**
     * Goes on with what was taken and not yet written; called after {@link Subscriber#writable()}.
     *
     * @return as for {@link #write}
     */
    boolean drain();

    /** Ends the connection. Called once; nothing is written after it. */
    void close(CloseReason reason);

    /** What holds it just now, for administrators, where that changes; null where {@link Peer#sink()} says it. */
    default @Nullable String transport() {
        return null;
    }

    /** Whether it takes a single answer, and ends with that: a poll that waits. */
    default boolean isPoll() {
        return false;
    }

    /**
     * How long it may be blocked although its client reads as fast as it can, because the client has to come again for more: it is
     * not called slow before, even if the ring has moved on. The hub's grace time holds if that is longer, and so does its stall
     * time, for whoever does not come again.
     */
    default Duration patience() {
        return Duration.ZERO;
    }

    /**
     * What it has taken and not brought to the client is to be little, because newer events make it worthless: a reader of a
     * conflating channel who is slow would else get what is old from the buffers on the way. It does what it can.
     */
    default void keepShort() {}

    /**
     * Whether it notices at once that a client went away. One that does not notices it by the failure of the second write
     * after it, so a quiet stream gets its heartbeat twice, a second apart.
     */
    boolean noticesDeparture();
}
