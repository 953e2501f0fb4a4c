package dev.carillon.operation;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * How often each limit was hit.
 *
 * <p>Threading: any thread.
 */
public final class LimitMetrics implements MultiCollector {

    private final Supplier<Map<String, Long>> hits;

    /** {@code hits} tells, for each limit by its name, how often it was hit since the start. */
    public LimitMetrics(Supplier<Map<String, Long>> hits) {
        this.hits = hits;
    }

    @Override
    public MetricSnapshots collect() {
        Families found = new Families();
        found.counters(
                "carillon_limits_hit", "Requests that met a limit, by limit.", "limit", new TreeMap<>(hits.get()));
        return found.toSnapshots();
    }
}
