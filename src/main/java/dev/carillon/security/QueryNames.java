package dev.carillon.security;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a query string without the container, which would read a form in the body for it too. */
public final class QueryNames {

    private QueryNames() {}

    /** The name of a parameter in lower case; what cannot be decoded stays as it is. */
    static String decode(String name) {
        return decoded(name).toLowerCase(Locale.ROOT);
    }

    /** The first value of a parameter. */
    public static Optional<String> value(@Nullable String query, String name) {
        if (query == null) {
            return Optional.empty();
        }
        for (String parameter : query.split("&", -1)) {
            int end = parameter.indexOf('=');
            if (end >= 0 && decoded(parameter.substring(0, end)).equals(name)) {
                return Optional.of(decoded(parameter.substring(end + 1)));
            }
        }
        return Optional.empty();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }
}
