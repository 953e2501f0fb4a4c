package dev.carillon.event;

/** A text is not a channel name. */
public final class InvalidChannelException extends HubException {

    private static final long serialVersionUID = 1L;

    InvalidChannelException(String flaw, String value) {
        super(
                Problem.INVALID_CHANNEL,
                "A channel name has 1 to " + ChannelName.MAX_LENGTH
                        + " characters: segments of A-Z a-z 0-9 . _ ~ @ - joined by '/'.",
                "In " + Excerpt.of(value) + " " + flaw + ".",
                "Rename the channel, for example 'orders/7'.");
    }
}
