package dev.carillon.bench.load;

import org.HdrHistogram.Histogram;

/** What is counted over all connections. Threading: the generator's one thread. */
final class Tally {
    /** In microseconds: up to ten minutes, three significant digits. */
    private static final long HIGHEST_MICROS = 600_000_000L;

    long deliveries;
    long lastDeliveryNanos;
    long repeated;
    long outOfOrder;
    long refused;
    long closedByServer;

    private Histogram latencyMicros = newHistogram();
    private Histogram acknowledgedMicros = newHistogram();

    /** Every delivery is recorded, not a sample. */
    void delivered(long stampNanos, long nowNanos) {
        deliveries++;
        lastDeliveryNanos = nowNanos;
        latencyMicros.recordValue(micros(nowNanos - stampNanos));
    }

    /** So long the publisher has waited for the answer to one request. */
    void acknowledged(long nanos) {
        acknowledgedMicros.recordValue(micros(nanos));
    }

    /** Begins a new histogram and hands back the old one. */
    Histogram takeLatency() {
        Histogram taken = latencyMicros;
        latencyMicros = newHistogram();
        return taken;
    }

    /** The same for the times of acknowledgements. */
    Histogram takeAcknowledged() {
        Histogram taken = acknowledgedMicros;
        acknowledgedMicros = newHistogram();
        return taken;
    }

    static Histogram newHistogram() {
        return new Histogram(HIGHEST_MICROS, 3);
    }

    static long micros(long nanos) {
        return Math.min(HIGHEST_MICROS, Math.max(0, nanos) / 1_000);
    }
}
