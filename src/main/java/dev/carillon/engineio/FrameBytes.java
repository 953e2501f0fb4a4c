package dev.carillon.engineio;

import dev.carillon.hub.Chunk;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Whole frames of a server (see {@link Frames}) on their way to one client.
 *
 * @param array nobody writes to it
 * @param length how many of its bytes count
 * @param direct the same bytes outside of the heap, lent for the length of one call; null if there are none
 */
@SuppressWarnings("ArrayRecordComponent") // Shared on purpose: a chunk goes to many clients. Nobody compares it.
public record FrameBytes(byte[] array, int length, @Nullable ByteBuffer direct) {

    private static final int OPCODE = 0x0f;
    private static final int TEXT = 0x1;

    /** Takes messages in their order. */
    public interface Taker {

        void take(boolean isText, byte[] array, int offset, int length);
    }

    public static FrameBytes of(byte[] frames) {
        return new FrameBytes(frames, frames.length, null);
    }

    static FrameBytes of(Chunk chunk) {
        return new FrameBytes(chunk.array(), chunk.length(), chunk.direct());
    }

    /** The same without what is only lent, to be kept until it can be written. */
    public FrameBytes kept() {
        return direct == null ? this : new FrameBytes(array, length, null);
    }

    /** Takes the frames apart. */
    public void forEach(Taker taker) {
        ByteBuffer bytes = ByteBuffer.wrap(array, 0, length);
        while (bytes.hasRemaining()) {
            int opcode = bytes.get() & OPCODE;
            int size = bytes.get();
            if (size == 126) {
                size = bytes.getShort() & 0xffff;
            } else if (size == 127) {
                size = Math.toIntExact(bytes.getLong());
            }
            taker.take(opcode == TEXT, array, bytes.position(), size);
            bytes.position(bytes.position() + size);
        }
    }
}
