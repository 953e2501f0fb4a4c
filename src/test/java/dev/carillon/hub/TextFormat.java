package dev.carillon.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A line for each event, so that a test can be read: {@code 7 orders hello}, without an offset {@code ~ orders hello}. */
final class TextFormat implements WireFormat {

    static final TextFormat TEXT = new TextFormat();
    static final String HEARTBEAT = ".\n";

    /** A text that cannot be encoded. */
    static final String POISON = "poison";

    @Override
    public byte[] event(Event event, @Nullable EventId id) {
        if (event.payload().text().equals(POISON)) {
            throw new IllegalStateException("cannot be encoded");
        }
        String place = id == null ? "~" : Long.toString(id.offset());
        return line(place + " " + event.channel() + " " + event.payload().text());
    }

    @Override
    public byte[] gap(Gap gap) {
        EventId after = gap.after();
        String from = after == null ? "?" : Long.toString(after.offset());
        return line(
                "gap " + gap.reason().slug() + " " + from + ".." + gap.resumed().offset());
    }

    @Override
    public byte[] cursor(EventId id) {
        return line("at " + id.offset());
    }

    @Override
    public byte[] lastWords(CloseReason reason, @Nullable Duration retry) {
        return line("closed " + reason.slug() + (retry == null ? "" : " retry " + retry.toMillis()));
    }

    @Override
    public String label() {
        return "text";
    }

    @Override
    public byte[] heartbeat() {
        return HEARTBEAT.getBytes(UTF_8);
    }

    private static byte[] line(String text) {
        return (text + "\n").getBytes(UTF_8);
    }
}
