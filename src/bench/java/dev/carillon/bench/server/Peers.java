package dev.carillon.bench.server;

import java.util.List;

/** The peers by the names that {@code bench.peers} takes. */
public final class Peers {
    private Peers() {}

    /** The servers behind a name: nchan is measured in two settings, and the better one counts. */
    public static List<PeerServer> named(String name) {
        return switch (name) {
            case "carillon" -> List.of(CarillonServer.asShipped());
            case "carillon-memory" -> List.of(CarillonServer.withLogInMemory());
            case "carillon-servlet" -> List.of(CarillonServer.withPortableSink());
            case "carillon-unconflated" -> List.of(CarillonServer.unconflated());
            case "textbook" -> List.of(new TextbookServer());
            case "node" -> List.of(new NodeServer());
            case "nchan" -> List.of(new NchanServer(1), new NchanServer(2));
            case "socket.io" -> List.of(new SocketIoServer());
            default -> throw new IllegalArgumentException("no such peer: " + name);
        };
    }

    /** What they run on, for the head of the report. */
    public static List<String> versions() {
        return List.of(
                Tomcat.version(),
                "node " + Directories.output("node", "--version") + ", socket.io " + SocketIoServer.VERSION,
                Directories.output("nginx", "-v").replace("nginx version: ", "") + " with nchan");
    }
}
