package dev.carillon.bench.server;

import dev.carillon.bench.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** nginx with the nchan module: C all the way down. Measured with one worker and with one for each of two cores. */
final class NchanServer implements PeerServer {
    private static final Path TEMPLATE = Path.of("src/bench/nginx/nginx.conf.template");
    private static final Pattern MODULES = Pattern.compile("--modules-path=(\\S+)");

    /** Long enough that no subscriber misses one, short enough that the memory suffices. */
    private static final int USUAL_EVENTS = 20_000;

    private final int workers;

    NchanServer(int workers) {
        this.workers = workers;
    }

    @Override
    public String name() {
        return "nchan-" + workers + "w";
    }

    @Override
    public Dialect dialect() {
        return Dialect.NCHAN;
    }

    @Override
    public boolean isJvm() {
        return false;
    }

    @Override
    public boolean keepsEvents() {
        return true;
    }

    @Override
    public ServerProcess start(int port, int history) throws IOException {
        Path prefix = Directories.fresh(name());
        Path configuration = prefix.resolve("nginx.conf");
        Files.writeString(
                configuration,
                Files.readString(TEMPLATE)
                        .replace("@MODULE@", module().toString())
                        .replace("@USER@", System.getProperty("user.name"))
                        .replace("@WORKERS@", Integer.toString(workers))
                        .replace("@EVENTS@", Integer.toString(history == 0 ? USUAL_EVENTS : history))
                        .replace("@KEEP@", history == 0 ? "30s" : "1h")
                        .replace("@PORT@", Integer.toString(port)));
        List<String> command = List.of(
                Directories.program("nginx"), "-p", prefix + "/", "-c", configuration.toString(), "-e", "error.log");
        return ServerProcess.start(command, prefix, prefix.resolve("console.log"))
                .awaitReady(port, dialect());
    }

    @Override
    public List<String> missing() {
        if (Directories.program("nginx").isEmpty()) {
            return List.of("nginx on the PATH");
        }
        return Files.exists(module()) ? List.of() : List.of("nginx' module nchan (" + module() + ")");
    }

    private static Path module() {
        Matcher matcher = MODULES.matcher(Directories.output("nginx", "-V"));
        return Path.of(matcher.find() ? matcher.group(1) : "modules", "ngx_nchan_module.so");
    }
}
