package dev.carillon.chat.text;

import dev.carillon.event.Problem;

/**
 * What somebody says in a room: 1 to 4,000 characters and at most 48 KiB of UTF-8, with line breaks and tabs and without any other
 * control character.
 *
 * <p>It is kept exactly as it was sent: markup, bidi overrides and zero-width characters are for the reader's page to tame, which
 * knows where it puts them. Anything else is refused with {@code invalid-message}.
 */
public record MessageText(String value) {

    private static final TextRule RULE = new TextRule(
            Problem.INVALID_MESSAGE,
            "A message has 1 to 4,000 characters, as people count them, and at most 48 KiB of UTF-8. "
                    + "It is well-formed Unicode, not only white space, and has no control characters but line breaks and tabs.",
            "Change the text, or send it in several messages.",
            1,
            4_000,
            48 * 1024,
            (previous, c) -> !Characters.isControl(c) || c == '\n' || c == '\r' || c == '\t');

    public MessageText {
        RULE.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
