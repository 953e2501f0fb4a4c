package dev.carillon.it.server;

import dev.carillon.it.client.HubClient;
import dev.carillon.it.client.RawStream;
import dev.carillon.it.client.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The delivered WAR in a Payara Micro of its own, with the commands of the project, in another process. */
public final class PayaraProcess implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(3);

    private final Path base;
    private final Path log;
    private final int port;
    private final List<String> command;
    private final Thread killer;
    private final HubClient hub;
    private volatile Process process;

    private PayaraProcess(Path base, int port, List<String> command) throws IOException {
        this.base = base;
        this.log = base.resolve("console.log");
        this.port = port;
        this.command = command;
        this.hub = new HubClient("http://127.0.0.1:" + port);
        this.process = run();
        this.killer = new Thread(() -> process.destroyForcibly());
        Runtime.getRuntime().addShutdownHook(killer);
    }

    private Process run() throws IOException {
        return new ProcessBuilder(command)
                .directory(base.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Starts in {@code target/it/<name>…}, and waits until the application takes events. */
    public static PayaraProcess start(String name, Map<String, String> settings) throws IOException {
        return start(name, Path.of(System.getProperty("carillon.war")), settings);
    }

    /** The same with another WAR. */
    public static PayaraProcess start(String name, Path war, Map<String, String> settings) throws IOException {
        Path base = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "it").toAbsolutePath()), name + "-");
        Files.copy(war, base.resolve("ROOT.war"), StandardCopyOption.REPLACE_EXISTING);
        int port = FreePort.find();
        PayaraProcess payara = new PayaraProcess(base, port, command(base, port, settings));
        try {
            payara.awaitApplication();
            return payara;
        } catch (RuntimeException | Error e) {
            payara.close();
            throw e;
        }
    }

    private static List<String> command(Path base, int port, Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(Tokens.SETTINGS);
        all.put("carillon.data-dir", base.resolve("data").toString());
        all.putAll(settings);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        all.forEach((setting, value) -> command.add("-D" + setting + "=" + value));
        command.addAll(List.of(
                "-jar",
                Path.of(System.getProperty("it.payara.jar")).toAbsolutePath().toString(),
                "--port",
                Integer.toString(port),
                "--nocluster",
                "--prebootcommandfile",
                Path.of("server-config/payara/pre-boot-commands.asadmin")
                        .toAbsolutePath()
                        .toString(),
                "--deploy",
                base.resolve("ROOT.war").toString()));
        return List.copyOf(command);
    }

    public void awaitApplication() {
        Awaitility.await("the application of " + base)
                .atMost(START)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> hub.get("/health/ready").statusCode() == 200);
    }

    /** SIGKILL: nothing in it gets to finish what it has begun. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Starts it again after its end, with the same directory and port, and without waiting for the application. */
    public void relaunch() throws IOException {
        process = run();
    }

    public HubClient hub() {
        return hub;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** What it has printed. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(RawStream.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                process.waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(killer);
    }
}
