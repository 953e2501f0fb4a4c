package dev.carillon.api;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.hub.StartingPoint;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;

/** How callers write where they want to begin. */
public final class StartingPoints {

    private static final String RULE =
            "A reader starts after Last-Event-ID, else last_event_id, else at since, last or from=earliest.";

    private StartingPoints() {}

    /** A time (RFC 3339), or so long ago (ISO 8601). */
    public static StartingPoint since(String text, InstantSource clock) {
        return new StartingPoint.Since(time(text, clock));
    }

    private static Instant time(String text, InstantSource clock) {
        try {
            return text.startsWith("P") || text.startsWith("p")
                    ? clock.instant().minus(Duration.parse(text))
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException | ArithmeticException e) {
            throw invalid(
                    "since",
                    text,
                    "Write a time as 2026-01-31T12:00:00Z (RFC 3339) or a duration as PT5M (ISO 8601); "
                            + "'+' is %2B in a query.");
        }
    }

    /** The newest events, so many. */
    public static StartingPoint last(String text) {
        try {
            return new StartingPoint.Last(Integer.parseInt(text));
        } catch (IllegalArgumentException e) {
            throw invalid("last", text, "Write a number from 0 to " + StartingPoint.Last.MAX_COUNT + ".");
        }
    }

    static StartingPoint from(String text) {
        if (text.equals("earliest")) {
            return new StartingPoint.Earliest();
        }
        throw invalid("from", text, "Write earliest.");
    }

    private static InvalidRequestException invalid(String parameter, String text, String remedy) {
        return new InvalidRequestException(
                Problem.INVALID_START, RULE, parameter + " is " + InvalidRequestException.quote(text) + ".", remedy);
    }
}
