package dev.carillon.log;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.InvalidEventException;
import dev.carillon.event.Selector;

/**
 * How long the events of some channels are kept.
 *
 * @param selector the channels, together
 * @param limits what is kept of them all; in compacted channels only the age counts, and only for events that remove a key
 * @param compacted whether the newest event of each key of each channel is kept for good, and no other
 */
public record RetentionRule(Selector selector, Retention limits, boolean compacted) {

    boolean appliesTo(ChannelName channel) {
        return selector.matches(channel);
    }

    /** Refuses an event that cannot be kept by this rule. */
    public void check(Event event) {
        if (compacted && event.key() == null) {
            throw new InvalidEventException(
                    "A compacted channel keeps the newest event of each key, so every event has one.",
                    "An event for " + event.channel() + " has none.",
                    "Send the key as Event-Key or \"key\".");
        }
    }

    @Override
    public String toString() {
        return selector + " = " + (compacted ? "compact, " + limits.ageText() : limits.toString());
    }
}
