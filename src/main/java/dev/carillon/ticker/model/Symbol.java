package dev.carillon.ticker.model;

import dev.carillon.event.ChannelName;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import java.util.Set;

/**
 * What is quoted: 1 to 32 of {@code A-Z a-z 0-9 . _ -}, beginning with a letter or digit. Words that are paths of the API are
 * refused.
 */
public record Symbol(String value) implements Comparable<Symbol> {

    static final String RULE =
            "A symbol has 1 to 32 of A-Z a-z 0-9 . _ - and begins with a letter or digit; some words are taken.";

    private static final int MAX_LENGTH = 32;
    private static final Set<String> TAKEN = Set.of("events", "alerts", "candles", "compare");

    public Symbol {
        if (!isWellFormed(value) || TAKEN.contains(value)) {
            throw new InvalidRequestException(
                    Problem.INVALID_SYMBOL,
                    RULE,
                    InvalidRequestException.quote(value) + " is something else.",
                    "Use another symbol, such as ACME.");
        }
    }

    /** By hand, because it is asked for each quote and for each symbol of a poll. */
    private static boolean isWellFormed(String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH || !isLetterOrDigit(value.charAt(0))) {
            return false;
        }
        for (int i = 1; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!isLetterOrDigit(c) && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    /** Where its quotes are told. */
    public ChannelName channel() {
        return new ChannelName("ticker/" + value);
    }

    /** Where its candles are told as they close. */
    public ChannelName candles(Interval interval) {
        return new ChannelName("ticker/" + value + "/candles/" + interval.label());
    }

    @Override
    public int compareTo(Symbol other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
