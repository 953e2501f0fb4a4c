package dev.carillon.event;

/** A text is not an event id. */
public final class InvalidEventIdException extends HubException {

    private static final long serialVersionUID = 1L;

    InvalidEventIdException(String value) {
        super(
                Problem.INVALID_EVENT_ID,
                "An event id is <epoch>-<offset>, as the hub wrote it.",
                "Found " + Excerpt.of(value) + ".",
                "Send the id of the last event that was received, or none.");
    }
}
