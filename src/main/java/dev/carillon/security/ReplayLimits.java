package dev.carillon.security;

import dev.carillon.event.Limit;
import dev.carillon.event.Problem;
import dev.carillon.event.RateLimitException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Counts readers of the past, in all and for each address.
 *
 * <p>Threading: any thread.
 */
public final class ReplayLimits {

    /** Most replays take less. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Places places;
    private final LimitStats stats;

    public ReplayLimits(int max, int maxPerAddress, LimitStats stats) {
        this.places = new Places(max, maxPerAddress);
        this.stats = stats;
    }

    /**
     * Takes a place for a reader that begins in the past.
     *
     * @return gives the place back; only the first call counts
     * @throws RateLimitException if there is none
     */
    public Runnable begin(Origin origin) {
        String address = Addresses.counted(origin.address());
        switch (places.take(address)) {
            case TAKEN -> {}
            case FULL ->
                throw refused(
                        Limit.REPLAYS,
                        "This server serves at most " + places.max()
                                + " readers of the past at a time (carillon.replays.max).");
            case FULL_FOR_KEY ->
                throw refused(
                        Limit.REPLAYS_PER_ADDRESS,
                        "One address has at most " + places.maxPerKey()
                                + " readers of the past at a time (carillon.replays.per-address).");
        }
        AtomicBoolean over = new AtomicBoolean();
        return () -> {
            if (over.compareAndSet(false, true)) {
                places.give(address);
            }
        };
    }

    /** How many read the past. */
    public int running() {
        return places.taken();
    }

    private RateLimitException refused(Limit limit, String rule) {
        stats.hit(limit);
        return new RateLimitException(Problem.TOO_MANY_REPLAYS, rule, "There are as many.", RETRY_AFTER);
    }
}
