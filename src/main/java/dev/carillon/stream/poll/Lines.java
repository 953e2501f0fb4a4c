package dev.carillon.stream.poll;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.carillon.stream.NdjsonFormat;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * Lines of NDJSON, as a feed joined them. All who wait on a feed share the bytes, and nobody changes them.
 *
 * <p>Threading: immutable.
 */
public final class Lines {

    private static final byte[] EVENT = NdjsonFormat.EVENT.getBytes(US_ASCII);
    private static final byte[] GAP = NdjsonFormat.GAP.getBytes(US_ASCII);

    /** What a line is. */
    enum Kind {
        EVENT,
        GAP,
        OTHER
    }

    private final byte[] bytes;
    private final int length;

    Lines(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    /** Whether there is more than heartbeats and places: whatever means something stands alone in its chunk, or first. */
    boolean saySomething() {
        return kind(0) != Kind.OTHER;
    }

    /** Visits the lines, without their ends. */
    void forEach(BiConsumer<Kind, byte[]> visitor) {
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                visitor.accept(kind(start), Arrays.copyOfRange(bytes, start, i));
                start = i + 1;
            }
        }
    }

    private Kind kind(int start) {
        if (startsWith(start, EVENT)) {
            return Kind.EVENT;
        }
        return startsWith(start, GAP) ? Kind.GAP : Kind.OTHER;
    }

    private boolean startsWith(int start, byte[] prefix) {
        int end = start + prefix.length;
        return end <= length && Arrays.equals(bytes, start, end, prefix, 0, prefix.length);
    }
}
