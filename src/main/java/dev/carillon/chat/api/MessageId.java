package dev.carillon.chat.api;

import dev.carillon.event.EventId;
import dev.carillon.event.InvalidEventIdException;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;

/** The id of a message in a path: that of its event. */
public record MessageId(EventId id) {

    public MessageId(String text) {
        this(parse(text));
    }

    /** What somebody has sent. */
    public static EventId parse(String text) {
        try {
            return EventId.parse(text);
        } catch (InvalidEventIdException notOne) {
            throw new InvalidRequestException(
                    Problem.NO_SUCH_MESSAGE,
                    "The id of a message is the id of its event.",
                    InvalidRequestException.quote(text) + " is something else.",
                    "Use the id of an event of the type new-message.");
        }
    }
}
