package dev.carillon.api.poll;

import dev.carillon.event.SelectorSet;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * For what a poll waits.
 *
 * @param selectors an event of theirs ends it
 * @param patience so does that time
 * @param isOver is asked once it listens, on a thread of the hub, so it must return at once: whether there is something already
 * @param alsoEndedBy is given what ends it, and gives back what takes that back
 */
public record Wait(
        SelectorSet selectors, Duration patience, BooleanSupplier isOver, Function<Runnable, Runnable> alsoEndedBy) {

    static Wait of(Poll.Onwards poll) {
        return new Wait(poll.selectors(), poll.patience(), () -> false, end -> () -> {});
    }
}
