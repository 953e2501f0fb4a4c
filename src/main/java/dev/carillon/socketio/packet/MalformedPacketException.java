package dev.carillon.socketio.packet;

/** A client has sent something that is no packet. The protocol ends its connection. */
public final class MalformedPacketException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedPacketException(String finding) {
        super(finding);
    }
}
