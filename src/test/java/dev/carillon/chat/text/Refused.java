package dev.carillon.chat.text;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carillon.event.InvalidRequestException;
import java.util.function.Function;

/** Expects that a text is refused. */
final class Refused {

    private Refused() {}

    /** What was found; null if the text was taken. */
    static String finding(Function<String, ?> value, String text) {
        InvalidRequestException refused = refusal(value, text);
        return refused == null ? null : refused.finding();
    }

    static InvalidRequestException refusal(Function<String, ?> value, String text) {
        return catchThrowableOfType(InvalidRequestException.class, () -> value.apply(text));
    }
}
