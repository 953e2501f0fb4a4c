package dev.carillon.api;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** For whom a problem is written down: a program reads JSON, a person at a browser reads a page, and a client of Engine.IO knows no problems. */
enum Audience {
    PROGRAM,
    PERSON,
    ENGINE;

    /**
     * Whoever wants HTML more than anything else is a person: browsers name {@code text/html} when they navigate, and neither
     * {@code fetch()} nor {@code EventSource} nor curl does.
     *
     * @param accept the header {@code Accept} (RFC 9110 §12.5.1)
     */
    static Audience of(@Nullable String accept) {
        if (accept == null) {
            return PROGRAM;
        }
        double html = 0;
        double other = 0;
        for (String range : accept.split(",", -1)) {
            String type = range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
            double weight = Weight.of(range);
            if (type.equals("text/html") || type.equals("application/xhtml+xml")) {
                html = Math.max(html, weight);
            } else if (isForPrograms(type)) {
                other = Math.max(other, weight);
            }
        }
        return html > other ? PERSON : PROGRAM;
    }

    private static boolean isForPrograms(String type) {
        return type.endsWith("/json") || type.endsWith("+json") || type.equals("text/event-stream");
    }
}
