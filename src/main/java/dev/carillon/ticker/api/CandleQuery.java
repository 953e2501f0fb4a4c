package dev.carillon.ticker.api;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.ticker.Candles;
import dev.carillon.ticker.model.Interval;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Which candles a reader asks for.
 *
 * <p>A bean of JAX-RS, one for each request.
 */
public final class CandleQuery {

    private static final int DEFAULT_LIMIT = 500;
    private static final int MAX_LIMIT = 5_000;
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,4}");

    @Parameter(
            description =
                    "Candles that begin then (RFC 3339), or so long ago (ISO 8601), or later; left out: the newest.",
            schema = @Schema(type = SchemaType.STRING),
            example = "PT2H")
    @QueryParam("from")
    private @Nullable String from;

    @Parameter(
            description = "Candles that begin before this time, or so long ago.",
            schema = @Schema(type = SchemaType.STRING))
    @QueryParam("to")
    private @Nullable String to;

    @Parameter(
            description = "At most so many.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "5000", defaultValue = "500"))
    @QueryParam("limit")
    private @Nullable String limit;

    static Interval interval(@Nullable String interval) {
        return interval == null || interval.isEmpty() ? Interval.MINUTE : Interval.of(interval);
    }

    Candles.Range range(InstantSource clock) {
        Instant now = clock.instant();
        Instant beginning = time("from", from, now);
        Instant end = time("to", to, now);
        if (beginning != null && end != null && !beginning.isBefore(end)) {
            throw new InvalidRequestException(
                    Problem.BAD_REQUEST,
                    "from is before to.",
                    "from is " + beginning + ", to is " + end + ".",
                    "Exchange them, or leave one out.");
        }
        return new Candles.Range(beginning, end, limit());
    }

    private int limit() {
        String text = limit;
        if (text == null || text.isEmpty()) {
            return DEFAULT_LIMIT;
        }
        int count = COUNT.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (count < 1 || count > MAX_LIMIT) {
            throw new InvalidRequestException(
                    Problem.BAD_REQUEST,
                    "limit is 1 to " + MAX_LIMIT + ".",
                    "It is " + InvalidRequestException.quote(text) + ".",
                    "Ask for fewer, and go on with next.");
        }
        return count;
    }

    private static @Nullable Instant time(String name, @Nullable String text, Instant now) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return text.startsWith("P")
                    ? now.minus(Duration.parse(text))
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException | ArithmeticException e) {
            throw new InvalidRequestException(
                    Problem.BAD_REQUEST,
                    name + " is a time such as 2026-11-27T12:00:00Z (RFC 3339), or so long ago as PT2H.",
                    "It is " + InvalidRequestException.quote(text) + ".",
                    "Correct it, or leave it out.");
        }
    }
}
