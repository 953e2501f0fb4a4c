package dev.carillon.engineio;

/** What a client has sent is no packet of Engine.IO 4. The message is a rule, without what was sent. */
final class MalformedPacketException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedPacketException(String rule) {
        super(rule);
    }
}
