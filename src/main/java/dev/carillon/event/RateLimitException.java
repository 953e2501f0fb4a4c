package dev.carillon.event;

import java.time.Duration;

/** The caller does something more often than a setting allows. */
public final class RateLimitException extends HubException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    public RateLimitException(Problem problem, String rule, String finding, Duration retryAfter) {
        super(problem, rule, finding, "Send the same again after " + Math.max(1, retryAfter.toSeconds()) + " s.");
        this.retryAfter = retryAfter;
    }

    @Override
    public Duration retryAfter() {
        return retryAfter;
    }
}
