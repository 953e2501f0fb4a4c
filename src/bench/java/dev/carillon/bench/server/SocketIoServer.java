package dev.carillon.bench.server;

import dev.carillon.bench.Dialect;
import dev.carillon.bench.Scenario;
import dev.carillon.bench.TickerMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A room of Socket.IO, installed with npm into the build's directory when it is not there yet. */
final class SocketIoServer implements PeerServer {
    static final String VERSION = "4.8.4";

    private static final Path SCRIPT = Path.of("src/bench/node/room.js");

    /** Outlives the runs, unlike what is below {@link Directories#BENCH}. */
    private static final Path MODULES = Path.of("target", "bench-socket.io");

    @Override
    public String name() {
        return "socket.io";
    }

    @Override
    public Dialect dialect() {
        return Dialect.SOCKET_IO;
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
    public boolean takesPartIn(Scenario scenario) {
        return scenario.kind() == Scenario.Kind.CHAT
                || scenario.kind() == Scenario.Kind.TICKER
                || scenario.isForSocketIo();
    }

    @Override
    public List<TickerMode> tickerModes() {
        return List.of(TickerMode.PUSH, TickerMode.PUSH_SLOW);
    }

    /** It runs where its modules are, and finds them there. */
    @Override
    public ServerProcess start(int port, int history) throws IOException {
        Path log = Directories.fresh(name()).resolve("console.log");
        List<String> command =
                List.of(Directories.program("node"), SCRIPT.toAbsolutePath().toString(), Integer.toString(port));
        return ServerProcess.start(command, MODULES.toAbsolutePath(), log)
                .awaitReady(port, dialect());
    }

    @Override
    public List<String> missing() {
        if (Directories.program("node").isEmpty()) {
            return List.of("node on the PATH");
        }
        if (installed()) {
            return List.of();
        }
        if (Directories.program("npm").isEmpty()) {
            return List.of("npm on the PATH");
        }
        String said = install();
        return installed() ? List.of() : List.of("socket.io " + VERSION + ", which npm could not install: " + said);
    }

    private static boolean installed() {
        return Files.exists(MODULES.resolve("node_modules/socket.io/package.json"));
    }

    private static String install() {
        try {
            Files.createDirectories(MODULES);
            return Directories.output(
                    "npm", "install", "--prefix", MODULES.toString(), "--no-audit", "--no-fund", "socket.io@" + VERSION);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
