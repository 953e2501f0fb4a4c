package dev.carillon.hub;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Whole frames on their way to sinks, in one piece; many sinks are given the same chunk.
 *
 * <p>Threading: made and handed around by a shard's thread. The {@linkplain #array() array} never changes, so a sink may keep
 * it until it is written; the {@linkplain #direct() direct buffer} is only lent for the length of one call.
 */
public final class Chunk {

    private final byte[] array;
    private final int length;
    private final @Nullable ByteBuffer direct;

    Chunk(byte[] array, int length, @Nullable ByteBuffer direct) {
        this.array = array;
        this.length = length;
        this.direct = direct;
    }

    static Chunk of(byte[] array) {
        return new Chunk(array, array.length, null);
    }

    /** The bytes are its first {@link #length()}; nobody writes to it. */
    public byte[] array() {
        return array;
    }

    public int length() {
        return length;
    }

    /** The same bytes outside of the heap, which spares a socket a copy; null if there is no such copy. */
    public @Nullable ByteBuffer direct() {
        return direct == null ? null : direct.limit(length).position(0);
    }
}
