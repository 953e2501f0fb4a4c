package dev.carillon.hub;

import java.io.IOException;

/** Something was not sent, because the connection has ended. */
public final class ConnectionEndedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final CloseReason reason;

    public ConnectionEndedException(CloseReason reason) {
        super("the connection has ended: " + reason.slug());
        this.reason = reason;
    }

    /** Why it has ended, or is about to end. */
    public CloseReason reason() {
        return reason;
    }
}
