package dev.carillon.bench.load;

import dev.carillon.bench.Dialect;
import dev.carillon.bench.Scenario;
import dev.carillon.bench.TickerMode;
import dev.carillon.bench.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What one run of the generator does; handed over as program arguments.
 *
 * @param tickerMode how readers of quotes get them; of no meaning in other scenarios
 * @param serverPids the processes whose CPU time and memory are measured
 * @param serverIsJvm live heap can be asked for
 */
public record Settings(
        Scenario scenario,
        TickerMode tickerMode,
        Traffic traffic,
        Dialect dialect,
        int port,
        List<Long> serverPids,
        boolean serverIsJvm,
        Duration warmUp,
        Duration window) {

    boolean stopsLastReader() {
        return scenario.kind() == Scenario.Kind.STOPPED_READER;
    }

    public List<String> toArguments() {
        List<String> arguments = new ArrayList<>(List.of(
                scenario.name(),
                dialect.name(),
                Integer.toString(port),
                Boolean.toString(serverIsJvm),
                Long.toString(warmUp.toMillis()),
                Long.toString(window.toMillis()),
                Integer.toString(traffic.subscribers()),
                Integer.toString(traffic.channels()),
                Integer.toString(traffic.batch()),
                Integer.toString(traffic.publishers()),
                Double.toString(traffic.eventsPerSecond()),
                Integer.toString(traffic.dataBytes()),
                Integer.toString(traffic.history()),
                Integer.toString(traffic.typists()),
                Integer.toString(traffic.channelsEach()),
                tickerMode.name()));
        serverPids.forEach(pid -> arguments.add(pid.toString()));
        return arguments;
    }

    static Settings fromArguments(List<String> arguments) {
        Traffic traffic = new Traffic(
                Integer.parseInt(arguments.get(6)),
                Integer.parseInt(arguments.get(7)),
                Integer.parseInt(arguments.get(8)),
                Integer.parseInt(arguments.get(9)),
                Double.parseDouble(arguments.get(10)),
                Integer.parseInt(arguments.get(11)),
                Integer.parseInt(arguments.get(12)),
                Integer.parseInt(arguments.get(13)),
                Integer.parseInt(arguments.get(14)));
        return new Settings(
                Scenario.valueOf(arguments.get(0)),
                TickerMode.valueOf(arguments.get(15)),
                traffic,
                Dialect.valueOf(arguments.get(1)),
                Integer.parseInt(arguments.get(2)),
                arguments.stream().skip(16).map(Long::valueOf).toList(),
                Boolean.parseBoolean(arguments.get(3)),
                Duration.ofMillis(Long.parseLong(arguments.get(4))),
                Duration.ofMillis(Long.parseLong(arguments.get(5))));
    }
}
