package dev.carillon.bench.server;

import dev.carillon.bench.Dialect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The hub itself, with the sink that it chooses on Tomcat or with the portable one. */
final class CarillonServer implements PeerServer {
    private static final Path WAR = Path.of(System.getProperty("bench.war", "target/carillon.war"));

    /** Limits that are there for strangers; a load generator is thousands of connections from one address. */
    private static final List<String> SETTINGS =
            List.of("-Dcarillon.connections.max=20000", "-Dcarillon.connections.per-address=20000");

    private final String name;
    private final Tomcat tomcat;

    private CarillonServer(String name, List<String> settings) {
        this.name = name;
        this.tomcat = new Tomcat(name, Dialect.CARILLON, settings);
    }

    static CarillonServer withTomcatSink() {
        return new CarillonServer("carillon", SETTINGS);
    }

    static CarillonServer withPortableSink() {
        List<String> settings = new ArrayList<>(SETTINGS);
        settings.add("-Dcarillon.sink=servlet");
        return new CarillonServer("carillon-servlet", settings);
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
    public ServerProcess start(int port) throws IOException {
        return tomcat.start(WAR, port);
    }

    @Override
    public List<String> missing() {
        return Tomcat.missing(WAR);
    }
}
