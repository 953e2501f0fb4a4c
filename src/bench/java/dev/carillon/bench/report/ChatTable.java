package dev.carillon.bench.report;

import dev.carillon.bench.Scenario;
import dev.carillon.bench.load.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What only rooms have. */
final class ChatTable {
    private static final List<Column> COLUMNS = List.of(
            new Column("all joined s", "joinSeconds", "%.1f"),
            new Column("CPU s", "joinCpuSeconds", "%.1f"),
            new Column("events of joins/member", "joinEventsPerMember", "%.1f"),
            new Column("KB/member", "joinKbPerMember", "%.1f"),
            new Column("ack p50 ms", "ackP50", "%.2f"),
            new Column("ack p99 ms", "ackP99", "%.2f"),
            new Column("typing/s", "typingPerSecond", "%,.0f"),
            new Column("typing % came", "typingPercent", "%.1f"),
            new Column("server cores", "serverCores", "%.2f"),
            new Column("generator cores", "generatorCores", "%.2f"));

    private ChatTable() {}

    static Table of(Map<Scenario, Map<String, Measurement>> medians) {
        List<String> heading = new ArrayList<>(List.of("scenario", "server"));
        COLUMNS.forEach(column -> heading.add(column.title()));
        Table table = new Table(heading);
        for (Scenario scenario : List.of(Scenario.CHAT, Scenario.CHAT1000)) {
            medians.getOrDefault(scenario, Map.of()).forEach((server, measurement) -> {
                List<String> row = new ArrayList<>(List.of(scenario.name(), server));
                COLUMNS.forEach(column -> row.add(column.print(measurement)));
                table.add(row);
            });
        }
        return table;
    }
}
