package dev.carillon.hub;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the keys of conflating channels said when somebody came, on the way to him.
 *
 * <p>Threading: its shard's alone.
 */
final class Snapshot {

    private final List<ConflatedEvent> events;
    private int sent;
    private int frames;

    Snapshot(List<ConflatedEvent> events) {
        this.events = events;
    }

    /** How many were not looked at yet. */
    int left() {
        return events.size() - sent;
    }

    /** Those that were not looked at yet. */
    List<ConflatedEvent> rest() {
        return events.subList(sent, events.size());
    }

    /** How many events are in the chunk that was made last. */
    int frames() {
        return frames;
    }

    /** The next piece; empty if all that is left can be skipped. */
    Chunk next(WireFormat format, Predicate<Latest> skip) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        frames = 0;
        while (sent < events.size()) {
            ConflatedEvent event = events.get(sent);
            if (!skip.test(event.latest)) {
                byte[] frame = event.in(format);
                if (frames > 0 && joined.size() + frame.length > Joiner.CATCH_UP_BYTES) {
                    break;
                }
                joined.writeBytes(frame);
                frames++;
            }
            sent++;
        }
        return Chunk.of(joined.toByteArray());
    }
}
