package dev.carillon.stream;

import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.hub.CloseReason;
import dev.carillon.hub.Gap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One JSON value a line. A line with an event is an {@linkplain Json#envelope envelope}; a line that is not has one field, whose
 * name tells what it is: {@code retry} (milliseconds), {@code cursor}, {@code gap}, {@code closed}. An empty line means nothing.
 */
public enum NdjsonFormat implements StreamFormat {
    /** There is one. */
    NDJSON;

    /** Not registered with IANA, but the one that everybody uses. */
    public static final String MEDIA_TYPE = "application/x-ndjson";

    /** How lines begin. */
    public static final String EVENT = "{\"id\":";

    /** The gap follows, and one closing brace. */
    public static final String GAP = "{\"gap\":";

    private static final byte[] HEARTBEAT = {'\n'};

    @Override
    public String mediaType() {
        return MEDIA_TYPE;
    }

    @Override
    public byte[] event(Event event, @Nullable EventId id) {
        return line(Json.envelope(event, id));
    }

    @Override
    public byte[] gap(Gap gap) {
        return line(GAP + Json.gap(gap) + '}');
    }

    @Override
    public byte[] cursor(EventId id) {
        return line("{\"cursor\":\"" + id + "\"}");
    }

    @Override
    public byte[] heartbeat() {
        return HEARTBEAT.clone();
    }

    @Override
    public byte[] lastWords(CloseReason reason, @Nullable Duration retry) {
        String comeBack = retry == null ? "" : "{\"retry\":" + retry.toMillis() + "}\n";
        return line(comeBack + "{\"closed\":\"" + reason.slug() + "\"}");
    }

    @Override
    public String label() {
        return "ndjson";
    }

    @Override
    public byte[] opening(Duration retry) {
        return line("{\"retry\":" + retry.toMillis() + '}');
    }

    @Override
    public byte[] closing(String reason) {
        return line("{\"closed\":\"" + reason + "\"}");
    }

    private static byte[] line(String json) {
        return (json + '\n').getBytes(StandardCharsets.UTF_8);
    }
}
