package dev.carillon.log;

import dev.carillon.event.Entry;
import java.util.List;

/**
 * What one read found.
 *
 * @param entries the entries that match, in order
 * @param through every entry up to this offset was examined (for {@link EventLog#readBefore}, down to it), so it is where
 *     the next read goes on
 * @param lostThrough the offset of the newest entry that matches, stood in the range and cannot be read any more; 0 if
 *     nothing was lost. A log that no longer knows which it was names a later one rather than none
 */
public record Page(List<Entry> entries, long through, long lostThrough) {

    public Page {
        entries = List.copyOf(entries);
    }
}
