package dev.carillon.ticker.model;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants to be told once when a price is crossed.
 *
 * @param id nobody guesses it
 * @param note what he wrote about it, up to 200 characters; null if nothing
 */
public record Alert(
        String id,
        Owner owner,
        Symbol symbol,
        BigDecimal price,
        Crossing crosses,
        @Nullable String note,
        Instant createdAt) {

    private static final int MAX_NOTE_LENGTH = 200;

    public Alert {
        BigDecimal given = price;
        price = orInvalid(() -> Decimals.checked("price", given));
        if (note != null && note.codePointCount(0, note.length()) > MAX_NOTE_LENGTH) {
            throw new InvalidRequestException(
                    Problem.INVALID_ALERT,
                    "The note of an alert has up to " + MAX_NOTE_LENGTH + " characters.",
                    "It has " + note.codePointCount(0, note.length()) + ".",
                    "Shorten it, or leave it out.");
        }
    }

    /** Reads a price as it is written. */
    public static BigDecimal price(String text) {
        return orInvalid(() -> Decimals.parse("price", text));
    }

    private static BigDecimal orInvalid(Supplier<BigDecimal> price) {
        try {
            return price.get();
        } catch (InvalidRequestException notAPrice) {
            throw new InvalidRequestException(
                    Problem.INVALID_ALERT,
                    "The price of an alert is a decimal of up to 34 digits, 18 of them behind the point.",
                    notAPrice.finding(),
                    "Send for example \"price\":\"200\".");
        }
    }
}
