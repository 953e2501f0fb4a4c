package dev.carillon.engineio;

/**
 * When a session is sent its next ping, and when its client is given up. Pings become due at the same times for many sessions: so a
 * server wakes up a few times in a second for thousands of them, and not for each.
 *
 * <p>Threading: under the session's lock. Times are those of {@link System#nanoTime()}.
 */
final class Heartbeat {

    /** What is to be done now. */
    enum Step {
        NOTHING,
        PING,
        GIVE_UP
    }

    /** Times in an interval at which pings become due; who would be between two of them has the later one. */
    private static final int TIMES = 64;

    private final long intervalNanos;
    private final long timeoutNanos;

    /** When the next ping is due; while one is not answered, when the client is given up. */
    private long dueNanos;

    private boolean isWaiting;

    /** When the last ping was due, or the session began. */
    private long lastNanos;

    /** One packet proves that the client lives though its pong is late; more do not, or it would never have to answer. */
    private boolean prolonged;

    Heartbeat(EngineSettings settings, long nowNanos) {
        this.intervalNanos = settings.pingInterval().toNanos();
        this.timeoutNanos = settings.pingTimeout().toNanos();
        this.lastNanos = nowNanos;
        this.dueNanos = nextPing(nowNanos);
    }

    private long nextPing(long nowNanos) {
        long atNanos = nowNanos + intervalNanos;
        return atNanos + Math.floorMod(-atNanos, Math.max(1, intervalNanos / TIMES));
    }

    long dueNanos() {
        return dueNanos;
    }

    Step look(long nowNanos) {
        if (nowNanos - dueNanos < 0) {
            return Step.NOTHING;
        }
        if (isWaiting) {
            return Step.GIVE_UP;
        }
        isWaiting = true;
        prolonged = false;
        lastNanos = dueNanos;
        // From when it was due, so that a client's own clock agrees; but never less than half of its time, should we be
        // late.
        dueNanos = Math.max(dueNanos + timeoutNanos - nowNanos, timeoutNanos / 2) + nowNanos;
        return Step.PING;
    }

    /** The interval is from ping to ping, whatever time the answer took; but who has just answered has half of it to himself. */
    void pong(long nowNanos) {
        isWaiting = false;
        dueNanos = nextPing(Math.max(lastNanos - nowNanos, -intervalNanos / 2) + nowNanos);
    }

    /** Another packet has come. */
    void packet(long nowNanos) {
        if (isWaiting && !prolonged) {
            prolonged = true;
            dueNanos = nowNanos + timeoutNanos;
        }
    }
}
