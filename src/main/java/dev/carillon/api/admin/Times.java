package dev.carillon.api.admin;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as requests write them. */
public final class Times {

    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private Times() {}

    /** A time above zero, as {@code 12h} or {@code PT12H}. */
    public static Duration duration(String field, String text) {
        Matcher amount = AMOUNT.matcher(text);
        Duration duration = Duration.ZERO;
        try {
            if (amount.matches()) {
                Duration unit = UNITS.getOrDefault(amount.group(2), Duration.ZERO);
                duration = unit.multipliedBy(Long.parseLong(amount.group(1)));
            } else if (text.startsWith("P")) {
                duration = Duration.parse(text);
            }
        } catch (DateTimeException | ArithmeticException e) {
            // Refused below.
        }
        if (duration.isZero() || duration.isNegative()) {
            throw BadRequest.of(
                    "\"" + field + "\" is a time above zero, such as 30s, 12h or PT12H.",
                    "It is " + BadRequest.quote(text) + ".",
                    "Correct it.");
        }
        return duration;
    }

    /** A point in time, RFC 3339. */
    public static Instant instant(String field, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw BadRequest.of(
                    "\"" + field + "\" is the id of an event, or a time such as 2026-01-31T12:00:00Z (RFC 3339).",
                    "It is " + BadRequest.quote(text) + ".",
                    "Correct it.");
        }
    }
}
