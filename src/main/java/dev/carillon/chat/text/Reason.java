package dev.carillon.chat.text;

import dev.carillon.event.Problem;

/**
 * Why somebody is muted or reported, or a message was deleted: up to 200 characters and 2 KiB of UTF-8 in one line, without control
 * characters.
 *
 * <p>Anything else is refused with {@code invalid-message}.
 */
public record Reason(String value) {

    private static final TextRule RULE = new TextRule(
            Problem.INVALID_MESSAGE,
            "A reason has up to 200 characters and 2 KiB of UTF-8 in one line. "
                    + "It is well-formed Unicode and has no control characters.",
            "Shorten the reason, or leave that character out.",
            0,
            200,
            2 * 1024,
            (previous, c) -> !Characters.isControl(c) && !Characters.isLineBreak(c));

    public Reason {
        RULE.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
