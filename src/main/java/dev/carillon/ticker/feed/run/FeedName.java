package dev.carillon.ticker.feed.run;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.ticker.feed.FeedConfig;
import java.util.regex.Pattern;

/** 1 to 32 of {@code a-z 0-9 . _ -}, beginning with a letter or digit. Kinds are named by the same rule. */
public record FeedName(String value) implements Comparable<FeedName> {

    private static final Pattern SYNTAX = Pattern.compile("[a-z0-9][a-z0-9._-]{0,31}");

    public FeedName {
        if (!SYNTAX.matcher(value).matches()) {
            throw FeedConfig.refusal(
                    "The name of a feed has 1 to 32 of a-z 0-9 . _ - and begins with a letter or digit.",
                    InvalidRequestException.quote(value) + " is something else.",
                    "Use another name, such as demo.");
        }
    }

    @Override
    public int compareTo(FeedName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
