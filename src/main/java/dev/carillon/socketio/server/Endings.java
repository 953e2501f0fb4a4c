package dev.carillon.socketio.server;

import dev.carillon.hub.CloseReason;

/** What the end of a socket's subscriber means for the others of its client. */
final class Endings {

    private Endings() {}

    /** Only this socket ends, and is not to come back by itself. Everything else ends the client's connection, so that it does. */
    static boolean isOfOneSocket(CloseReason reason) {
        return switch (reason) {
            case TOKEN_EXPIRED, TOKEN_REVOKED, SIGNED_OUT, APPLICATION -> true;
            default -> false;
        };
    }
}
