package dev.carillon.bench.load;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Collects what a run found. Times are in milliseconds, CPU in microseconds. */
final class Figures {
    private final Map<String, Double> values = new LinkedHashMap<>();

    void put(String name, double value) {
        values.put(name, value);
    }

    void count(String name, long value) {
        values.put(name, (double) value);
    }

    /** Rates, latency and CPU of a window. */
    void put(Rig.Window window) {
        double seconds = window.nanos() / 1e9;
        put("eventsPerSecond", window.events() / seconds);
        put("deliveriesPerSecond", window.deliveries() / seconds);
        putLatency(window.latencyMicros());
        put("ackP50", window.acknowledgedMicros().getValueAtPercentile(50) / 1e3);
        put("ackP99", window.acknowledgedMicros().getValueAtPercentile(99) / 1e3);
        put("cpuPerDelivery", (double) window.serverMicros() / window.deliveries());
        put("generatorPerDelivery", (double) window.generatorMicros() / window.deliveries());
    }

    void putLatency(Histogram micros) {
        put("p50", micros.getValueAtPercentile(50) / 1e3);
        put("p99", micros.getValueAtPercentile(99) / 1e3);
        put("max", micros.getMaxValue() / 1e3);
    }

    Measurement measured() {
        return Measurement.of(values);
    }
}
