package dev.carillon.event;

/** Quotes outside input in a message: short, and without anything that could break a line or a terminal. */
final class Excerpt {

    private static final int MAX_CHARACTERS = 60;

    private Excerpt() {}

    static String of(String text) {
        StringBuilder quoted = new StringBuilder("'");
        int end = Math.min(text.length(), MAX_CHARACTERS);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                quoted.append(c);
            } else {
                quoted.append(escape(c));
            }
        }
        return quoted.append(end < text.length() ? "…'" : "'").toString();
    }

    static String ofCharacter(char c) {
        return isPlain(c) ? "'" + c + "'" : escape(c);
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c != 0x7f && !(c >= 0x80 && c < 0xa0) && !Character.isSurrogate(c) && !isFormat(c);
    }

    private static boolean isFormat(char c) {
        int type = Character.getType(c);
        return type == Character.FORMAT || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static String escape(char c) {
        return String.format("U+%04X", (int) c);
    }
}
