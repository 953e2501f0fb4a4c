package dev.carillon.engineio;

/** What a packet of Engine.IO 4 is for; each has the digit of its ordinal on the wire. */
enum PacketType {
    OPEN,
    CLOSE,
    PING,
    PONG,
    MESSAGE,
    UPGRADE,
    NOOP;

    private static final PacketType[] ALL = values();

    /**
     * Reads the first character of a packet.
     *
     * @throws MalformedPacketException if no packet begins so
     */
    static PacketType of(char digit) throws MalformedPacketException {
        int ordinal = digit - '0';
        if (ordinal < 0 || ordinal >= ALL.length) {
            throw new MalformedPacketException("A packet begins with a digit from 0 to 6, or with b.");
        }
        return ALL[ordinal];
    }
}
