package dev.carillon.engineio;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket that is to carry a session which is polled.
 *
 * <p>From the probe on a GET that has nothing to fetch waits only a moment and is answered with a noop, so that the client can
 * complete the upgrade.
 *
 * <p>Threading: under the session's lock.
 */
final class Upgrade {

    /**
     * For what a client has sent on another connection before the GET, and which may be in another thread's hands: the packet that
     * completes the upgrade, or a POST that ends the session. The npm server looks every 100 ms.
     */
    static final Duration HOLD = Duration.ofMillis(50);

    private final WebSocketLink link;
    private final Wire wire;
    private final long endNanos;
    private boolean probed;
    private boolean writable;
    private @Nullable FrameBytes owed;
    private long holdNanos = Wheel.NEVER;

    Upgrade(WebSocketLink link, Wire wire, long endNanos) {
        this.link = link;
        this.wire = wire;
        this.endNanos = endNanos;
        this.writable = wire.drain();
    }

    boolean isOf(WebSocketLink other) {
        return link == other;
    }

    Wire wire() {
        return wire;
    }

    boolean isProbed() {
        return probed;
    }

    /** When the upgrade has taken too long. */
    boolean isLate(long nowNanos) {
        return nowNanos - endNanos >= 0;
    }

    void probe() {
        probed = true;
        owed = ControlPackets.PROBE_ANSWER;
        write();
    }

    void drain() {
        writable = wire.drain();
        write();
    }

    private void write() {
        FrameBytes answer = owed;
        if (writable && answer != null) {
            owed = null;
            writable = wire.write(answer);
        }
    }

    /** A GET has come. */
    void holdPoll(long nowNanos) {
        holdNanos = nowNanos + HOLD.toNanos();
    }

    /** Whether a GET has waited long enough. */
    boolean endsPoll(long nowNanos) {
        boolean ends = holdNanos != Wheel.NEVER && nowNanos - holdNanos >= 0;
        if (ends) {
            holdNanos = Wheel.NEVER;
        }
        return ends;
    }

    long dueNanos() {
        return holdNanos == Wheel.NEVER ? endNanos : holdNanos;
    }
}
