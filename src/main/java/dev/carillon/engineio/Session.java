package dev.carillon.engineio;

import dev.carillon.hub.CloseReason;

/**
 * A client's connection, over whichever transport it uses right now.
 *
 * <p>Threading: any thread may call any method; none of them blocks.
 */
public interface Session {

    /** The {@code sid} of the handshake. Whoever knows it can read and write what its client can. */
    String id();

    /** The request that opened it. */
    Handshake handshake();

    /** {@code polling} or {@code websocket}. */
    String transport();

    /** For one more subscriber of the hub, whose chunks go to this client. They are whole frames, see {@link Frames}. */
    SessionSink newSink();

    /**
     * Writes something that is not for a subscriber, after what was given to it before. If it cannot be written and too much waits
     * already, the session ends with {@link CloseReason#SLOW}.
     *
     * @param frames whole frames, see {@link Frames}
     */
    void send(byte[] frames);

    /** Ends it; what was sent before is still written if the reason is an orderly one. The listener is told. */
    void close(CloseReason reason);

    boolean isClosed();
}
