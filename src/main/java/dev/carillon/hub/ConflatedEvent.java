package dev.carillon.hub;

import dev.carillon.event.Event;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An event of a conflating channel, encoded when it is needed, once for each wire format.
 *
 * <p>Threading: its shard's alone.
 */
final class ConflatedEvent {

    /** Of what it is the newest, or was. */
    final Latest latest;

    private final Event event;
    private @Nullable WireFormat[] formats = new @Nullable WireFormat[1];
    private byte[][] frames = new byte[1][];
    private int size;

    ConflatedEvent(Latest latest, Event event) {
        this.latest = latest;
        this.event = event;
    }

    byte[] in(WireFormat format) {
        for (int i = 0; i < size; i++) {
            if (formats[i] == format) {
                return frames[i];
            }
        }
        byte[] frame = format.event(event, null);
        if (size == formats.length) {
            formats = Arrays.copyOf(formats, size + 1);
            frames = Arrays.copyOf(frames, size + 1);
        }
        formats[size] = format;
        frames[size++] = frame;
        return frame;
    }
}
