package dev.carillon.it.client;

import com.microsoft.playwright.impl.driver.Driver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Node and the official client of Socket.IO for it. Node is the one on the PATH if it is new enough, else the one that Playwright
 * carries. The client is what the build has got from npm, else the one for browsers in {@code webapp}.
 *
 * @param command of Node, with the options that the client needs
 * @param client the file of its module
 */
public record NodeSearch(List<String> command, Path client) {

    /** The build has put it there if npm works here. */
    private static final Path FROM_NPM = Path.of(
                    "target", "npm", "node_modules", "socket.io-client", "build", "esm", "index.js")
            .toAbsolutePath();

    private static final Path VENDORED =
            Path.of("webapp", "socket.io", "socket.io.esm.min.js").toAbsolutePath();

    /** Has {@code fetch}. */
    private static final int OLDEST = 18;

    /** Has {@code WebSocket} without being asked for it. */
    private static final int WITH_WEBSOCKET = 22;

    private static final class Holder {
        private static final NodeSearch FOUND = search();
    }

    static NodeSearch found() {
        return Holder.FOUND;
    }

    private static NodeSearch search() {
        String node = node();
        Path client = Files.isRegularFile(FROM_NPM) ? FROM_NPM : VENDORED;
        List<String> command = new ArrayList<>(List.of(node));
        if (client.equals(VENDORED) && version(node) < WITH_WEBSOCKET) {
            command.add("--experimental-websocket");
        }
        System.out.printf("node='%s' version=%d client='%s'%n", node, version(node), client);
        return new NodeSearch(List.copyOf(command), client);
    }

    /** Node itself: the one on the PATH, else the one that Playwright brings along. */
    public static String node() {
        if (version("node") >= OLDEST) {
            return "node";
        }
        Map<String, String> noBrowsers = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        Driver driver = Driver.ensureDriverInstalled(noBrowsers, false);
        return driver.createProcessBuilder().command().get(0);
    }

    /** 0 if there is none. */
    private static int version(String node) {
        return run(5, node, "--version")
                .map(printed -> Integer.parseInt(printed.strip().replaceAll("v(\\d+).*", "$1")))
                .orElse(0);
    }

    /** What it has printed, if it ended well. */
    private static Optional<String> run(long seconds, String... command) {
        try {
            Path printed = Files.createTempFile("node-", ".txt");
            Process process = new ProcessBuilder(Stream.of(command).toList())
                    .redirectErrorStream(true)
                    .redirectOutput(printed.toFile())
                    .start();
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0
                    ? Optional.of(Files.readString(printed, StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
