package dev.carillon.api;

import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * The bytes of a body that have arrived.
 *
 * <p>Threading: one at a time.
 */
final class ArrivingBody {

    private static final int FIRST_BYTES = 8 << 10;

    private final long declared;
    private final long max;
    private byte[] bytes;
    private int count;

    /** {@code declared} is what the request says, -1 if nothing. What it says takes no memory until it has come. */
    ArrivingBody(long declared, long max) {
        this.declared = declared;
        this.max = max;
        this.bytes = new byte[(int) (declared < 0 ? FIRST_BYTES : Math.min(declared, FIRST_BYTES))];
    }

    /** Takes what is there; the stream must have something. False at its end. */
    boolean read(ServletInputStream in) throws IOException {
        if (count == bytes.length) {
            long longer = Math.max(FIRST_BYTES, 2L * bytes.length);
            bytes = Arrays.copyOf(bytes, (int) Math.min(longer, declared < 0 ? max + 1 : declared));
        }
        int read = in.read(bytes, count, bytes.length - count);
        count += Math.max(0, read);
        return read >= 0;
    }

    /** Everything that was declared is there. */
    boolean isComplete() {
        return count == declared;
    }

    /** Less is there than was declared. */
    boolean isShort() {
        return count < declared;
    }

    boolean isTooLong() {
        return count > max;
    }

    /** What it takes in memory. */
    int capacity() {
        return bytes.length;
    }

    byte[] bytes() {
        return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
    }
}
