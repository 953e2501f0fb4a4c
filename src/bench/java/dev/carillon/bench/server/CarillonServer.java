package dev.carillon.bench.server;

import dev.carillon.bench.Dialect;
import dev.carillon.bench.MemberToken;
import dev.carillon.bench.Scenario;
import dev.carillon.bench.TickerMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The hub itself, with the log and the sink that it chooses on Tomcat or with others. */
final class CarillonServer implements PeerServer {
    private static final String UNCONFLATED = "carillon-unconflated";
    private static final Path WAR = Path.of(System.getProperty("bench.war", "target/carillon.war"));

    /** Limits that are there for strangers; a load generator is thousands of connections from one address. */
    private static final List<String> SETTINGS = List.of(
            "-Dcarillon.connections.max=20000",
            "-Dcarillon.connections.per-address=20000",
            "-Dcarillon.anonymous.publish=**",
            "-Dcarillon.anonymous.subscribe=**",
            "-Dcarillon.connections.rate=unlimited",
            "-Dcarillon.connections.rate-per-address=unlimited",
            "-Dcarillon.publish.rate-per-address=unlimited",
            "-Dcarillon.publish.bytes-per-address=unlimited",
            "-Dcarillon.ticker.feeds=[]",
            "-Dcarillon.replays.max=20000",
            "-Dcarillon.replays.per-address=20000",
            "-Dcarillon.auth.secret=" + MemberToken.SECRET);

    private final String name;
    private final List<TickerMode> tickerModes;
    private final List<String> ownSettings;

    private CarillonServer(String name, List<TickerMode> tickerModes, String... ownSettings) {
        this.name = name;
        this.tickerModes = tickerModes;
        this.ownSettings = List.of(ownSettings);
    }

    static CarillonServer asShipped() {
        return new CarillonServer("carillon", List.of(TickerMode.values()));
    }

    static CarillonServer withLogInMemory() {
        return new CarillonServer("carillon-memory", List.of(), "-Dcarillon.log=memory");
    }

    static CarillonServer withPortableSink() {
        return new CarillonServer("carillon-servlet", List.of(), "-Dcarillon.sink=servlet");
    }

    /** What a ticker's readers get when its channels are volatile ones like any others. */
    static CarillonServer unconflated() {
        return new CarillonServer(
                UNCONFLATED,
                List.of(TickerMode.PUSH, TickerMode.PUSH_SLOW),
                "-Dcarillon.conflating.channels=");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Dialect dialect() {
        return Dialect.CARILLON;
    }

    @Override
    public boolean isJvm() {
        return true;
    }

    @Override
    public boolean keepsEvents() {
        return true;
    }

    @Override
    public boolean takesPartIn(Scenario scenario) {
        return scenario.kind() == Scenario.Kind.TICKER ? !tickerModes.isEmpty() : !name.equals(UNCONFLATED);
    }

    @Override
    public List<TickerMode> tickerModes() {
        return tickerModes;
    }

    /** The data directory is where it is by default: below Tomcat's own, which is a new one for each start. */
    @Override
    public ServerProcess start(int port, int history) throws IOException {
        List<String> settings = new ArrayList<>(SETTINGS);
        settings.addAll(ownSettings);
        if (history > 0) {
            // Beside them there is room for what is published live.
            String retention = "=** = 24h, " + 2L * history + " events";
            settings.add("-Dcarillon.log.retention" + retention);
            settings.add("-Dcarillon.log.memory.retention" + retention);
        }
        return new Tomcat(name, Dialect.CARILLON, settings).start(WAR, port);
    }

    @Override
    public List<String> missing() {
        return Tomcat.missing(WAR);
    }
}
