package dev.carillon.engineio;

import dev.carillon.hub.CloseReason;

/**
 * Takes what a client sends.
 *
 * <p>Threading: threads of the container, one at a time for each session, in the order in which the client sent it. {@link #closed}
 * may come from any thread, once, and nothing after it. What throws ends the session.
 */
public interface SessionListener {

    /** A {@code message} packet with text. */
    void text(String message);

    /** A {@code message} packet with bytes, which nobody else keeps. */
    void binary(byte[] message);

    /** The session has ended. */
    void closed(CloseReason reason);
}
