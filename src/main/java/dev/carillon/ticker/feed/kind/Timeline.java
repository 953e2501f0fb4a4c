package dev.carillon.ticker.feed.kind;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When something that was recorded is to come again.
 *
 * <p>Threading: one thread.
 */
final class Timeline {

    /** Who is further behind than that was asleep, and does not make up for it. */
    private static final Duration LATEST = Duration.ofSeconds(5);

    /** Who waits in batches is a little early. */
    private static final Duration EARLIEST = Duration.ofSeconds(1);

    private static final double NANOS = 1e9;

    /** The clock goes on while one waits, and no recording is as long. */
    private static final double MAX_SECONDS = Duration.ofDays(3650).toSeconds();

    private final double speed;
    private @Nullable Instant before;
    private Instant due = Instant.MIN;

    /** 0 is as fast as it goes. */
    Timeline(double speed) {
        this.speed = speed;
    }

    /** How long to wait for what was recorded at this time, after what was before it. */
    Duration until(Instant recorded, Instant now) {
        if (speed == 0) {
            return Duration.ZERO;
        }
        Instant last = before;
        before = last == null || recorded.isAfter(last) ? recorded : last;
        if (last == null) {
            due = now;
            return Duration.ZERO;
        }
        Duration step = scaled(Duration.between(last, recorded));
        due = due.plus(step);
        Duration wait = Duration.between(now, due);
        // A clock that was set back does not make anybody wait longer than the recording does.
        if (wait.compareTo(step.plus(EARLIEST)) > 0 || wait.compareTo(LATEST.negated()) < 0) {
            wait = wait.isNegative() ? Duration.ZERO : step;
            due = now.plus(wait);
        }
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    private Duration scaled(Duration distance) {
        double seconds = (distance.getSeconds() + distance.getNano() / NANOS) / speed;
        return Duration.ofNanos((long) (Math.min(Math.max(seconds, 0), MAX_SECONDS) * NANOS));
    }
}
