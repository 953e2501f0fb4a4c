package dev.carillon.bench.load;

/** The names of a room's events by their first eight characters, as a number: to be compared without making a string. */
final class ChatEventName {
    static final int CHARACTERS = 8;

    /** The picture of the room: he who gets it has joined. */
    static final long CONNECTED = of("chat-room-connected");

    static final long JOINED = of("member-joined");
    static final long MESSAGE = of("new-message");
    static final long TYPING = of("typing");

    private ChatEventName() {}

    /** The number with one character more. */
    static long with(long name, byte character) {
        return name << 8 | character;
    }

    private static long of(String name) {
        long number = 0;
        for (int i = 0; i < Math.min(CHARACTERS, name.length()); i++) {
            number = with(number, (byte) name.charAt(i));
        }
        return number;
    }
}
