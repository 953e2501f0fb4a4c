package dev.carillon.chat.text;

import dev.carillon.event.Problem;

/**
 * Name of a room: 1 to 64 characters and at most 512 bytes of UTF-8, in one line and all of them visible.
 *
 * <p>Anything else is refused with {@code invalid-name}.
 */
public record RoomTitle(String value) {

    private static final TextRule RULE = new TextRule(
            Problem.INVALID_NAME,
            "The name of a room has 1 to 64 characters and at most 512 bytes of UTF-8, in one line. "
                    + "It is not only white space and has no control characters and none that cannot be seen.",
            "Choose another name, or leave that character out.",
            1,
            64,
            512,
            Characters::isVisible);

    public RoomTitle {
        RULE.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
