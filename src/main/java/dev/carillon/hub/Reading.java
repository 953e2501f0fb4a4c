package dev.carillon.hub;

import dev.carillon.event.Entry;
import dev.carillon.event.EventId;
import java.util.List;
import java.util.Optional;

/**
 * A part of the log, as a reader got it who does not stay.
 *
 * @param entries those that match, in order
 * @param cursor what follows the reading begins after this event
 * @param gap what the reader asked for and cannot get
 * @param earlier what precedes the reading ends before this event; empty if nothing does, or if it was not read backwards
 */
public record Reading(List<Entry> entries, EventId cursor, Optional<Gap> gap, Optional<EventId> earlier) {

    public Reading {
        entries = List.copyOf(entries);
    }

    static Reading nothing(EventId cursor) {
        return new Reading(List.of(), cursor, Optional.empty(), Optional.empty());
    }

    /** Whether there is anything to tell. */
    public boolean isEmpty() {
        return entries.isEmpty() && gap.isEmpty();
    }
}
