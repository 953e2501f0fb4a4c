package dev.carillon.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How much is kept: whatever is over one of the limits is trimmed, oldest first. The newest entry stays even if it alone
 * is over the limit of bytes, or nobody could ever read it; it is trimmed when it is too old.
 */
public record Retention(long maxEntries, long maxBytes, Duration maxAge) {

    /** Stands for no limit of entries or bytes. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** Stands for no limit of age; a clock of nanoseconds can still count it. */
    public static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    public Retention {
        if (maxEntries < 1 || maxBytes < 1 || maxAge.isNegative() || maxAge.isZero()) {
            throw new IllegalArgumentException("a log keeps at least one entry, one byte and some time, not "
                    + maxEntries + ", " + maxBytes + ", " + maxAge);
        }
    }

    /** What is older than this is trimmed. */
    public Instant keepFrom(Instant now) {
        return maxAge.equals(FOREVER) ? Instant.MIN : now.minus(maxAge);
    }

    String ageText() {
        if (maxAge.equals(FOREVER)) {
            return "forever";
        }
        Duration hours = Duration.ofHours(maxAge.toHours());
        return maxAge.equals(hours) ? maxAge.toHours() + "h" : maxAge.toMillis() + "ms";
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>(List.of(ageText()));
        if (maxEntries != UNLIMITED) {
            parts.add(maxEntries + " events");
        }
        if (maxBytes != UNLIMITED) {
            parts.add(maxBytes + "B");
        }
        return String.join(", ", parts);
    }
}
