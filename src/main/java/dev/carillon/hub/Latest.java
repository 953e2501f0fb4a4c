package dev.carillon.hub;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * What a key of a conflating channel said last. It is itself, and equal to no other.
 *
 * <p>Threading: its shard's alone.
 */
final class Latest {

    /** What is conflated: events of the same channel with the same key, or without one. */
    record Key(ChannelName channel, @Nullable String key) {

        static Key of(Event event) {
            return new Key(event.channel(), event.key());
        }
    }

    final Key key;
    ConflatedEvent event;

    Latest(Event first) {
        this.key = Key.of(first);
        this.event = new ConflatedEvent(this, first);
    }

    void is(Event newer) {
        event = new ConflatedEvent(this, newer);
    }
}
