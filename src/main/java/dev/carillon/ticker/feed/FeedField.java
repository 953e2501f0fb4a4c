package dev.carillon.ticker.feed;

import org.jspecify.annotations.Nullable;

/**
 * A field of a feed's configuration.
 *
 * @param preset what counts where it is left out, written as text; null if nothing does
 * @param meaning for administrators, a line of English
 */
public record FeedField(
        String name, Type type, boolean required, @Nullable String preset, String meaning) {

    /** What a field holds, and how JSON says it. */
    public enum Type {
        /** A string. */
        TEXT("text", "a string"),
        /** An exact number. */
        DECIMAL("decimal", "a decimal such as \"0.001\""),
        /** A whole number. */
        INTEGER("integer", "a whole number"),
        /** A time above zero. */
        DURATION("duration", "a time above zero such as \"PT5S\""),
        /** True or false. */
        FLAG("flag", "true or false"),
        /** Symbols in one string. */
        SYMBOLS("symbols", "a string with symbols such as \"ACME,GLOBEX\"");

        private final String label;
        private final String rule;

        Type(String label, String rule) {
            this.label = label;
            this.rule = rule;
        }

        public String label() {
            return label;
        }

        String rule() {
            return rule;
        }
    }

    public FeedField {
        if (required && preset != null) {
            throw new IllegalArgumentException(name + " is required and has a default");
        }
    }

    /** One that has to be there. */
    public static FeedField required(String name, Type type, String meaning) {
        return new FeedField(name, type, true, null, meaning);
    }

    /** One that may be left out, for which {@code preset} counts then. */
    public static FeedField preset(String name, Type type, String preset, String meaning) {
        return new FeedField(name, type, false, preset, meaning);
    }

    /** One that may be left out; {@link FeedConfig#has} tells. */
    public static FeedField optional(String name, Type type, String meaning) {
        return new FeedField(name, type, false, null, meaning);
    }
}
