package dev.carillon.engineio;

import dev.carillon.hub.Sink;
import dev.carillon.hub.Subscriber;

/** A subscriber's way to the client of a session. It begins blocked. When it is closed the session goes on. */
public interface SessionSink extends Sink {

    /** Tells whose it is; only then does it become writable. Called once. */
    void start(Subscriber subscriber);
}
