package dev.carillon.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Cuts what a server sends over a WebSocket (RFC 6455 §5.2) into messages, and writes the short ones of a client. Knows no
 * fragments and no extensions, because the servers here use none.
 */
final class WebSocketFrames {
    static final int TEXT = 1;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int TWO_BYTES_FOLLOW = 126;
    private static final int EIGHT_BYTES_FOLLOW = 127;

    private WebSocketFrames() {}

    /** Is given each whole message. */
    interface Receiver {
        void message(int opcode, ByteBuffer in, int from, int to) throws IOException;
    }

    /** Hands on all whole messages; the position behind the last one. */
    static int read(ByteBuffer in, int from, int limit, Receiver receiver) throws IOException {
        int at = from;
        while (limit - at >= 2) {
            int code = in.get(at + 1) & 0x7f;
            int head = code == EIGHT_BYTES_FOLLOW ? 10 : code == TWO_BYTES_FOLLOW ? 4 : 2;
            if (limit - at < head) {
                return at;
            }
            long length = code == EIGHT_BYTES_FOLLOW
                    ? in.getLong(at + 2)
                    : code == TWO_BYTES_FOLLOW ? in.getShort(at + 2) & 0xffff : code;
            if (limit - at - head < length) {
                return at;
            }
            int opcode = in.get(at) & 0xff;
            if ((opcode & FINAL) == 0) {
                throw new IOException("a message in several fragments");
            }
            int start = at + head;
            at = start + (int) length;
            receiver.message(opcode & 0x0f, in, start, at);
        }
        return at;
    }

    /** A client has to mask; with zeros the bytes stay what they are. */
    static ByteBuffer masked(int opcode, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
        frame.put((byte) (FINAL | opcode));
        if (payload.length < TWO_BYTES_FOLLOW) {
            frame.put((byte) (MASKED | payload.length));
        } else {
            frame.put((byte) (MASKED | TWO_BYTES_FOLLOW)).putShort((short) payload.length);
        }
        return frame.putInt(0).put(payload).flip();
    }
}
