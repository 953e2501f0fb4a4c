package dev.carillon.ticker.model;

import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;

/** How long a candle is. Seconds to hours are those of UTC; a day is that of a time zone, 23 to 25 hours. */
public enum Interval {
    SECOND("1s", 1),
    MINUTE("1m", 60),
    FIVE_MINUTES("5m", 300),
    HOUR("1h", 3_600),
    DAY("1d", 0);

    private final String label;
    private final long seconds;

    Interval(String label, long seconds) {
        this.label = label;
        this.seconds = seconds;
    }

    /** As the API has it. */
    public String label() {
        return label;
    }

    /** Refuses what is none with {@code bad-request}. */
    public static Interval of(String label) {
        return Arrays.stream(values())
                .filter(interval -> interval.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new InvalidRequestException(
                        Problem.BAD_REQUEST,
                        "interval is 1s, 1m, 5m, 1h or 1d.",
                        "It is " + InvalidRequestException.quote(label) + ".",
                        "Send interval=1m."));
    }

    /** When the candle begins that has this moment. */
    public Instant startOf(Instant time, ZoneId zone) {
        if (this == DAY) {
            LocalDate date = LocalDate.ofInstant(time, zone);
            Instant next = startOf(date.plusDays(1), zone);
            // Where clocks go back shortly after midnight, the evening comes once more: it belongs to the day that has
            // begun.
            return time.isBefore(next) ? startOf(date, zone) : next;
        }
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
    }

    /** When a candle that begins so ends; the next one may begin then. */
    public Instant endOf(Instant start, ZoneId zone) {
        if (this == DAY) {
            return startOf(LocalDate.ofInstant(start, zone).plusDays(1), zone);
        }
        return start.plusSeconds(seconds);
    }

    /** Midnight, or the first moment after it where clocks leave it out. */
    private static Instant startOf(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant();
    }
}
