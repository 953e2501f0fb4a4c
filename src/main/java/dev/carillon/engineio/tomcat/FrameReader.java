package dev.carillon.engineio.tomcat;

import dev.carillon.engineio.CloseCodes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the frames of a client (RFC 6455 §5), however the network cuts them. It takes memory only for what has come of a message, never
 * for what was announced.
 *
 * <p>Threading: one thread at a time.
 */
final class FrameReader {

    /** Takes what frames say. */
    interface Taker {

        void text(String message);

        void binary(byte[] message);

        void ping(byte[] payload);

        /** The client says goodbye, with {@link CloseCodes#NO_STATUS} if it gives no reason. */
        void close(int code);
    }

    private static final int CONTINUATION = 0x0;
    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xa;

    private static final int MAX_CONTROL = 125;
    private static final int MASK_BYTES = 4;

    /** Two bytes, a length of eight, and the mask. */
    private static final int MAX_HEAD = 14;

    private final int maxMessageBytes;
    private final Taker taker;

    private final byte[] head = new byte[MAX_HEAD];
    private int headLength;
    private int headNeeded = 2;

    /** Bytes of the frame's payload that have not come; meaningless while the head is not complete. */
    private int left;

    private boolean inPayload;
    private int maskIndex;

    /** TEXT or BINARY while a message is in parts; CONTINUATION while there is none. */
    private int messageType = CONTINUATION;

    private byte[] message = {};
    private int messageLength;

    private byte[] control = {};
    private int controlLength;

    private boolean closed;

    FrameReader(int maxMessageBytes, Taker taker) {
        this.maxMessageBytes = maxMessageBytes;
        this.taker = taker;
    }

    /** Whether it stands between two messages, so that another one could go on in its place. */
    boolean isIdle() {
        return headLength == 0 && !inPayload && messageType == CONTINUATION && !closed;
    }

    /** Reads what has come. Nothing is read behind the client's goodbye. */
    void read(byte[] bytes, int offset, int length) throws ProtocolException {
        int next = offset;
        int end = offset + length;
        while (next < end && !closed) {
            if (inPayload) {
                int count = Math.min(left, end - next);
                takePayload(bytes, next, count);
                next += count;
            } else {
                takeHead(bytes[next]);
                next++;
            }
            // A frame may have no payload.
            if (inPayload && left == 0) {
                inPayload = false;
                frameComplete();
                headLength = 0;
                headNeeded = 2;
            }
        }
    }

    private void takeHead(byte next) throws ProtocolException {
        head[headLength] = next;
        headLength++;
        if (headLength == 2) {
            checkHead();
            int announced = head[1] & 0x7f;
            headNeeded = 2 + MASK_BYTES + (announced == 126 ? 2 : announced == 127 ? 8 : 0);
        }
        if (headLength == headNeeded) {
            beginPayload();
        }
    }

    private void checkHead() throws ProtocolException {
        require((head[0] & 0x70) == 0, "No extension was agreed on, so reserved bits are 0.");
        require((head[1] & 0x80) != 0, "Frames of a client are masked.");
        switch (opcode()) {
            case CONTINUATION -> require(messageType != CONTINUATION, "There is no message to be continued.");
            case TEXT, BINARY -> require(messageType == CONTINUATION, "A message ends before the next one begins.");
            case CLOSE, PING, PONG ->
                require(
                        isFinal() && (head[1] & 0x7f) <= MAX_CONTROL,
                        "A control frame is one frame of up to 125 bytes.");
            default -> throw new ProtocolException(CloseCodes.PROTOCOL_ERROR, "The opcode is one of RFC 6455.");
        }
    }

    private void beginPayload() throws ProtocolException {
        long announced = head[1] & 0x7f;
        ByteBuffer extended = ByteBuffer.wrap(head, 2, headNeeded - 2);
        if (announced == 126) {
            announced = extended.getShort() & 0xffff;
        } else if (announced == 127) {
            announced = extended.getLong();
            require(announced >= 0, "A length has 63 bits.");
        }
        if (!isControl()) {
            if (announced > maxMessageBytes - messageLength) {
                throw new ProtocolException(CloseCodes.TOO_BIG, "A message has at most " + maxMessageBytes + " bytes.");
            }
            if (opcode() != CONTINUATION) {
                messageType = opcode();
            }
        } else {
            control = new byte[(int) announced];
            controlLength = 0;
        }
        left = (int) announced;
        maskIndex = 0;
        inPayload = true;
    }

    private void takePayload(byte[] bytes, int offset, int count) {
        byte[] target;
        int at;
        if (isControl()) {
            target = control;
            at = controlLength;
            controlLength += count;
        } else {
            reserve(messageLength + count, messageLength + left);
            target = message;
            at = messageLength;
            messageLength += count;
        }
        int mask = headNeeded - MASK_BYTES;
        for (int i = 0; i < count; i++) {
            target[at + i] = (byte) (bytes[offset + i] ^ head[mask + (maskIndex & 3)]);
            maskIndex++;
        }
        left -= count;
    }

    /** Room for what has come; what has been announced is a bound, and no reason to take memory. */
    private void reserve(int needed, int announced) {
        if (needed > message.length) {
            int capacity = Math.min(announced, Math.max(needed, 2 * message.length));
            message = Arrays.copyOf(message, Math.max(needed, capacity));
        }
    }

    private void frameComplete() throws ProtocolException {
        if (isControl()) {
            byte[] payload = control;
            control = new byte[0];
            controlComplete(payload);
        } else if (isFinal()) {
            byte[] whole = message.length == messageLength ? message : Arrays.copyOf(message, messageLength);
            int type = messageType;
            messageType = CONTINUATION;
            message = new byte[0];
            messageLength = 0;
            if (type == TEXT) {
                taker.text(text(whole, 0));
            } else {
                taker.binary(whole);
            }
        }
    }

    private void controlComplete(byte[] payload) throws ProtocolException {
        switch (opcode()) {
            case PING -> taker.ping(payload);
            case CLOSE -> {
                closed = true;
                taker.close(closeCode(payload));
            }
            default -> {
                // A pong that nobody asked for is allowed (§5.5.3).
            }
        }
    }

    private static int closeCode(byte[] payload) throws ProtocolException {
        if (payload.length == 0) {
            return CloseCodes.NO_STATUS;
        }
        require(payload.length >= 2, "A reason for closing begins with a code.");
        int code = ByteBuffer.wrap(payload).getShort() & 0xffff;
        boolean defined = (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014);
        require(defined || (code >= 3000 && code < 5000), "The code for closing is one that may be sent.");
        text(payload, 2);
        return code;
    }

    private static String text(byte[] bytes, int offset) throws ProtocolException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, offset, bytes.length - offset))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ProtocolException(CloseCodes.INVALID_DATA, "Text is UTF-8.");
        }
    }

    private int opcode() {
        return head[0] & 0x0f;
    }

    private boolean isControl() {
        return (head[0] & 0x08) != 0;
    }

    private boolean isFinal() {
        return (head[0] & 0x80) != 0;
    }

    private static void require(boolean holds, String rule) throws ProtocolException {
        if (!holds) {
            throw new ProtocolException(CloseCodes.PROTOCOL_ERROR, rule);
        }
    }
}
