package dev.carillon.security.token;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.event.Selector;
import dev.carillon.security.Grants;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The limits of everything that stands in a token. {@code docs/settings.md} lists them. */
final class TokenLimits {

    /** Characters of a token. Containers take headers of 8 KB. */
    static final int MAX_LENGTH = 8192;

    /** Characters of a subject, a name and an id: readable in a log line. */
    static final int MAX_LABEL_LENGTH = 128;

    /** Selectors of one kind: each is looked at when a channel is checked. */
    static final int MAX_SELECTORS = 256;

    /** A token that lives longer than its revocation is kept would be valid again. */
    static final Duration LONGEST_LIFE = Duration.ofDays(366);

    /** A day more, for clocks that are wrong. */
    static final Duration REVOCATIONS_KEPT = LONGEST_LIFE.plusDays(1);

    private TokenLimits() {}

    /**
     * What is wrong with a subject, a name or an id, or null when nothing is. Characters that turn the direction of writing are
     * refused, because a name that has them can look like another one.
     */
    static @Nullable String flawInLabel(String label) {
        if (label.isBlank()) {
            return "is blank";
        }
        if (label.length() > MAX_LABEL_LENGTH) {
            return "has " + label.length() + " characters";
        }
        int i = 0;
        while (i < label.length()) {
            int c = label.codePointAt(i);
            if (!isAllowed(c)) {
                return String.format("has U+%04X as character %d", c, i + 1);
            }
            i += Character.charCount(c);
        }
        return null;
    }

    private static boolean isAllowed(int c) {
        boolean turnsDirection = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
        return !turnsDirection
                && switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SURROGATE -> false;
                    default -> true;
                };
    }

    /** Refuses an id, subject or name that a caller sent. */
    static void requireLabel(String part, String label) {
        String flaw = flawInLabel(label);
        if (flaw != null) {
            throw new InvalidRequestException(
                    Problem.BAD_REQUEST,
                    "The " + part + " of a token has 1 to " + MAX_LABEL_LENGTH
                            + " characters and no control character.",
                    "The " + part + " " + flaw + ".",
                    "Correct it.");
        }
    }

    /** Refuses grants that no token can have. */
    static void requireGrants(Grants grants) {
        int most = Math.max(
                grants.publish().selectors().size(),
                grants.subscribe().selectors().size());
        if (most > MAX_SELECTORS) {
            throw new InvalidRequestException(
                    Problem.BAD_REQUEST,
                    "A token grants at most " + MAX_SELECTORS + " selectors of a kind.",
                    "These are " + most + ".",
                    "Use patterns such as 'orders/*' or 'chat/**'.");
        }
        boolean internal = grants.publish().selectors().stream().anyMatch(Selector::isInternal)
                || grants.subscribe().selectors().stream().anyMatch(Selector::isInternal);
        if (internal) {
            throw new InvalidRequestException(
                    Problem.BAD_REQUEST,
                    "Channels that begin with '~' belong to the server; nobody is granted them.",
                    "One of the selectors begins with '~'.",
                    "Leave it out.");
        }
    }
}
