package dev.carillon.ticker.feed;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A feed cannot go on for now, and knows why. */
public final class FeedException extends IOException {

    private static final long serialVersionUID = 1L;

    /** How long an upstream is waited for at most because it says so. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final @Nullable Duration retryAfter;

    public FeedException(String message) {
        this(message, null);
    }

    /**
     * Also says when.
     *
     * @param retryAfter it is not run again before, as an upstream demands; an hour at most
     */
    public FeedException(String message, @Nullable Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter == null || retryAfter.compareTo(LONGEST) <= 0 ? retryAfter : LONGEST;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
