package dev.carillon.bench.server;

import dev.carillon.bench.Dialect;
import dev.carillon.bench.TickerMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Plain Node: one process, as everybody begins. */
final class NodeServer implements PeerServer {
    private static final Path SCRIPT = Path.of("src/bench/node/server.js");

    @Override
    public String name() {
        return "node";
    }

    @Override
    public Dialect dialect() {
        return Dialect.CARILLON;
    }

    @Override
    public boolean isJvm() {
        return false;
    }

    @Override
    public boolean keepsEvents() {
        return false;
    }

    @Override
    public List<TickerMode> tickerModes() {
        return List.of(TickerMode.PUSH, TickerMode.PUSH_SLOW, TickerMode.SHORT_POLL, TickerMode.LONG_POLL);
    }

    @Override
    public ServerProcess start(int port, int history) throws IOException {
        Path directory = Directories.fresh(name());
        List<String> command =
                List.of(Directories.program("node"), SCRIPT.toAbsolutePath().toString(), Integer.toString(port));
        return ServerProcess.start(command, directory, directory.resolve("console.log"))
                .awaitReady(port, dialect());
    }

    @Override
    public List<String> missing() {
        return Directories.program("node").isEmpty() ? List.of("node on the PATH") : List.of();
    }
}
