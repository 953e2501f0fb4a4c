package dev.carillon.bench.load;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A connection over which one request after the other is sent. Threading: the generator's one thread. */
interface PublishConnection extends Closeable {
    /** Sends the next request of the source. To be called only when the last one has been acknowledged. */
    void send(Source source, long stampNanos) throws IOException;

    /** When the last request was sent for the first time. */
    long sentNanos();

    /** Sends a refused request again when its pause is over. */
    void resendIfDue(long nowNanos) throws IOException;

    /** One that speaks as the server does. */
    static PublishConnection open(EventLoop loop, Settings settings, Owner owner) throws IOException {
        return switch (settings.dialect()) {
            case CARILLON, TEXTBOOK, NCHAN -> new HttpPublishConnection(loop, settings.port(), owner);
            case SOCKET_IO -> new SocketIoPublishConnection(loop, settings.port(), owner);
        };
    }

    /** Whoever is told what became of a request. */
    interface Owner {
        void acknowledged(PublishConnection connection) throws IOException;

        /** It will be sent again by {@link PublishConnection#resendIfDue}. */
        void refused();
    }

    /** Where requests come from. */
    interface Source {
        /** Puts the next request into {@code out}; the number of responses that acknowledge it. */
        int writeRequest(ByteBuffer out, long stampNanos);
    }
}
