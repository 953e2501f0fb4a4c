package dev.carillon.hub;

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

    /** Whether it takes a single answer, and ends with that: a poll that waits. */
    default boolean isPoll() {
        return false;
    }

    /**
     * Whether it notices at once that a client went away. One that does not notices it by the failure of the second write
     * after it, so a quiet stream gets its heartbeat twice, a second apart.
     */
    boolean noticesDeparture();
}
