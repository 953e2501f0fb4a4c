package dev.carillon.bench.report;

import dev.carillon.bench.Scenario;
import dev.carillon.bench.load.Measurement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** What the log costs those who publish, and what it gives those who come later. */
final class LogTables {
    private static final String ON_DISK = "carillon";
    private static final String IN_MEMORY = "carillon-memory";

    private final Map<Scenario, Map<String, Measurement>> medians;

    LogTables(Map<Scenario, Map<String, Measurement>> medians) {
        this.medians = medians;
    }

    /** By title, in the order in which they are shown. */
    Map<String, Table> all() {
        Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("L: acknowledgements", acknowledgements());
        tables.put("R: replays", replays());
        tables.put("RL: live subscribers beside a replay", besideReplay());
        tables.put("Ratios: what a commit is shared by, and what the disk costs", ratios());
        return tables;
    }

    private Table acknowledgements() {
        Table table =
                new Table(List.of("scenario", "server", "events/s", "ack p50 ms", "ack p99 ms", "CPU µs/event"));
        for (Scenario scenario : List.of(Scenario.L1, Scenario.L32, Scenario.LB)) {
            each(scenario, (server, measurement) -> table.add(List.of(
                    scenario.name(),
                    server,
                    "%,.0f".formatted(measurement.get("eventsPerSecond")),
                    "%.2f".formatted(measurement.get("ackP50")),
                    "%.2f".formatted(measurement.get("ackP99")),
                    "%.1f".formatted(measurement.get("cpuPerDelivery")))));
        }
        return table;
    }

    private Table replays() {
        Table table = new Table(List.of(
                "scenario", "server", "events/s", "client done p50 ms", "client done p99 ms", "CPU µs/event"));
        for (Scenario scenario : List.of(Scenario.R1, Scenario.R1000)) {
            each(scenario, (server, measurement) -> table.add(List.of(
                    scenario.name(),
                    server,
                    "%,.0f".formatted(measurement.get("deliveriesPerSecond")),
                    "%.1f".formatted(measurement.get("p50")),
                    "%.1f".formatted(measurement.get("p99")),
                    "%.2f".formatted(measurement.get("cpuPerDelivery")))));
        }
        return table;
    }

    private Table besideReplay() {
        Table table = new Table(List.of(
                "RL",
                "server",
                "p50 ms, alone",
                "p50 ms, beside",
                "p99 ms, alone",
                "p99 ms, beside",
                "p99 beside/alone",
                "replayed/s"));
        each(Scenario.RL, (server, measurement) -> table.add(List.of(
                "RL",
                server,
                "%.2f".formatted(measurement.get("p50Alone")),
                "%.2f".formatted(measurement.get("p50")),
                "%.2f".formatted(measurement.get("p99Alone")),
                "%.2f".formatted(measurement.get("p99")),
                "%.2f".formatted(measurement.get("p99") / measurement.get("p99Alone")),
                "%,.0f".formatted(measurement.get("replayedPerSecond")))));
        return table;
    }

    private Table ratios() {
        Table table = new Table(List.of("ratio", "server", "figure", "value"));
        each(Scenario.L1, (server, one) -> {
            Measurement many = of(Scenario.L32).get(server);
            if (many != null) {
                table.add(List.of("L32 / L1", server, "eventsPerSecond", quotient("eventsPerSecond", many, one)));
            }
        });
        medians.forEach((scenario, servers) -> {
            Measurement disk = servers.get(ON_DISK);
            Measurement memory = servers.get(IN_MEMORY);
            if (disk != null && memory != null) {
                String figure = compared(scenario);
                table.add(List.of(
                        scenario + " on disk / in memory", ON_DISK, figure, quotient(figure, disk, memory)));
            }
        });
        return table;
    }

    /** In a paced scenario the rate is the same for both and says nothing. */
    private static String compared(Scenario scenario) {
        return switch (scenario) {
            case A, A100, R1, R1000, SOCKETIO -> "deliveriesPerSecond";
            case L1, L32, LB -> "eventsPerSecond";
            case B, C, D, S, RL, CHAT, CHAT1000, TICKER, SOCKETIO_PACED, SOCKETIO_IDLE -> "p99";
        };
    }

    private static String quotient(String figure, Measurement dividend, Measurement divisor) {
        return "%.2f".formatted(dividend.get(figure) / divisor.get(figure));
    }

    private void each(Scenario scenario, BiConsumer<String, Measurement> action) {
        of(scenario).forEach(action);
    }

    private Map<String, Measurement> of(Scenario scenario) {
        return medians.getOrDefault(scenario, Map.of());
    }
}
