package dev.carillon.engineio;

/**
 * What carries a session's bytes to its client. It never blocks.
 *
 * <p>Threading: called by any thread, one at a time, under the session's lock, so it must not call anybody who waits for that.
 */
public interface Wire {

    /**
     * Takes all of it. Called only while the wire takes bytes.
     *
     * @return whether it takes more right now; if not, it tells its link once it does
     */
    boolean write(FrameBytes frames);

    /**
     * Goes on with what was taken and not yet written; called after the link was told.
     *
     * @return as for {@link #write}
     */
    boolean drain();

    /**
     * Says goodbye, behind what was written, or cuts the connection if that cannot be. The link is told of the end. Called once at most.
     *
     * @param code of RFC 6455 §7.4.1
     */
    void end(int code);

    /** Cuts the connection, if it is still there. */
    void cut();
}
