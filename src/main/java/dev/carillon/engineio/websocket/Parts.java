package dev.carillon.engineio.websocket;

import dev.carillon.engineio.CloseCodes;
import dev.carillon.engineio.WebSocketLink;
import jakarta.websocket.MessageHandler;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Puts messages together of the parts that the container has. It would do so itself, but Tomcat then keeps a buffer for the longest
 * message that is allowed for every connection, and never gives it back.
 *
 * <p>Threading: the container's threads, one at a time.
 */
final class Parts {

    private final WebSocketLink link;
    private final StandardWire wire;
    private StringBuilder text = new StringBuilder(0);
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
    private int size;
    private boolean tooLong;

    Parts(WebSocketLink link, StandardWire wire) {
        this.link = link;
        this.wire = wire;
    }

    /** Each part as a class: containers look for the type of what a handler takes. */
    MessageHandler.Partial<String> ofText() {
        return new Texts(this);
    }

    MessageHandler.Partial<byte[]> ofBytes() {
        return new Bytes(this);
    }

    private void text(String part, boolean last) {
        if (!fits(part.getBytes(StandardCharsets.UTF_8).length, last)) {
            return;
        }
        if (last && text.isEmpty()) {
            link.text(part);
            return;
        }
        text.append(part);
        if (last) {
            String message = text.toString();
            text = new StringBuilder(0);
            link.text(message);
        }
    }

    private void bytes(byte[] part, boolean last) {
        if (!fits(part.length, last)) {
            return;
        }
        bytes.writeBytes(part);
        if (last) {
            byte[] message = bytes.toByteArray();
            bytes = new ByteArrayOutputStream(0);
            link.binary(message);
        }
    }

    private boolean fits(int more, boolean last) {
        size += more;
        if (!tooLong && size > link.maxMessageBytes()) {
            tooLong = true;
            text = new StringBuilder(0);
            bytes = new ByteArrayOutputStream(0);
            wire.refuse(CloseCodes.TOO_BIG);
        }
        if (last) {
            size = 0;
        }
        return !tooLong;
    }

    private record Texts(Parts parts) implements MessageHandler.Partial<String> {

        @Override
        public void onMessage(String part, boolean last) {
            parts.text(part, last);
        }
    }

    private record Bytes(Parts parts) implements MessageHandler.Partial<byte[]> {

        @Override
        public void onMessage(byte[] part, boolean last) {
            parts.bytes(part, last);
        }
    }
}
