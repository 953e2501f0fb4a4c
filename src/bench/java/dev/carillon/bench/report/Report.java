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
        remark("nchan has no batch: in A100 its publisher pipelines 100 requests and waits for 100 answers.");
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
        Map<Scenario, Map<String, Measurement>> medians = medians();
        return String.join("\n", facts) + "\n" + conditions + "\n\n"
                + figures(medians).asText() + "\n\n"
                + stoppedReader(medians).asText() + "\n\n" + Ratios.HEADING + "\n"
                + Ratios.table(medians).asText() + "\n\n"
                + String.join("\n", remarks) + "\n";
    }

    public String asMarkdown() {
        Map<Scenario, Map<String, Measurement>> medians = medians();
        return "# Benchmark\n\n" + bullets(facts) + "- " + conditions + "\n\n"
                + figures(medians).asMarkdown() + "\n\n"
                + stoppedReader(medians).asMarkdown() + "\n\n" + Ratios.HEADING + "\n\n"
                + Ratios.table(medians).asMarkdown()
                + "\n\n" + bullets(remarks);
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
                    ended,
                    "%.0f".formatted(measurement.get("rssGrowthMb"))));
        });
        return table;
    }

    private static String bullets(List<String> lines) {
        return lines.stream().map(line -> "- " + line + "\n").collect(Collectors.joining());
    }
}
