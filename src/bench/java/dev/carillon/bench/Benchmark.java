package dev.carillon.bench;

import dev.carillon.bench.load.Measurement;
import dev.carillon.bench.load.Settings;
import dev.carillon.bench.report.Machine;
import dev.carillon.bench.report.Report;
import dev.carillon.bench.server.PeerServer;
import dev.carillon.bench.server.Peers;
import dev.carillon.bench.server.ServerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Measures the hub and its peers one after the other on this machine; to be run in the project's directory.
 *
 * <p>Every measurement starts a fresh server, and the servers take turns in each scenario, so that a machine which gets
 * slower or faster in the course of the run does not favour anybody.
 */
public final class Benchmark {
    private static final Path RESULT = Path.of("target", "bench", "result.md");

    /**
     * Below the ephemeral ports, which the generator's connections take. Two benchmarks at the same time begin at
     * different ports: else both could find one free, and the second measure the server of the first.
     */
    private static final int FIRST_PORT =
            18_080 + 10 * (int) (ProcessHandle.current().pid() % 1_000);

    private final PrintStream out;
    private final Options options;
    private final Report report;
    private int nextPort = FIRST_PORT;

    private Benchmark(PrintStream out, Options options) {
        this.out = out;
        this.options = options;
        this.report = new Report(Machine.facts(Peers.versions()), conditions(options));
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        new Benchmark(System.out, Options.fromSystemProperties()).run();
    }

    private void run() throws IOException, InterruptedException {
        List<PeerServer> servers = presentServers();
        for (int round = 1; round <= options.rounds(); round++) {
            for (Scenario scenario : options.scenarios()) {
                for (PeerServer server : servers) {
                    if (!server.takesPartIn(scenario)) {
                        continue;
                    }
                    for (TickerMode mode : modes(scenario, server)) {
                        String row = row(scenario, server, mode);
                        out.println("round " + round + ", " + scenario + " (" + scenario.title() + "), " + row);
                        measure(scenario, server, mode, row);
                    }
                }
            }
        }
        out.println();
        out.println(report.asText());
        Files.createDirectories(RESULT.getParent());
        Files.writeString(RESULT, report.asMarkdown());
        out.println("written to " + RESULT);
    }

    private List<PeerServer> presentServers() {
        List<PeerServer> present = new ArrayList<>();
        for (PeerServer server : options.peers().stream()
                .flatMap(name -> Peers.named(name).stream())
                .toList()) {
            List<String> missing = server.missing();
            if (missing.isEmpty()) {
                present.add(server);
            } else {
                report.remark(
                        server.name() + " was not measured, because this is missing: " + String.join(", ", missing));
                out.println(server.name() + " is left out: " + String.join(", ", missing) + " missing");
            }
        }
        return present;
    }

    /** Only a ticker's readers have several. */
    private List<TickerMode> modes(Scenario scenario, PeerServer server) {
        if (scenario.kind() != Scenario.Kind.TICKER) {
            return List.of(TickerMode.NOBODY);
        }
        return options.tickerModes().stream()
                .filter(server.tickerModes()::contains)
                .toList();
    }

    private static String row(Scenario scenario, PeerServer server, TickerMode mode) {
        return scenario.kind() == Scenario.Kind.TICKER ? server.name() + ", " + mode.title() : server.name();
    }

    /** A server that fails is said in the report; the others are measured all the same. */
    private void measure(Scenario scenario, PeerServer server, TickerMode mode, String row) throws InterruptedException {
        try {
            int port = freePort();
            try (ServerProcess process = server.start(port, scenario.traffic().history())) {
                Settings settings = new Settings(
                        scenario,
                        mode,
                        scenario.traffic(),
                        scenario.isForSocketIo() ? Dialect.SOCKET_IO : server.dialect(),
                        port,
                        process.pids(),
                        server.isJvm(),
                        options.warmUp(),
                        scenario.window(options.window()));
                Path log = RESULT.resolveSibling("generator-" + scenario + "-" + row.replaceAll("[^a-z0-9.-]+", "-") + ".log");
                Measurement measurement = GeneratorProcess.run(settings, log);
                report.add(scenario, row, measurement);
                out.println("    " + measurement.figures());
            }
        } catch (IOException e) {
            report.remark(scenario + " on " + row + " failed: " + e.getMessage());
            out.println("    failed: " + e.getMessage());
        }
    }

    private int freePort() throws IOException {
        while (true) {
            try (ServerSocket socket = new ServerSocket(nextPort++, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (java.net.BindException e) {
                if (nextPort > FIRST_PORT + 1_000) {
                    throw e;
                }
            }
        }
    }

    private static String conditions(Options options) {
        String others = options.scenarios().stream()
                .filter(scenario -> !scenario.window(options.window()).equals(options.window()))
                .map(scenario -> " (" + scenario + ": "
                        + scenario.window(options.window()).toMillis() / 1e3 + " s)")
                .collect(Collectors.joining());
        return "windows of " + options.window().toMillis() / 1e3 + " s" + others + " after "
                + options.warmUp().toMillis() / 1e3 + " s of warm-up, " + options.rounds() + " round(s)";
    }
}
