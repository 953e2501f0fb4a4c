package dev.carillon.ticker.feed.upstream;

import dev.carillon.ticker.feed.FeedException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Understands an event stream, WHATWG HTML 9.2.6, in pieces of any size. What is not complete at the stream's end is lost, as the standard
 * wants it.
 *
 * <p>Threading: one thread.
 */
final class EventStream {

    static final int MAX_LINE_BYTES = 64 << 10;
    static final int MAX_EVENT_CHARS = 256 << 10;

    /** It goes into a head, and a server refuses heads that are too long for ever. */
    static final int MAX_ID_CHARS = 4 << 10;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** An event that is complete; {@code id} is the last event's id from then on. */
    record Message(String type, String data, String id) {}

    private final Consumer<? super Message> messages;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private boolean firstLine = true;
    private boolean afterCarriageReturn;
    private String type = "";
    private String idBuffer;
    private String lastEventId;
    private String retry = "";

    /**
     * Begins a stream.
     *
     * @param lastEventId of the stream before
     */
    EventStream(String lastEventId, Consumer<? super Message> messages) {
        this.idBuffer = lastEventId;
        this.lastEventId = lastEventId;
        this.messages = messages;
    }

    /** Takes the next piece. */
    void accept(byte[] piece, int length) throws FeedException {
        for (int i = 0; i < length; i++) {
            byte b = piece[i];
            boolean secondHalf = b == '\n' && afterCarriageReturn;
            afterCarriageReturn = b == '\r';
            if (b == '\r' || (b == '\n' && !secondHalf)) {
                // No character of UTF-8 has one of these bytes inside.
                String whole = line.toString(StandardCharsets.UTF_8);
                line.reset();
                line(firstLine && whole.startsWith(BYTE_ORDER_MARK) ? whole.substring(1) : whole);
                firstLine = false;
            } else if (b != '\n') {
                if (line.size() >= MAX_LINE_BYTES) {
                    throw new FeedException("a line of the stream has more than " + MAX_LINE_BYTES + " bytes");
                }
                line.write(b);
            }
        }
    }

    /** With which one goes on: of the last event that is complete, also if it had no data. */
    String lastEventId() {
        return lastEventId;
    }

    /** The newest reconnection time, digits that stand for milliseconds; empty if there was none. */
    String retry() {
        return retry;
    }

    private void line(String whole) throws FeedException {
        if (whole.isEmpty()) {
            dispatch();
            return;
        }
        int colon = whole.indexOf(':');
        String name = colon < 0 ? whole : whole.substring(0, colon);
        String value = colon < 0 ? "" : whole.substring(colon + 1);
        // A comment is a field without a name.
        field(name, value.startsWith(" ") ? value.substring(1) : value);
    }

    private void field(String name, String value) throws FeedException {
        switch (name) {
            case "event" -> type = value;
            case "data" -> {
                if (data.length() + value.length() >= MAX_EVENT_CHARS) {
                    throw new FeedException("an event has more than " + MAX_EVENT_CHARS + " characters");
                }
                data.append(value).append('\n');
            }
            case "id" -> {
                if (value.length() > MAX_ID_CHARS) {
                    throw new FeedException("an id has more than " + MAX_ID_CHARS + " characters");
                }
                idBuffer = value.indexOf('\0') < 0 ? value : idBuffer;
            }
            case "retry" -> retry = isNumber(value) ? value : retry;
            default -> {
                // "The field is ignored."
            }
        }
    }

    private static boolean isNumber(String value) {
        return !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private void dispatch() {
        lastEventId = idBuffer;
        if (data.length() > 0) {
            data.setLength(data.length() - 1);
            messages.accept(new Message(type.isEmpty() ? "message" : type, data.toString(), lastEventId));
        }
        data.setLength(0);
        type = "";
    }
}
