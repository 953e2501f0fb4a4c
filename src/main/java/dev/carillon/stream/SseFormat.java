package dev.carillon.stream;

import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.hub.CloseReason;
import dev.carillon.hub.Gap;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Server-sent events (WHATWG HTML, 9.2 "Server-sent events"). */
public enum SseFormat implements StreamFormat {
    /** {@code data} is the event's data. */
    PLAIN {
        @Override
        String data(Event event, @Nullable EventId id) {
            return event.payload().text();
        }
    },
    /** {@code data} is an envelope that names the channel too. */
    ENVELOPE {
        @Override
        String data(Event event, @Nullable EventId id) {
            return Json.envelope(event, id);
        }
    };

    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final String GAP_TYPE = "carillon.gap";

    abstract String data(Event event, @Nullable EventId id);

    @Override
    public String mediaType() {
        return "text/event-stream";
    }

    @Override
    public byte[] event(Event event, @Nullable EventId id) {
        return frame(event.type(), id == null ? null : id.toString(), data(event, id));
    }

    /** Without an id, so that the client's last id does not move. */
    @Override
    public byte[] gap(Gap gap) {
        return frame(GAP_TYPE, null, Json.gap(gap));
    }

    /** A block without data: the parser takes the id and dispatches nothing (WHATWG HTML, 9.2.6). */
    @Override
    public byte[] cursor(EventId id) {
        return ascii("id: " + id + "\n\n");
    }

    @Override
    public byte[] heartbeat() {
        return HEARTBEAT.clone();
    }

    @Override
    public byte[] lastWords(CloseReason reason, @Nullable Duration retry) {
        String comeBack = retry == null ? "" : "retry: " + retry.toMillis() + '\n';
        return ascii(comeBack + ": closed " + reason.slug() + "\n\n");
    }

    @Override
    public String label() {
        return this == PLAIN ? "sse" : "sse-envelope";
    }

    @Override
    public byte[] opening(Duration retry) {
        return ascii("retry: " + retry.toMillis() + "\n: carillon\n\n");
    }

    @Override
    public byte[] closing(String reason) {
        return ascii(": closed " + reason + "\n\n");
    }

    /**
     * One event. Type and id must not have CR, LF or NUL; the data may have anything. It is cut at CR, LF and CRLF, as the
     * parser at the other end does, and arrives with LF in their places.
     */
    public static byte[] frame(@Nullable String type, @Nullable String id, String data) {
        Lines frame = new Lines(data.length() + 64);
        if (id != null) {
            frame.field("id: ", id);
        }
        if (type != null) {
            frame.field("event: ", type);
        }
        frame.data(data);
        frame.write('\n');
        return frame.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Writes fields, one a line. */
    private static final class Lines extends ByteArrayOutputStream {

        private static final byte[] DATA = ascii("data: ");

        Lines(int capacity) {
            super(capacity);
        }

        void field(String name, String value) {
            writeBytes((name + value + '\n').getBytes(StandardCharsets.UTF_8));
        }

        void data(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            int start = 0;
            int at = 0;
            while (at < bytes.length) {
                byte b = bytes[at++];
                if (b == '\n' || b == '\r') {
                    line(bytes, start, at - 1);
                    if (b == '\r' && at < bytes.length && bytes[at] == '\n') {
                        at++;
                    }
                    start = at;
                }
            }
            line(bytes, start, bytes.length);
        }

        private void line(byte[] bytes, int start, int end) {
            writeBytes(DATA);
            write(bytes, start, end - start);
            write('\n');
        }
    }
}
