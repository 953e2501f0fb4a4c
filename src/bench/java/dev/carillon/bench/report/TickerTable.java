package dev.carillon.bench.report;

import dev.carillon.bench.Scenario;
import dev.carillon.bench.load.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What only readers of quotes have. */
final class TickerTable {
    private static final List<Column> COLUMNS = List.of(
            new Column("% of pace", "pacePercent", "%.1f"),
            new Column("age p50 ms", "ageP50", "%.1f"),
            new Column("age p99 ms", "ageP99", "%.1f"),
            new Column("mean age ms", "ageMean", "%.1f"),
            new Column("slow: age p50 ms", "slowAgeP50", "%,.0f"),
            new Column("slow: age p99 ms", "slowAgeP99", "%,.0f"),
            new Column("changes/s", "deliveriesPerSecond", "%,.0f"),
            new Column("requests/s", "requestsPerSecond", "%,.0f"),
            new Column("CPU µs/change", "cpuPerDelivery", "%.2f"),
            new Column("bytes/change", "bytesPerDelivery", "%.0f"),
            new Column("heap MB", "heapMbBegin", "%.0f"),
            new Column("at the end", "heapMbEnd", "%.0f"),
            new Column("RSS MB", "rssMbBegin", "%.0f"),
            new Column("at the end", "rssMbEnd", "%.0f"),
            new Column("without newest", "withoutNewest", "%.0f"),
            new Column("last change s", "drainSeconds", "%.2f"),
            new Column("ack p50 ms", "ackP50", "%.1f"),
            new Column("ack p99 ms", "ackP99", "%.1f"),
            new Column("server cores", "serverCores", "%.2f"),
            new Column("generator cores", "generatorCores", "%.2f"),
            new Column("other cores", "otherCores", "%.2f"));

    private TickerTable() {}

    static Table of(Map<Scenario, Map<String, Measurement>> medians) {
        List<String> heading = new ArrayList<>(List.of("scenario", "server"));
        COLUMNS.forEach(column -> heading.add(column.title()));
        Table table = new Table(heading);
        medians.getOrDefault(Scenario.TICKER, Map.of()).forEach((server, measurement) -> {
            List<String> row = new ArrayList<>(List.of(Scenario.TICKER.name(), server));
            COLUMNS.forEach(column -> row.add(column.print(measurement)));
            table.add(row);
        });
        return table;
    }
}
