package dev.carillon.event;

import java.time.Duration;

/** The log cannot be written or read at the moment, for example because the disk is full. Nothing was appended. */
public final class LogUnavailableException extends HubException {

    private static final long serialVersionUID = 1L;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** {@code finding} is shown to callers: it must not tell of paths. */
    public LogUnavailableException(String finding, Throwable cause) {
        super(
                Problem.LOG_UNAVAILABLE,
                "An event is kept on disk before it is acknowledged.",
                finding,
                "Send the same again after " + RETRY_AFTER.toSeconds() + " s, with an Idempotency-Key so that it is"
                        + " published once; whoever runs the hub finds the cause in the server's log.");
        initCause(cause);
    }

    @Override
    public Duration retryAfter() {
        return RETRY_AFTER;
    }
}
