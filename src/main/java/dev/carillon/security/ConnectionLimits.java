package dev.carillon.security;

import dev.carillon.event.ConnectionLimitException;
import dev.carillon.event.Limit;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * Counts open streams and polls that wait: in all, for each address and for each caller who is known; and how many are opened in a
 * second.
 *
 * <p>Threading: any thread.
 */
public final class ConnectionLimits {

    private static final String ALL = "";

    private final Places places;
    private final Places subjects;
    private final TokenBuckets rate;
    private final TokenBuckets ratePerAddress;
    private final LimitStats stats;

    /**
     * What is allowed.
     *
     * @param perAddress IPv6 by /64
     * @param perSubject for a caller who is known; who is anonymous counts for his address only
     */
    public record Allowed(int max, int perAddress, int perSubject, Rate rate, Rate ratePerAddress) {}

    public ConnectionLimits(Allowed allowed, LimitStats stats) {
        this(allowed, stats, TimeMeter.SYSTEM_NANOTIME);
    }

    ConnectionLimits(Allowed allowed, LimitStats stats, TimeMeter clock) {
        this.places = new Places(allowed.max, allowed.perAddress);
        this.subjects = new Places(Integer.MAX_VALUE, allowed.perSubject);
        this.rate = new TokenBuckets(allowed.rate, clock);
        this.ratePerAddress = new TokenBuckets(allowed.ratePerAddress, clock);
        this.stats = stats;
    }

    /** Without a limit for callers who are known, and at any rate. */
    public ConnectionLimits(int max, int maxPerAddress) {
        this(
                new Allowed(max, maxPerAddress, Integer.MAX_VALUE, Rate.UNLIMITED, Rate.UNLIMITED),
                new LimitStats(),
                TimeMeter.SYSTEM_NANOTIME);
    }

    /**
     * Takes a place for a stream; {@link #release} gives it back.
     *
     * @throws ConnectionLimitException if there is none
     */
    public void acquire(Origin origin) {
        String address = Addresses.counted(origin.address());
        takePlace(address);
        boolean acquired = false;
        try {
            takeOfSubject(origin.subject());
            try {
                checkRate(address);
                acquired = true;
            } finally {
                if (!acquired) {
                    giveOfSubject(origin.subject());
                }
            }
        } finally {
            if (!acquired) {
                places.give(address);
            }
        }
    }

    public void release(Origin origin) {
        places.give(Addresses.counted(origin.address()));
        giveOfSubject(origin.subject());
    }

    /**
     * Counts a connection for one caller more than the one who opened it; {@link #releaseFor} ends that.
     *
     * @throws ConnectionLimitException if he has as many as he may have
     */
    public void acquireFor(String subject) {
        takeOfSubject(subject);
    }

    public void releaseFor(String subject) {
        giveOfSubject(subject);
    }

    /** How many streams there may be. */
    public int max() {
        return places.max();
    }

    /** Streams that are open. */
    public int open() {
        return places.taken();
    }

    /** Addresses that have one. */
    public int addresses() {
        return places.keys();
    }

    private void takePlace(String address) {
        switch (places.take(address)) {
            case TAKEN -> {}
            case FULL ->
                throw refused(
                        Limit.CONNECTIONS,
                        "This server holds at most " + places.max() + " streams at a time (carillon.connections.max).",
                        "All of them are in use.");
            case FULL_FOR_KEY ->
                throw refused(
                        Limit.CONNECTIONS_PER_ADDRESS,
                        "One address holds at most " + places.maxPerKey()
                                + " streams at a time (carillon.connections.per-address).",
                        "Yours, " + address + ", has as many.");
        }
    }

    private void takeOfSubject(String subject) {
        if (!subject.isEmpty() && subjects.take(subject) != Places.Outcome.TAKEN) {
            throw refused(
                    Limit.CONNECTIONS_PER_SUBJECT,
                    "One caller holds at most " + subjects.maxPerKey()
                            + " streams at a time (carillon.connections.per-subject).",
                    "You have as many.");
        }
    }

    private void giveOfSubject(String subject) {
        if (!subject.isEmpty()) {
            subjects.give(subject);
        }
    }

    private void checkRate(String address) {
        Duration wait = ratePerAddress.take(address, 1);
        if (!wait.isZero()) {
            throw refused(
                    Limit.CONNECTION_RATE_PER_ADDRESS,
                    "One address opens at most " + ratePerAddress.rate().perSecond()
                            + " streams a second (carillon.connections.rate-per-address).",
                    "Yours, " + address + ", has opened more.");
        }
        if (!rate.take(ALL, 1).isZero()) {
            ratePerAddress.giveBack(address, 1);
            throw refused(
                    Limit.CONNECTION_RATE,
                    "This server opens at most " + rate.rate().perSecond()
                            + " streams a second (carillon.connections.rate).",
                    "More were asked for.");
        }
    }

    private ConnectionLimitException refused(Limit limit, String rule, String finding) {
        stats.hit(limit);
        return new ConnectionLimitException(rule, finding);
    }
}
