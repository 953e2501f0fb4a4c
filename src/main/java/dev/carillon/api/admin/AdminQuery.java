package dev.carillon.api.admin;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The query of a request. What a resource does not know is refused: a filter with a typing error would close every connection in place
 * of some.
 */
public final class AdminQuery {

    private static final int MAX_LIMIT = 1000;
    private static final int DEFAULT_LIMIT = 100;

    private final MultivaluedMap<String, String> values;

    private AdminQuery(MultivaluedMap<String, String> values) {
        this.values = values;
    }

    public static AdminQuery of(UriInfo uri, String... allowed) {
        return of(uri.getQueryParameters(), allowed);
    }

    public static AdminQuery of(MultivaluedMap<String, String> values, String... allowed) {
        Set<String> known = new TreeSet<>(List.of(allowed));
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw BadRequest.of(
                        known.isEmpty()
                                ? "This request has no query."
                                : "The query of this request may have " + String.join(", ", known) + ".",
                        "It has " + BadRequest.quote(name) + ".",
                        "Correct the name, or leave it out.");
            }
            if (values.get(name).size() != 1 || values.getFirst(name).isEmpty()) {
                throw BadRequest.of(
                        "Each parameter of the query stands there once, with a value.",
                        name + (values.get(name).size() == 1 ? " has no value." : " stands there several times."),
                        "Correct it, or leave it out.");
            }
        }
        return new AdminQuery(values);
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.getFirst(name));
    }

    /** Items of one page. */
    public int limit() {
        return text("limit")
                .map(text -> (int) number("limit", text, 1, MAX_LIMIT))
                .orElse(DEFAULT_LIMIT);
    }

    /** Where the page begins: what the page before has told as {@code next}. */
    public Optional<String> after() {
        return text("after");
    }

    /** A number that is not negative; {@code absent} where there is none. */
    public long number(String name, long absent) {
        return text(name).map(text -> number(name, text, 0, Long.MAX_VALUE)).orElse(absent);
    }

    public boolean isTrue(String name) {
        String text = text(name).orElse("false");
        if (!text.equals("true") && !text.equals("false")) {
            throw BadRequest.of(
                    name + " is true or false.",
                    "It is " + BadRequest.quote(text) + ".",
                    "Correct it, or leave it out.");
        }
        return text.equals("true");
    }

    public static long number(String name, String text, long min, long max) {
        try {
            boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
            long number = digits ? Long.parseLong(text) : -1;
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException tooLarge) {
            // Refused below.
        }
        throw BadRequest.of(
                max == Long.MAX_VALUE
                        ? name + " is a number, at least " + min + "."
                        : name + " is a number from " + min + " to " + max + ".",
                "It is " + BadRequest.quote(text) + ".",
                "Correct it, or leave it out.");
    }
}
