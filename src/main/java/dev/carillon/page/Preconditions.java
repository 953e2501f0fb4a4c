package dev.carillon.page;

import java.util.Enumeration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a client says it has (RFC 9110 §13.1). */
final class Preconditions {

    /** Tags that are looked at; a browser names one, a cache as many as it has stored answers. */
    private static final int MAX_TAGS = 16;

    private static final Pattern TAG = Pattern.compile("(W/)?(\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")");

    private Preconditions() {}

    /** {@code If-None-Match}: tags are compared weakly. */
    static boolean has(Enumeration<String> lines, String tag) {
        return named(lines, tag, true);
    }

    /** {@code If-Match}: tags are compared strongly. */
    static boolean insistsOn(Enumeration<String> lines, String tag) {
        return named(lines, tag, false);
    }

    /** @param lines of the header; several mean the same as one with commas */
    private static boolean named(@Nullable Enumeration<String> lines, String tag, boolean weakly) {
        int seen = 0;
        while (lines != null && lines.hasMoreElements()) {
            String line = lines.nextElement();
            if (line.strip().equals("*")) {
                return true;
            }
            Matcher named = TAG.matcher(line);
            while (seen < MAX_TAGS && named.find()) {
                seen++;
                if (named.group(2).equals(tag) && (weakly || named.group(1) == null)) {
                    return true;
                }
            }
        }
        return false;
    }
}
