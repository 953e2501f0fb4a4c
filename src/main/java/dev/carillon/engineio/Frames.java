package dev.carillon.engineio;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Makes the WebSocket frames of a server (RFC 6455 §5.2): one for each message, not masked, so the same bytes serve every client.
 *
 * <p>A text frame holds one packet of Engine.IO, whose first character is its type; a binary frame holds the bytes of a message
 * packet, which has no type on a WebSocket.
 */
public final class Frames {

    /** Bytes in front of the longest message. */
    private static final int MAX_HEAD = 10;

    private static final int FINAL = 0x80;
    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;
    private static final int MAX_SHORT = 125;
    private static final int MAX_MEDIUM = 0xffff;

    private Frames() {}

    /** One packet, with its type. */
    public static byte[] text(String packet) {
        return frame(FINAL | TEXT, packet.getBytes(StandardCharsets.UTF_8));
    }

    /** A message of bytes. */
    public static byte[] binary(byte[] message) {
        return frame(FINAL | BINARY, message);
    }

    private static byte[] frame(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(MAX_HEAD + payload.length).put((byte) first);
        if (payload.length <= MAX_SHORT) {
            frame.put((byte) payload.length);
        } else if (payload.length <= MAX_MEDIUM) {
            frame.put((byte) 126).putShort((short) payload.length);
        } else {
            frame.put((byte) 127).putLong(payload.length);
        }
        frame.put(payload).flip();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }
}
