package dev.carillon.hub;

import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.SelectorSet;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How events look on the wire. Whatever it returns is complete in itself, so that frames can be joined.
 *
 * <p>Threading: called by shards and I/O threads at the same time. Two formats are the same only if they are the same object.
 */
public interface WireFormat {

    /** An event; without an id if it is volatile. */
    byte[] event(Event event, @Nullable EventId id);

    /**
     * Names of connections that do not get an event; empty for almost all. What conflates is for everybody.
     *
     * @see Subscriber#name()
     */
    default Set<String> notFor(Event event) {
        return Set.of();
    }

    /**
     * Whether those who listen to just these selectors get an event of a channel of theirs: true but for few. The same event has always
     * the same answer, so that who reads it later in the log gets what he would have got. What conflates is for everybody.
     *
     * @param selectors one of which chooses the event's channel
     */
    default boolean isFor(Event event, SelectorSet selectors) {
        return true;
    }

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

    /**
     * Whether quiet connections get {@link #heartbeat()}. Those that do not are kept open, and found dead, by something that their
     * transport has.
     */
    default boolean hasHeartbeat() {
        return true;
    }

    /** Something that means nothing, to keep a quiet connection open. */
    byte[] heartbeat();
}
