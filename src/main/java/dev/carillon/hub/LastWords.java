package dev.carillon.hub;

import java.time.Duration;
import java.util.Random;

/**
 * What a connection is told before it is closed, each with a time of its own at which to come back.
 *
 * <p>Threading: its shard's alone.
 */
final class LastWords {

    private final Random random;
    private Duration retry;
    private Duration spread = Duration.ZERO;

    LastWords(Duration retry, Random random) {
        this.retry = retry;
        this.random = random;
    }

    /** Clients come back after a time from {@code retry} on, and no later than {@code spread} after that, or twice {@code retry}. */
    void spread(Duration newRetry, Duration newSpread) {
        retry = newRetry;
        spread = newSpread;
    }

    byte[] in(WireFormat format, CloseReason reason) {
        return format.lastWords(reason, reason.tellsWhenToComeBack() ? jittered() : null);
    }

    private Duration jittered() {
        long most = Math.max(spread.toMillis(), retry.toMillis());
        return retry.plusMillis((long) (random.nextDouble() * (most + 1)));
    }
}
