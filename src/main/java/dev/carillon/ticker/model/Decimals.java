package dev.carillon.ticker.model;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Exact decimals of the ticker: up to 34 digits, 18 of them behind the point. */
public final class Decimals {

    private static final int MAX_DIGITS = 34;
    private static final int MAX_SCALE = 18;

    /** As JSON writes numbers; the exponent is bounded by what follows. */
    private static final Pattern SYNTAX = Pattern.compile("-?[0-9]{1,64}(\\.[0-9]{1,64})?([eE][+-]?[0-9]{1,3})?");

    private Decimals() {}

    /**
     * Reads a decimal as it is written, with all its zeros.
     *
     * @param part what it is, for the refusal
     */
    public static BigDecimal parse(String part, String text) {
        if (!SYNTAX.matcher(text).matches()) {
            throw refusal(part, text);
        }
        return checked(part, new BigDecimal(text));
    }

    /** Refuses one that is too long; one with an exponent is written without. */
    static BigDecimal checked(String part, BigDecimal value) {
        BigDecimal plain =
                value.scale() < 0 && (long) value.precision() - value.scale() <= MAX_DIGITS ? value.setScale(0) : value;
        if (plain.scale() < 0 || plain.scale() > MAX_SCALE || plain.precision() > MAX_DIGITS) {
            throw refusal(part, value.toString());
        }
        return plain;
    }

    /** The one that is checked, if it is not below zero. */
    static BigDecimal notNegative(String part, BigDecimal value) {
        if (value.signum() < 0) {
            throw refusal(part, value.toPlainString());
        }
        return checked(part, value);
    }

    private static InvalidRequestException refusal(String part, String text) {
        return new InvalidRequestException(
                Problem.INVALID_QUOTE,
                "Numbers of a quote are decimals of up to 34 digits, 18 of them behind the point; volumes are not negative.",
                "The " + part + " is " + InvalidRequestException.quote(text) + ".",
                "Send for example \"189.30\".");
    }
}
