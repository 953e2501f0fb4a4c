package dev.carillon.engineio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Many packets in the body of one request or answer of HTTP long polling, with U+001E between them. Bytes stand there as {@code b} and
 * base64.
 */
final class Payload {

    private static final char SEPARATOR = '\u001e';

    /** Takes packets in their order. */
    interface Taker {

        /** Whether the next packet is wanted. */
        boolean take(Packet packet) throws MalformedPacketException;
    }

    private Payload() {}

    /**
     * Reads one packet after the other, so those before a malformed one have been taken.
     *
     * @throws MalformedPacketException if it is empty, not UTF-8, or has a malformed packet
     */
    static void read(byte[] body, Taker taker) throws MalformedPacketException {
        String text = text(body);
        int begin = 0;
        while (begin <= text.length()) {
            int end = text.indexOf(SEPARATOR, begin);
            if (end < 0) {
                end = text.length();
            }
            if (!taker.take(Packet.of(text.substring(begin, end)))) {
                return;
            }
            begin = end + 1;
        }
    }

    /** Packets that stand in WebSocket frames. */
    static byte[] of(List<FrameBytes> frames) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream(
                frames.stream().mapToInt(FrameBytes::length).sum() + 16);
        for (FrameBytes bytes : frames) {
            bytes.forEach((isText, array, offset, length) -> {
                if (payload.size() > 0) {
                    payload.write(SEPARATOR);
                }
                if (isText) {
                    payload.write(array, offset, length);
                } else {
                    payload.write('b');
                    payload.writeBytes(base64(array, offset, length));
                }
            });
        }
        return payload.toByteArray();
    }

    private static byte[] base64(byte[] array, int offset, int length) {
        ByteBuffer encoded = Base64.getEncoder().encode(ByteBuffer.wrap(array, offset, length));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }

    private static String text(byte[] body) throws MalformedPacketException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedPacketException("A payload is UTF-8.");
        }
    }
}
