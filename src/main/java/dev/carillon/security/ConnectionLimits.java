package dev.carillon.security;

import dev.carillon.event.ConnectionLimitException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts open streams and polls that wait, in all and for each address.
 *
 * <p>Threading: any thread.
 */
public final class ConnectionLimits {

    private final int max;
    private final int maxPerAddress;
    private final AtomicInteger open = new AtomicInteger();

    /** An address without a stream has no entry. */
    private final ConcurrentMap<String, Integer> openByAddress = new ConcurrentHashMap<>();

    public ConnectionLimits(int max, int maxPerAddress) {
        this.max = max;
        this.maxPerAddress = maxPerAddress;
    }

    /**
     * Takes a place for a stream; {@link #release} gives it back.
     *
     * @throws ConnectionLimitException if there is none
     */
    public void acquire(Origin origin) {
        String address = origin.address();
        if (open.incrementAndGet() > max) {
            open.decrementAndGet();
            throw new ConnectionLimitException(
                    "This server holds at most " + max + " streams at a time (carillon.connections.max).",
                    "All of them are in use.");
        }
        int fromHere = openByAddress.merge(address, 1, Integer::sum);
        if (fromHere > maxPerAddress) {
            release(origin);
            throw new ConnectionLimitException(
                    "One address holds at most " + maxPerAddress
                            + " streams at a time (carillon.connections.per-address).",
                    "Yours, " + address + ", has as many.");
        }
    }

    public void release(Origin origin) {
        String address = origin.address();
        open.decrementAndGet();
        openByAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
    }

    /** How many streams there may be. */
    public int max() {
        return max;
    }

    /** Streams that are open. */
    public int open() {
        return open.get();
    }

    /** Addresses that have one. */
    public int addresses() {
        return openByAddress.size();
    }
}
