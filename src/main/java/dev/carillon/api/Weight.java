package dev.carillon.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much one of several alternatives in a header is wanted (RFC 9110 §12.4.2). */
final class Weight {

    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*[qQ]=(0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?)\\s*(?:;|$)");

    private Weight() {}

    /** From 0, not at all, to 1; an alternative that does not say is wanted most. */
    static double of(String alternative) {
        Matcher parameter = PARAMETER.matcher(alternative);
        return parameter.find() ? Double.parseDouble(parameter.group(1)) : 1;
    }
}
