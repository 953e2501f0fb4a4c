package dev.carillon.security;

/**
 * So many a second in the long run. At once {@value #BURST_SECONDS} times as many may come, after a pause.
 *
 * @param perSecond {@link Long#MAX_VALUE} for no limit
 */
public record Rate(long perSecond) {

    /** As long as a client that retries at once after an interruption has been away, and short enough not to be felt by others. */
    public static final int BURST_SECONDS = 5;

    public static final Rate UNLIMITED = new Rate(Long.MAX_VALUE);

    /** More than one in a nanosecond cannot be counted, nor can they come. */
    private static final long COUNTABLE = 1_000_000_000;

    public Rate {
        if (perSecond < 1) {
            throw new IllegalArgumentException("a rate is above zero");
        }
    }

    public boolean isUnlimited() {
        return perSecond >= COUNTABLE;
    }

    public long burst() {
        return perSecond * BURST_SECONDS;
    }
}
