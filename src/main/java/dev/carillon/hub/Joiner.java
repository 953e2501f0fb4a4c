package dev.carillon.hub;

import java.nio.ByteBuffer;
import java.util.List;

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

    /** The sequence number after the last frame of the chunk that was made last. */
    long next() {
        return next;
    }

    /** For everybody at the tail. */
    Chunk live(Ring ring, long from) {
        byte[] bytes = join(ring, from, LIVE_BYTES);
        if (bytes.length > direct.capacity()) {
            direct = ByteBuffer.allocateDirect(Math.max(bytes.length, direct.capacity() * 2));
        }
        direct.clear().put(bytes);
        return new Chunk(bytes, bytes.length, direct);
    }

    /** For one who lags. */
    Chunk catchUp(Ring ring, long from) {
        return Chunk.of(join(ring, from, CATCH_UP_BYTES));
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

    private byte[] join(Ring ring, long from, int maxBytes) {
        byte[] first = ring.get(from).bytes();
        int size = first.length;
        long end = from + 1;
        while (end < ring.tail() && size + ring.get(end).bytes().length <= maxBytes) {
            size += ring.get(end).bytes().length;
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
