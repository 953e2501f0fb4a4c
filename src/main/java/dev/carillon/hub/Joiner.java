package dev.carillon.hub;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins frames into chunks.
 *
 * <p>Threading: its shard's alone; the direct buffer is used again for the next live chunk.
 */
final class Joiner {

    /**
     * Bytes of a chunk for readers at the tail, unless one frame has more. Large, because a thousand readers share it; not
     * larger, because a socket that cannot take it all keeps the rest.
     */
    private static final int LIVE_BYTES = 64 << 10;

    /** The same for a reader that catches up. Small, because a blocked reader has one for itself. */
    static final int CATCH_UP_BYTES = 16 << 10;

    private ByteBuffer direct = ByteBuffer.allocateDirect(LIVE_BYTES);
    private long next;
    private int frames;
    private boolean forSome;

    /** The sequence number after the last frame of the chunk that was made last. */
    long next() {
        return next;
    }

    /** Whether the chunk of a ring that was made last has frames that are not for everybody. */
    boolean isForSome() {
        return forSome;
    }

    /** How many frames of changes are in the chunk that was made last. */
    int frames() {
        return frames;
    }

    /** For everybody at the tail. */
    Chunk live(Ring ring, long from) {
        return shared(join(ring, from, ring.tail(), LIVE_BYTES));
    }

    /** The same of a feed that conflates: from this change on. */
    Chunk live(Changes.Change first, WireFormat format) {
        return shared(join(first, Long.MAX_VALUE, format, LIVE_BYTES));
    }

    private Chunk shared(byte[] bytes) {
        if (bytes.length > direct.capacity()) {
            direct = ByteBuffer.allocateDirect(Math.max(bytes.length, direct.capacity() * 2));
        }
        direct.clear().put(bytes);
        return new Chunk(bytes, bytes.length, direct);
    }

    /**
     * What one connection gets of the frames of a chunk.
     *
     * @param shared the chunk, which has all of them
     * @return null if none of them is for it
     */
    static @Nullable Chunk forOne(Ring ring, long from, long to, Chunk shared, @Nullable String name) {
        if (name == null) {
            return shared;
        }
        List<Frame> some = new ArrayList<>();
        int size = 0;
        for (long sequence = from; sequence < to; sequence++) {
            Frame frame = ring.get(sequence);
            if (!frame.isNotFor(name)) {
                some.add(frame);
                size += frame.bytes().length;
            }
        }
        if (some.size() == to - from) {
            return shared;
        }
        return some.isEmpty() ? null : Chunk.of(join(some, size));
    }

    /** For one who lags; up to a frame that is not included. */
    Chunk catchUp(Ring ring, long from, long to) {
        return Chunk.of(join(ring, from, to, CATCH_UP_BYTES));
    }

    /** The same of a feed that conflates: from this change on, up to a number that is not included. */
    Chunk catchUp(Changes.Change first, long until, WireFormat format) {
        return Chunk.of(join(first, until, format, CATCH_UP_BYTES));
    }

    /** Frames whose bytes are known to be so many. */
    static byte[] join(List<Frame> frames, int size) {
        byte[] joined = new byte[size];
        int at = 0;
        for (Frame frame : frames) {
            System.arraycopy(frame.bytes(), 0, joined, at, frame.bytes().length);
            at += frame.bytes().length;
        }
        return joined;
    }

    private byte[] join(Changes.Change first, long until, WireFormat format, int maxBytes) {
        int size = first.event.in(format).length;
        frames = 1;
        next = first.sequence + 1;
        Changes.Change change = first.after();
        while (change != null && change.sequence < until && size + change.event.in(format).length <= maxBytes) {
            size += change.event.in(format).length;
            frames++;
            next = change.sequence + 1;
            change = change.after();
        }
        byte[] joined = new byte[size];
        int at = 0;
        change = first;
        for (int i = 0; i < frames && change != null; i++) {
            byte[] bytes = change.event.in(format);
            System.arraycopy(bytes, 0, joined, at, bytes.length);
            at += bytes.length;
            change = change.after();
        }
        return joined;
    }

    private byte[] join(Ring ring, long from, long to, int maxBytes) {
        byte[] first = ring.get(from).bytes();
        forSome = ring.get(from).notFor() != null;
        int size = first.length;
        long end = from + 1;
        while (end < to && size + ring.get(end).bytes().length <= maxBytes) {
            Frame frame = ring.get(end);
            forSome |= frame.notFor() != null;
            size += frame.bytes().length;
            end++;
        }
        next = end;
        if (end == from + 1) {
            return first;
        }
        byte[] joined = new byte[size];
        int at = 0;
        for (long sequence = from; sequence < end; sequence++) {
            byte[] bytes = ring.get(sequence).bytes();
            System.arraycopy(bytes, 0, joined, at, bytes.length);
            at += bytes.length;
        }
        return joined;
    }
}
