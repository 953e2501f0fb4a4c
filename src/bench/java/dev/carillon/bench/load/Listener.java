package dev.carillon.bench.load;

import java.io.Closeable;
import java.io.IOException;

/** A connection that is told the events of one channel. Threading: the generator's one thread. */
interface Listener extends Closeable {
    /** The server has answered, and events come. */
    boolean open();

    /** The server, or we, have ended the connection. */
    boolean closed();

    int channelIndex();

    SequenceCheck check();

    int localPort() throws IOException;

    /** Reads nothing any more, but keeps the connection. */
    void stopReading();
}
