package dev.carillon.hub;

import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How events look on the wire. Whatever it returns is complete in itself, so that frames can be joined.
 *
 * <p>Threading: called by shards and I/O threads at the same time. Two formats are the same only if they are the same object.
 */
public interface WireFormat {

    /** An event; without an id if it is volatile. */
    byte[] event(Event event, @Nullable EventId id);

    /** Tells a reader that events are missing here. */
    byte[] gap(Gap gap);

    /** Tells a reader where it stands, without an event. */
    byte[] cursor(EventId id);

    /**
     * The last bytes of a connection.
     *
     * @param retry after which the client should come back; null if it was told at the beginning
     */
    byte[] lastWords(CloseReason reason, @Nullable Duration retry);

    /** What administrators call it. */
    String label();

    /** Something that means nothing, to keep a quiet connection open. */
    byte[] heartbeat();
}
