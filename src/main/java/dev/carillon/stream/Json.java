package dev.carillon.stream;

import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.hub.Gap;
import org.jspecify.annotations.Nullable;

/** The JSON of the wire: envelopes and gaps, always on one line. */
public final class Json {

    private static final String HEX = "0123456789abcdef";

    private Json() {}

    /** {@code {"id","channel","type","key","time","data"}}; {@code data} is JSON where the payload is, else a string. */
    public static String envelope(Event event, @Nullable EventId id) {
        StringBuilder json = new StringBuilder(event.payload().text().length() + 160);
        json.append("{\"id\":");
        string(json, id == null ? null : id.toString());
        json.append(",\"channel\":");
        string(json, event.channel().value());
        json.append(",\"type\":");
        string(json, event.type());
        json.append(",\"key\":");
        string(json, event.key());
        json.append(",\"time\":");
        string(json, event.time().toString());
        json.append(",\"data\":");
        if (event.payload().isJson()) {
            oneLine(json, event.payload().text());
        } else {
            string(json, event.payload().text());
        }
        return json.append('}').toString();
    }

    /** A JSON string. */
    public static String text(String value) {
        StringBuilder json = new StringBuilder(value.length() + 2);
        string(json, value);
        return json.toString();
    }

    /** {@code {"reason","after","resumed"}}. */
    public static String gap(Gap gap) {
        StringBuilder json = new StringBuilder(96);
        json.append("{\"reason\":");
        string(json, gap.reason().slug());
        json.append(",\"after\":");
        string(json, gap.after() == null ? null : gap.after().toString());
        json.append(",\"resumed\":");
        string(json, gap.resumed().toString());
        return json.append('}').toString();
    }

    /** A JSON string (RFC 8259 §7), or {@code null}. */
    static void string(StringBuilder json, @Nullable String value) {
        if (value == null) {
            json.append("null");
            return;
        }
        json.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c == '\n') {
                json.append("\\n");
            } else if (c < 0x20 || c == 0x7f || c == 0x2028 || c == 0x2029) {
                json.append("\\u").append(HEX.charAt(c >> 12)).append(HEX.charAt((c >> 8) & 0xf));
                json.append(HEX.charAt((c >> 4) & 0xf)).append(HEX.charAt(c & 0xf));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    /** Between the values of a JSON document a line break means nothing, and inside of a string there can be none. */
    private static void oneLine(StringBuilder json, String document) {
        for (int i = 0; i < document.length(); i++) {
            char c = document.charAt(i);
            json.append(c == '\n' || c == '\r' ? ' ' : c);
        }
    }
}
