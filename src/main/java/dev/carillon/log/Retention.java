package dev.carillon.log;

import java.time.Duration;

/**
 * How much a log keeps: whatever is over one of the limits is trimmed, oldest first. The newest entry stays even if it alone
 * is over the limit of bytes, or nobody could ever read it; it is trimmed when it is too old.
 */
public record Retention(long maxEntries, long maxBytes, Duration maxAge) {

    public Retention {
        if (maxEntries < 1 || maxBytes < 1 || maxAge.isNegative() || maxAge.isZero()) {
            throw new IllegalArgumentException("a log keeps at least one entry, one byte and some time, not "
                    + maxEntries + ", " + maxBytes + ", " + maxAge);
        }
    }
}
