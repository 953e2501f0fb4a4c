package dev.carillon.event;

import org.jspecify.annotations.Nullable;

/** The grammar that channel names and selectors share. */
final class Names {

    static final char SEPARATOR = '/';
    static final char RESERVED = '~';
    static final String ANY_SEGMENT = "*";
    static final String ANY_REST = "**";

    /** What administration writes; its first segment. */
    private static final String ADMINISTRATION = "admin";

    private Names() {}

    /** Whether nobody but the server itself uses it. */
    static boolean isInternal(String name) {
        return name.charAt(0) == RESERVED;
    }

    /** Whether only the server writes it, and a pattern chooses it only if it names the first segment. */
    static boolean isReserved(String name) {
        return isInternal(name) || name.equals(ADMINISTRATION) || name.startsWith(ADMINISTRATION + SEPARATOR);
    }

    /** What is wrong with a channel name, or null when nothing is. */
    static @Nullable String flawInName(String name) {
        return flaw(name, false);
    }

    /** What is wrong with a selector, or null when nothing is. */
    static @Nullable String flawInSelector(String selector) {
        return flaw(selector, true);
    }

    private static @Nullable String flaw(String name, boolean wildcards) {
        if (name.isEmpty()) {
            return "it is empty";
        }
        if (name.length() > ChannelName.MAX_LENGTH) {
            return "it has " + name.length() + " characters";
        }
        int start = 0;
        while (start <= name.length()) {
            int end = name.indexOf(SEPARATOR, start);
            boolean last = end < 0;
            if (last) {
                end = name.length();
            }
            String flaw = flawInSegment(name, start, end, last, wildcards);
            if (flaw != null) {
                return flaw;
            }
            start = end + 1;
        }
        return null;
    }

    private static @Nullable String flawInSegment(String name, int start, int end, boolean last, boolean wildcards) {
        if (start == end) {
            return "it has an empty segment";
        }
        if (wildcards && isWildcard(name, start, end)) {
            boolean rest = end - start == ANY_REST.length();
            return rest && !last ? "'**' stands before the end" : null;
        }
        boolean onlyDots = true;
        for (int i = start; i < end; i++) {
            char c = name.charAt(i);
            if (!isAllowed(c)) {
                return c == '*'
                        ? "'*' is not a whole segment"
                        : "character " + (i + 1) + " is " + Excerpt.ofCharacter(c);
            }
            onlyDots &= c == '.';
        }
        return onlyDots && end - start <= 2 ? "it has a segment '.' or '..'" : null;
    }

    private static boolean isWildcard(String name, int start, int end) {
        int length = end - start;
        return length <= 2 && name.startsWith(length == 1 ? ANY_SEGMENT : ANY_REST, start);
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == RESERVED
                || c == '@'
                || c == '-';
    }
}
