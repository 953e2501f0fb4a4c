package dev.carillon.socketio;

/** How somebody ceased to be connected. */
public enum DisconnectReason {
    /** He said so. */
    CLIENT,
    /** {@link Socket#disconnect()}, or his token has ended. */
    SERVER,
    /** His connection is gone. He may come back. */
    TRANSPORT
}
