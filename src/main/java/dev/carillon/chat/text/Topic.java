package dev.carillon.chat.text;

import dev.carillon.event.Problem;

/**
 * What a room is about: up to 500 characters and 4 KiB of UTF-8, with line breaks and without any other control character.
 *
 * <p>Anything else is refused with {@code invalid-name}.
 */
public record Topic(String value) {

    private static final TextRule RULE = new TextRule(
            Problem.INVALID_NAME,
            "A topic has up to 500 characters and 4 KiB of UTF-8. "
                    + "It is well-formed Unicode and has no control characters but line breaks.",
            "Shorten the topic, or leave that character out.",
            0,
            500,
            4 * 1024,
            (previous, c) -> !Characters.isControl(c) || c == '\n' || c == '\r');

    public Topic {
        RULE.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
