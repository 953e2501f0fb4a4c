package dev.carillon.log;

import dev.carillon.event.EventId;
import java.util.List;

/**
 * What came of an {@link Append}.
 *
 * @param ids one for each event, in their order
 * @param repeated whether the same was appended before: these are the ids of then, and nothing was appended now
 */
public record Appended(List<EventId> ids, boolean repeated) {

    public Appended {
        ids = List.copyOf(ids);
    }
}
