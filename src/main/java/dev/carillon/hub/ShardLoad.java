package dev.carillon.hub;

import java.time.Duration;
import java.util.Collection;

/**
 * Tells whether so many of a shard's subscribers are far behind, though their sinks make progress, that it is not they who
 * are slow: it is the container or the machine, and publishers have to wait for it.
 *
 * <p>Threading: its shard's alone; only {@link #isHigh()} may be called by any thread.
 */
final class ShardLoad {

    /** Fewer subscribers than this never hold up a publisher, even if they are all there are. */
    private static final int MANY_BEHIND = 16;

    /** Time between two looks, for a look may visit every feed. */
    private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();

    private long lookedNanos;
    private volatile boolean high;

    /** Positions that have left their ring and read the log. */
    private int positionsInLog;

    ShardLoad(long nowNanos) {
        this.lookedNanos = nowNanos;
    }

    boolean isHigh() {
        return high;
    }

    void enteredLog() {
        positionsInLog++;
    }

    void leftLog() {
        positionsInLog--;
    }

    /** How long a shard may sleep without a look. */
    long nanosUntilLook(long quietNanos) {
        return high ? LOOK_NANOS : quietNanos;
    }

    void look(int subscribers, int blocked, Collection<RingFeed> feeds, long nowNanos) {
        if (nowNanos - lookedNanos < LOOK_NANOS) {
            return;
        }
        lookedNanos = nowNanos;
        int many = Math.max(MANY_BEHIND, subscribers / 2);
        if (positionsInLog + blocked < many) {
            high = false;
            return;
        }
        int behind = positionsInLog;
        for (RingFeed feed : feeds) {
            if (behind >= many) {
                break;
            }
            behind += feed.farBehind(nowNanos);
        }
        high = behind >= many;
    }
}
