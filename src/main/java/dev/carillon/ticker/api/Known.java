package dev.carillon.ticker.api;

import java.util.Set;

/**
 * What a client says that it has, in numbers that count quotes: sequences of one symbol, or versions.
 *
 * @param after it wants what is greater; {@link #NOTHING} if it does not say
 * @param tags what it has, exactly: after a symbol was removed, what is there may have a smaller number
 * @param anything whether whatever there is counts as known
 */
record Known(long after, Set<Long> tags, boolean anything) {

    /** Everything is newer, also that there is nothing. */
    static final long NOTHING = -1;

    Known {
        tags = Set.copyOf(tags);
    }

    /** Whether the client named something. */
    boolean isGiven() {
        return after != NOTHING || !tags.isEmpty() || anything;
    }

    /** Whether the client has the newest; 0 is that there is nothing. */
    boolean has(long newest) {
        return newest <= after || tags.contains(newest) || (anything && newest > 0);
    }

    /** The number of what the client has, while it {@linkplain #has has} the newest. */
    long number(long newest) {
        return Math.max(newest, after);
    }
}
