package dev.carillon.bench.report;

import dev.carillon.bench.Scenario;
import dev.carillon.bench.load.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Collects all measurements and prints them, with the ratios between the hub and its peers below. */
public final class Report {
    private final List<String> facts;
    private final String conditions;
    private final List<String> remarks = new ArrayList<>();
    private final Map<Scenario, Map<String, List<Measurement>>> measurements = new TreeMap<>();

    public Report(List<String> facts, String conditions) {
        this.facts = facts;
        this.conditions = conditions;
        remark("Ratios: more than 1 means that the hub is better; nchan counts with the better of its two settings"
                + " for each figure.");
        remark("nchan has no batch: in A100 its publisher pipelines 100 requests and waits for 100 answers.");
        remark("nchan keeps its events in shared memory, and no disk is asked before it acknowledges: in L1, L32 and LB"
                + " compare it with carillon-memory. Its LB pipelines too.");
        remark("node joins a batch into one write for each subscriber; textbook and nchan write each event.");
    }

    public void add(Scenario scenario, String server, Measurement measurement) {
        measurements
                .computeIfAbsent(scenario, key -> new LinkedHashMap<>())
                .computeIfAbsent(server, key -> new ArrayList<>())
                .add(measurement);
    }

    /** A sentence below the tables. */
    public void remark(String sentence) {
        remarks.add(sentence);
    }

    public String asText() {
        List<String> lines = new ArrayList<>(facts);
        lines.add(conditions);
        tables().forEach((title, table) -> {
            lines.add("");
            lines.add(title);
            lines.add(table.asText());
        });
        lines.add("");
        lines.addAll(remarks);
        return String.join("\n", lines);
    }

    public String asMarkdown() {
        StringBuilder markdown = new StringBuilder("# Benchmark\n\n" + bullets(facts) + "- " + conditions + "\n");
        tables().forEach((title, table) -> markdown.append("\n## ")
                .append(title)
                .append("\n\n")
                .append(table.asMarkdown())
                .append('\n'));
        return markdown.append("\n## Remarks\n\n").append(bullets(remarks)).toString();
    }

    /** By title, in the order in which they are shown; none that is empty. */
    private Map<String, Table> tables() {
        Map<Scenario, Map<String, Measurement>> medians = medians();
        Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("Scenarios", titles(medians));
        tables.put("Figures", figures(medians));
        tables.put("S: the stopped reader", stoppedReader(medians));
        tables.putAll(new LogTables(medians).all());
        tables.put("CHAT, CHAT1000: one large room", ChatTable.of(medians));
        tables.put("TICKER: readers of quotes", TickerTable.of(medians));
        tables.put(Ratios.TITLE, Ratios.table(medians));
        tables.values().removeIf(Table::isEmpty);
        return tables;
    }

    private Map<Scenario, Map<String, Measurement>> medians() {
        Map<Scenario, Map<String, Measurement>> medians = new TreeMap<>();
        measurements.forEach((scenario, servers) -> {
            Map<String, Measurement> row = new LinkedHashMap<>();
            servers.forEach((server, rounds) -> row.put(server, Median.of(rounds)));
            medians.put(scenario, row);
        });
        return medians;
    }

    private static Table figures(Map<Scenario, Map<String, Measurement>> medians) {
        List<String> heading = new ArrayList<>(List.of("scenario", "server"));
        Column.ALL.forEach(column -> heading.add(column.title()));
        Table table = new Table(heading);
        medians.forEach((scenario, servers) -> servers.forEach((server, measurement) -> {
            List<String> row = new ArrayList<>(List.of(scenario.name(), server));
            Column.ALL.forEach(column -> row.add(column.print(measurement)));
            table.add(row);
        }));
        return table;
    }

    /** What only scenario S has. */
    private static Table stoppedReader(Map<Scenario, Map<String, Measurement>> medians) {
        Table table = new Table(List.of(
                "S",
                "server",
                "p99 ms, all read",
                "p99 ms, one stopped",
                "p99 ms, without it",
                "stopped reader ended after",
                "RSS growth MB"));
        medians.getOrDefault(Scenario.S, Map.of()).forEach((server, measurement) -> {
            double after = measurement.get("stoppedEndedAfterSeconds");
            String ended = Double.isNaN(after)
                    ? "not within %.0f s".formatted(measurement.get("stoppedWindowSeconds"))
                    : "%.1f s".formatted(after);
            table.add(List.of(
                    "S",
                    server,
                    "%.2f".formatted(measurement.get("p99AllReading")),
                    "%.2f".formatted(measurement.get("p99")),
                    "%.2f".formatted(measurement.get("p99AllReadingAfter")),
                    ended,
                    "%.0f".formatted(measurement.get("rssGrowthMb"))));
        });
        return table;
    }

    private static Table titles(Map<Scenario, Map<String, Measurement>> medians) {
        Table table = new Table(List.of("scenario", "what"));
        medians.keySet().forEach(scenario -> table.add(List.of(scenario.name(), scenario.title())));
        return table;
    }

    private static String bullets(List<String> lines) {
        return lines.stream().map(line -> "- " + line + "\n").collect(Collectors.joining());
    }
}
