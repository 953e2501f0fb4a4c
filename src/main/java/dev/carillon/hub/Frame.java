package dev.carillon.hub;

import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event encoded once for one wire format. Everybody shares it.
 *
 * @param bytes never changed
 * @param offset whoever has got the frame has seen everything in the log up to here
 * @param durable whether the log holds the event, so that a reader who missed the frame can still get it
 * @param notFor names of connections that do not get it; null if everybody does
 */
record Frame(
        @SuppressWarnings("ArrayRecordComponent") byte[] bytes,
        long offset,
        boolean durable,
        @Nullable Set<String> notFor) {

    static Frame of(Entry entry, WireFormat format) {
        Event event = entry.event();
        return new Frame(format.event(event, entry.id()), entry.offset(), true, notFor(event, format));
    }

    static Frame unkept(Event event, long offset, WireFormat format) {
        return new Frame(format.event(event, null), offset, false, notFor(event, format));
    }

    /** Whether a connection of this name does not get it. */
    boolean isNotFor(String name) {
        return notFor != null && notFor.contains(name);
    }

    private static @Nullable Set<String> notFor(Event event, WireFormat format) {
        Set<String> names = format.notFor(event);
        return names.isEmpty() ? null : names;
    }
}
