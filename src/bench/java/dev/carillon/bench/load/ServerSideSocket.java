package dev.carillon.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The server's end of a connection, as the kernel shows it. A client that does not read cannot see that it was hung up
 * on: the FIN waits behind data for which there is no room.
 */
final class ServerSideSocket {
    private static final String ESTABLISHED = "01";

    /** A server that listens on all addresses of both families has its connections in the second table. */
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

    private final String serverPort;
    private final String clientPort;

    ServerSideSocket(int serverPort, int clientPort) {
        this.serverPort = ":%04X".formatted(serverPort);
        this.clientPort = ":%04X".formatted(clientPort);
    }

    boolean established() throws IOException {
        for (Path table : TABLES) {
            try (Stream<String> lines = Files.lines(table)) {
                if (lines.anyMatch(this::isEstablished)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A line is {@code number: local remote state …}; addresses are {@code hex:PORT}. */
    private boolean isEstablished(String line) {
        if (!line.contains(clientPort)) {
            return false;
        }
        String[] fields = line.trim().split("\\s+", -1);
        return fields[1].endsWith(serverPort) && fields[2].endsWith(clientPort) && fields[3].equals(ESTABLISHED);
    }
}
