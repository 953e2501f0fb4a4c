package dev.carillon.event;

import java.time.Duration;

/** The hub takes no new connections, because it lets those go that it has. */
public final class HubDrainingException extends HubException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /** {@code retryAfter} is another one for each who is refused. */
    public HubDrainingException(Duration retryAfter) {
        super(
                Problem.DRAINING,
                "A server that is about to stop takes no new connections.",
                "It is letting its connections go.",
                "Connect again; another server, or this one after its restart, takes the connection.");
        this.retryAfter = retryAfter;
    }

    @Override
    public Duration retryAfter() {
        return retryAfter;
    }
}
