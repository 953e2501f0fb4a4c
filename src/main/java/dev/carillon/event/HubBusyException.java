package dev.carillon.event;

import java.time.Duration;

/** Subscribers are served too slowly for what is published. Nothing was appended. */
public final class HubBusyException extends HubException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    public HubBusyException(String finding, Duration retryAfter) {
        super(
                Problem.BUSY,
                "A publish waits while the hub has more to deliver than its high-water mark allows.",
                finding,
                "Send the same again after " + retryAfter.toSeconds() + " s; nothing of it was kept.");
        this.retryAfter = retryAfter;
    }

    @Override
    public Duration retryAfter() {
        return retryAfter;
    }
}
