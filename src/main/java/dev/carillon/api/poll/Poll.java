package dev.carillon.api.poll;

import dev.carillon.event.EventId;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.StartingPoint;
import dev.carillon.log.PageLimit;
import java.time.Duration;
import java.util.Optional;

/** What a poll asks for. */
public sealed interface Poll {

    SelectorSet selectors();

    /**
     * What follows a place.
     *
     * @param patience how long the answer may be held while there is nothing
     * @param known what the client has
     */
    record Onwards(SelectorSet selectors, StartingPoint from, PageLimit limit, Duration patience, IfNoneMatch known)
            implements Poll {

        boolean waits() {
            return !patience.isZero();
        }

        boolean namesPlace() {
            return !(from instanceof StartingPoint.Now);
        }

        /** A poll without a place goes on after what the client has, if it says what that is. */
        StartingPoint place() {
            Optional<EventId> has = known.cursors().stream().findFirst();
            return namesPlace() || has.isEmpty() ? from : new StartingPoint.After(has.get());
        }

        /** Whether it asks for just what follows this answer. */
        boolean goesOnAfter(EventId cursor) {
            return !namesPlace() || from.equals(new StartingPoint.After(cursor));
        }
    }

    /** What precedes an event. */
    record Backwards(SelectorSet selectors, EventId before, PageLimit limit) implements Poll {}
}
