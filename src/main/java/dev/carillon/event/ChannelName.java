package dev.carillon.event;

/**
 * Name of a stream of events: 1 to 128 characters, segments of {@code A-Z a-z 0-9 . _ ~ @ -} joined by {@code /}.
 *
 * <p>The segments {@code .} and {@code ..} are refused, because HTTP clients remove them from a path before they send
 * it. Names that begin with {@code ~} belong to the server itself: they cannot be reached from outside and no pattern
 * matches them, as with {@code $} in MQTT 5.0 §4.7.2.
 *
 * <p>Anything else is refused with {@link InvalidChannelException}.
 */
public record ChannelName(String value) {

    public static final int MAX_LENGTH = 128;

    public ChannelName {
        String flaw = Names.flawInName(value);
        if (flaw != null) {
            throw new InvalidChannelException(flaw, value);
        }
    }

    /** Whether only the server publishes to it: it begins with {@code ~}, or its first segment is {@code admin}. */
    public boolean isReserved() {
        return Names.isReserved(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
