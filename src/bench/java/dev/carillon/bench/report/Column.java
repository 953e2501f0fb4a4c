package dev.carillon.bench.report;

import dev.carillon.bench.load.Measurement;
import java.util.List;

/**
 * A column of the table.
 *
 * @param figure the name of the figure in a {@link Measurement}
 * @param pattern how it is printed
 */
record Column(String title, String figure, String pattern) {
    static final List<Column> ALL = List.of(
            new Column("events/s", "eventsPerSecond", "%,.0f"),
            new Column("deliveries/s", "deliveriesPerSecond", "%,.0f"),
            new Column("p50 ms", "p50", "%.2f"),
            new Column("p99 ms", "p99", "%.2f"),
            new Column("max ms", "max", "%.1f"),
            new Column("CPU µs/delivery", "cpuPerDelivery", "%.2f"),
            new Column("RSS KB/conn", "rssKbPerConnection", "%.1f"),
            new Column("heap KB/conn", "heapKbPerConnection", "%.1f"),
            new Column("lost", "lost", "%.0f"),
            new Column("undelivered", "undelivered", "%.0f"),
            new Column("repeated", "repeated", "%.0f"),
            new Column("out of order", "outOfOrder", "%.0f"),
            new Column("refused", "refused", "%.0f"),
            new Column("closed", "closed", "%.0f"),
            new Column("generator µs", "generatorPerDelivery", "%.2f"));

    String print(Measurement measurement) {
        double value = measurement.get(figure);
        return Double.isNaN(value) ? "-" : pattern.formatted(value);
    }
}
