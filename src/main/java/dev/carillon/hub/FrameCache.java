package dev.carillon.hub;

import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the event that is being delivered once for each wire format, however many feeds have it.
 *
 * <p>Threading: its shard's alone.
 */
final class FrameCache {

    private @Nullable Event event;
    private @Nullable Entry entry;
    private long handled;
    private @Nullable WireFormat[] formats = new @Nullable WireFormat[4];
    private @Nullable Frame[] frames = new @Nullable Frame[4];
    private int size;

    /** Turns to the next event; it has no entry if it is volatile. */
    void begin(Event nextEvent, @Nullable Entry nextEntry, long handledBefore) {
        event = nextEvent;
        entry = nextEntry;
        handled = handledBefore;
        size = 0;
    }

    Frame in(WireFormat format) {
        for (int i = 0; i < size; i++) {
            Frame frame = frames[i];
            if (formats[i] == format && frame != null) {
                return frame;
            }
        }
        Frame frame = encode(format);
        if (size == formats.length) {
            formats = Arrays.copyOf(formats, size * 2);
            frames = Arrays.copyOf(frames, size * 2);
        }
        formats[size] = format;
        frames[size++] = frame;
        return frame;
    }

    private Frame encode(WireFormat format) {
        Entry durable = entry;
        if (durable != null) {
            return Frame.of(durable, format);
        }
        Event unkept = event;
        if (unkept == null) {
            throw new IllegalStateException("no event was begun");
        }
        return Frame.unkept(unkept, handled, format);
    }
}
