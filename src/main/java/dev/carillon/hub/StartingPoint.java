package dev.carillon.hub;

import dev.carillon.event.EventId;
import java.time.Instant;

/** Where a reader wants to begin. */
public sealed interface StartingPoint {

    /** With what is new. */
    record Now() implements StartingPoint {}

    /** With what follows an event. */
    record After(EventId id) implements StartingPoint {}

    /** After an event that cannot be read as one of ours, for example the id of another hub; answered with a gap. */
    record AfterUnknown() implements StartingPoint {}

    /** With what was made at this time or later. */
    record Since(Instant time) implements StartingPoint {}

    /** With the newest events that match, so many of them. */
    record Last(int count) implements StartingPoint {

        public static final int MAX_COUNT = 10_000;

        public Last {
            if (count < 0 || count > MAX_COUNT) {
                throw new IllegalArgumentException("last " + count + " is not in 0.." + MAX_COUNT);
            }
        }
    }

    /** With the oldest entry there is. */
    record Earliest() implements StartingPoint {}
}
