package dev.carillon.operation;

import dev.carillon.log.Distribution;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gathers what one look has found, in the words of Prometheus: a family has a name, a help text, and a value for each label. */
final class Families {

    private final List<MetricSnapshot> families = new ArrayList<>();

    /** What can go up and down. */
    void gauge(String name, String help, Number value) {
        families.add(GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .value(value.doubleValue())
                        .build())
                .build());
    }

    void gauges(String name, String help, String label, Map<String, ? extends Number> values) {
        GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(name).help(help);
        values.forEach((of, value) -> family.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(Labels.of(label, of))
                .value(value.doubleValue())
                .build()));
        families.add(family.build());
    }

    /** What only grows; {@code _total} is added to the name. */
    void counter(String name, String help, Number value) {
        families.add(CounterSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .value(value.doubleValue())
                        .build())
                .build());
    }

    void counters(String name, String help, String label, Map<String, ? extends Number> values) {
        CounterSnapshot.Builder family = CounterSnapshot.builder().name(name).help(help);
        values.forEach((of, value) -> family.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(Labels.of(label, of))
                .value(value.doubleValue())
                .build()));
        families.add(family.build());
    }

    /** How often something had which size. {@code unit} is how many of the recorded unit make the one in the name. */
    void histogram(String name, String help, Distribution.Snapshot distribution, double unit) {
        int places = distribution.counts().size();
        double[] bounds = new double[places];
        long[] counts = new long[places];
        for (int i = 0; i < places; i++) {
            bounds[i] = i < places - 1 ? distribution.bounds().get(i) / unit : Double.POSITIVE_INFINITY;
            counts[i] = distribution.counts().get(i);
        }
        families.add(HistogramSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, counts))
                        .sum(distribution.sum() / unit)
                        .build())
                .build());
    }

    MetricSnapshots toSnapshots() {
        return new MetricSnapshots(families);
    }
}
