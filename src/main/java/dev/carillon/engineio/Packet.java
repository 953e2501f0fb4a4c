package dev.carillon.engineio;

import java.util.Base64;

/** A packet that a client has sent. */
sealed interface Packet {

    /** A packet with text, which may be empty. */
    record Text(PacketType type, String data) implements Packet {}

    /** A message of bytes. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody else has the array, and nobody compares it.
    record Binary(byte[] data) implements Packet {}

    /**
     * Reads one packet: a digit and text, or {@code b} and bytes in base64.
     *
     * @throws MalformedPacketException if it is neither
     */
    static Packet of(String encoded) throws MalformedPacketException {
        if (encoded.isEmpty()) {
            throw new MalformedPacketException("A packet has a type.");
        }
        char first = encoded.charAt(0);
        return first == 'b'
                ? new Binary(decoded(encoded.substring(1)))
                : new Text(PacketType.of(first), encoded.substring(1));
    }

    private static byte[] decoded(String base64) throws MalformedPacketException {
        try {
            // The client for Java breaks the lines, as MIME does.
            return Base64.getDecoder().decode(base64.replace("\n", "").replace("\r", ""));
        } catch (IllegalArgumentException e) {
            throw new MalformedPacketException("Behind a b stands base64 (RFC 4648 §4).");
        }
    }
}
