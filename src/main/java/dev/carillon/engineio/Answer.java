package dev.carillon.engineio;

import java.util.List;

/**
 * What is to become of one request of HTTP long polling. One of the methods is called, once.
 *
 * <p>Threading: called by any thread under the session's lock, so it hands over to a thread that may wait for a slow client.
 */
interface Answer {

    /** Packets for the client. */
    void packets(List<FrameBytes> frames);

    /** What a POST brought was taken. */
    void ok();

    void refuse(EngineError error);
}
