package dev.carillon.bench.report;

import dev.carillon.bench.Scenario;
import dev.carillon.bench.load.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** How many times better the hub is than a peer in each figure. */
final class Ratios {
    static final String TITLE = "Ratios: how many times better than the peer";

    private static final List<String> PEERS = List.of("nchan", "textbook", "node", "socket.io");

    /** A figure to compare by, and whether more of it is better. */
    private record Criterion(String title, String figure, boolean moreIsBetter) {
        double best(DoubleStream values) {
            return (moreIsBetter ? values.max() : values.min()).orElse(Double.NaN);
        }

        String ratio(double hub, double peer) {
            double ratio = moreIsBetter ? hub / peer : peer / hub;
            return Double.isFinite(ratio) && ratio > 0 ? "%.2f".formatted(ratio) : "-";
        }
    }

    /** In a paced scenario the rate is the same for all and says nothing. */
    private static List<Criterion> criteria(Scenario scenario) {
        return switch (scenario) {
            case A, A100, SOCKETIO ->
                List.of(
                        new Criterion("deliveries/s", "deliveriesPerSecond", true),
                        new Criterion("CPU", "cpuPerDelivery", false));
            case B, D, CHAT, CHAT1000, SOCKETIO_PACED ->
                List.of(
                        new Criterion("p50", "p50", false),
                        new Criterion("p99", "p99", false),
                        new Criterion("CPU", "cpuPerDelivery", false));
            case C, SOCKETIO_IDLE ->
                List.of(
                        new Criterion("last reached p50", "p50", false),
                        new Criterion("RSS/conn", "rssKbPerConnection", false),
                        new Criterion("heap/conn", "heapKbPerConnection", false));
            case S -> List.of(new Criterion("p99, one stopped", "p99", false));
            case L1, L32, LB ->
                List.of(
                        new Criterion("events/s", "eventsPerSecond", true),
                        new Criterion("ack p99", "ackP99", false),
                        new Criterion("CPU", "cpuPerDelivery", false));
            case R1, R1000 ->
                List.of(
                        new Criterion("events/s", "deliveriesPerSecond", true),
                        new Criterion("CPU", "cpuPerDelivery", false));
            case RL -> List.of(new Criterion("p99 beside a replay", "p99", false));
            // Each way to get quotes is a row of its own, and conflation makes fewer deliveries of the same traffic.
            case TICKER -> List.of();
        };
    }

    private Ratios() {}

    static Table table(Map<Scenario, Map<String, Measurement>> measurements) {
        List<String> heading = new ArrayList<>(List.of("scenario", "server", "figure"));
        PEERS.forEach(peer -> heading.add("x " + peer));
        Table table = new Table(heading);
        measurements.forEach((scenario, servers) -> servers.forEach((server, measurement) -> {
            if (server.startsWith("carillon")) {
                for (Criterion criterion : criteria(scenario)) {
                    table.add(row(scenario, server, criterion, servers));
                }
            }
        }));
        return table;
    }

    private static List<String> row(
            Scenario scenario, String hub, Criterion criterion, Map<String, Measurement> servers) {
        List<String> row = new ArrayList<>(List.of(scenario.name(), hub, criterion.title()));
        double ours = servers.get(hub).get(criterion.figure());
        for (String peer : PEERS) {
            double theirs = criterion.best(servers.entrySet().stream()
                    .filter(server -> server.getKey().startsWith(peer))
                    .mapToDouble(server -> server.getValue().get(criterion.figure()))
                    .filter(value -> !Double.isNaN(value)));
            row.add(criterion.ratio(ours, theirs));
        }
        return row;
    }
}
