package dev.carillon.stream.poll;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carillon.event.Entry;
import dev.carillon.event.EventId;
import dev.carillon.hub.Reading;
import dev.carillon.stream.Json;
import dev.carillon.stream.NdjsonFormat;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code {"events":[envelope…],"cursor":"…","gap":null}}; with {@code "before"} if it was read backwards.
 *
 * <p>Not thread-safe.
 */
public final class PollDocument {

    private static final String ID = NdjsonFormat.EVENT + '"';
    private static final String RESUMED = "\"resumed\":\"";

    private final ByteArrayOutputStream events = new ByteArrayOutputStream();
    private EventId cursor;
    private @Nullable String gap;
    private String before = "";

    private PollDocument(EventId cursor) {
        this.cursor = cursor;
    }

    /** Nothing has happened after the cursor. */
    public static PollDocument nothing(EventId cursor) {
        return new PollDocument(cursor);
    }

    /** What was read from the log. */
    public static PollDocument of(Reading reading) {
        PollDocument document = new PollDocument(reading.cursor());
        for (Entry entry : reading.entries()) {
            document.add(Json.envelope(entry.event(), entry.id()).getBytes(UTF_8));
        }
        document.gap = reading.gap().map(Json::gap).orElse(null);
        return document;
    }

    /** The same for what was read backwards. */
    public static PollDocument ofEarlier(Reading reading) {
        PollDocument document = of(reading);
        document.before =
                ",\"before\":" + reading.earlier().map(id -> "\"" + id + '"').orElse("null");
        return document;
    }

    /**
     * What a poll got that waited.
     *
     * @param after the event after which it waited
     * @param maxEvents leaves out what follows; the cursor stays before it
     */
    public static PollDocument of(Lines lines, EventId after, int maxEvents) {
        PollDocument document = new PollDocument(after);
        int[] count = {0};
        lines.forEach((kind, line) -> {
            if (kind == Lines.Kind.GAP) {
                document.tellGap(new String(line, UTF_8));
            } else if (kind == Lines.Kind.EVENT && count[0]++ < maxEvents) {
                document.add(line);
                document.moveTo(idOf(line));
            }
        });
        return document;
    }

    /** Adds the volatile ones of these events: no reading has them. */
    public PollDocument withVolatileOf(Lines lines) {
        lines.forEach((kind, line) -> {
            if (kind == Lines.Kind.EVENT && idOf(line).isEmpty()) {
                add(line);
            }
        });
        return this;
    }

    /** Where the client goes on. */
    public EventId cursor() {
        return cursor;
    }

    /** As JSON. */
    public Optional<String> gap() {
        return Optional.ofNullable(gap);
    }

    /** The text, in UTF-8. */
    public byte[] toBytes() {
        ByteArrayOutputStream json = new ByteArrayOutputStream(events.size() + 128);
        json.writeBytes("{\"events\":[".getBytes(UTF_8));
        json.writeBytes(events.toByteArray());
        json.writeBytes(("],\"cursor\":\"" + cursor + '"' + before + ",\"gap\":" + gap + '}').getBytes(UTF_8));
        return json.toByteArray();
    }

    private void add(byte[] envelope) {
        if (events.size() > 0) {
            events.write(',');
        }
        events.writeBytes(envelope);
    }

    /** The line is of ours: the gap, and one brace after it. */
    private void tellGap(String line) {
        gap = line.substring(NdjsonFormat.GAP.length(), line.length() - 1);
        int resumed = gap.indexOf(RESUMED) + RESUMED.length();
        moveTo(Optional.of(EventId.parse(gap.substring(resumed, gap.indexOf('"', resumed)))));
    }

    private void moveTo(Optional<EventId> id) {
        id.filter(next -> next.offset() > cursor.offset()).ifPresent(next -> cursor = next);
    }

    /** The envelope begins with it, so nothing that somebody has published is looked at. */
    private static Optional<EventId> idOf(byte[] envelope) {
        String begin = new String(envelope, 0, Math.min(envelope.length, ID.length() + EventId.MAX_LENGTH + 1), UTF_8);
        return begin.startsWith(ID)
                ? Optional.of(EventId.parse(begin.substring(ID.length(), begin.indexOf('"', ID.length()))))
                : Optional.empty();
    }
}
