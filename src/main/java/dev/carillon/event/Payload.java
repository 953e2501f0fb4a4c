package dev.carillon.event;

/**
 * What an event says: text, or a JSON document in text form. It is kept as it was sent.
 *
 * <p>Anything else is refused with {@link InvalidEventException}.
 */
public record Payload(String text, Format format) {

    /** How the text is to be read. */
    public enum Format {
        TEXT,
        /** Whoever makes such a payload has parsed it. */
        JSON
    }

    public Payload {
        Unicode.requireWellFormed("data", text);
    }

    public static Payload text(String text) {
        return new Payload(text, Format.TEXT);
    }

    public static Payload json(String document) {
        return new Payload(document, Format.JSON);
    }

    public boolean isJson() {
        return format == Format.JSON;
    }

    /** Length of the text in bytes of UTF-8. */
    public int sizeInBytes() {
        return Unicode.sizeInBytes(text);
    }
}
