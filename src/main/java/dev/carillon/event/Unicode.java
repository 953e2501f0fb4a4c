package dev.carillon.event;

/** Facts about text that Java's {@link String} leaves open. */
final class Unicode {

    private Unicode() {}

    static void requireWellFormed(String part, String text) {
        int i = 0;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            // Only a surrogate without its other half is read as a code point of its own.
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                throw new InvalidEventException(
                        "The " + part + " of an event is Unicode text.",
                        "Character " + (i + 1) + " of the " + part + " is an unpaired surrogate.",
                        "Send well-formed UTF-8, and whole surrogate pairs in JSON escapes.");
            }
            i += Character.charCount(codePoint);
        }
    }

    static int sizeInBytes(String text) {
        int size = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                size += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return size;
    }
}
