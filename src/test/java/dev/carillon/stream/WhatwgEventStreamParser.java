package dev.carillon.stream;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Reads an event stream as a browser does: WHATWG HTML, 9.2.6 "Interpreting an event stream", written from the text of the
 * standard and from nothing else. Bytes may come in pieces of any size.
 */
public final class WhatwgEventStreamParser {

    /** What stands in a stream, in its order. */
    public sealed interface Item {}

    /** An event that was dispatched. */
    public record Message(String type, String data, String lastEventId) implements Item {}

    /** A line that begins with a colon; browsers do not see it. */
    public record Comment(String text) implements Item {}

    /** A new reconnection time. */
    public record Retry(long millis) implements Item {}

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Consumer<? super Item> items;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final StringBuilder line = new StringBuilder();
    private final StringBuilder data = new StringBuilder();
    private ByteBuffer undecoded = ByteBuffer.allocate(0);
    private String type = "";
    private String lastEventIdBuffer = "";
    private String lastEventId = "";
    private boolean begun;
    private boolean afterCarriageReturn;

    public WhatwgEventStreamParser(Consumer<? super Item> items) {
        this.items = items;
    }

    /** Reads the next piece. What is not complete at the end of the stream is discarded, as the standard wants it. */
    public void feed(byte[] piece, int offset, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(undecoded.remaining() + length);
        bytes.put(undecoded).put(piece, offset, length).flip();
        CharBuffer characters = CharBuffer.allocate(bytes.remaining() + 1);
        decoder.decode(bytes, characters, false);
        undecoded = bytes;
        characters.flip();
        while (characters.hasRemaining()) {
            character(characters.get());
        }
    }

    public void feed(byte[] piece) {
        feed(piece, 0, piece.length);
    }

    /** What is sent when the connection is established again. A block without data moves it too. */
    public String lastEventId() {
        return lastEventId;
    }

    private void character(char c) {
        boolean first = !begun;
        begun = true;
        if (first && c == BYTE_ORDER_MARK) {
            return;
        }
        boolean secondHalfOfLineEnd = afterCarriageReturn && c == '\n';
        afterCarriageReturn = c == '\r';
        if (secondHalfOfLineEnd) {
            return;
        }
        if (c == '\r' || c == '\n') {
            String whole = line.toString();
            line.setLength(0);
            line(whole);
        } else {
            line.append(c);
        }
    }

    private void line(String whole) {
        int colon = whole.indexOf(':');
        if (whole.isEmpty()) {
            dispatch();
        } else if (colon == 0) {
            items.accept(new Comment(whole.substring(1)));
        } else if (colon > 0) {
            String value = whole.substring(colon + 1);
            field(whole.substring(0, colon), value.startsWith(" ") ? value.substring(1) : value);
        } else {
            field(whole, "");
        }
    }

    private void field(String name, String value) {
        switch (name) {
            case "event" -> type = value;
            case "data" -> data.append(value).append('\n');
            case "id" -> {
                if (value.indexOf('\0') < 0) {
                    lastEventIdBuffer = value;
                }
            }
            case "retry" -> {
                if (value.matches("[0-9]+")) {
                    items.accept(new Retry(Long.parseLong(value)));
                }
            }
            default -> {
                // "The field is ignored."
            }
        }
    }

    private void dispatch() {
        lastEventId = lastEventIdBuffer;
        if (data.length() > 0) {
            data.setLength(data.length() - 1);
            items.accept(new Message(type.isEmpty() ? "message" : type, data.toString(), lastEventId));
        }
        data.setLength(0);
        type = "";
    }
}
