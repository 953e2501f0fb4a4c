package dev.carillon.log.sqlite;

import java.time.Instant;

/** Times as the database has them: nanoseconds since 1970, which reaches from 1677 to 2262. */
final class Times {

    private static final long NANOS = 1_000_000_000L;
    private static final long MAX_SECONDS = Long.MAX_VALUE / NANOS - 1;

    private Times() {}

    static long nanos(Instant time) {
        long seconds = Math.max(-MAX_SECONDS, Math.min(MAX_SECONDS, time.getEpochSecond()));
        return seconds * NANOS + time.getNano();
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
    }
}
