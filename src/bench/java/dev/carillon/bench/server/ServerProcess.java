package dev.carillon.bench.server;

import dev.carillon.bench.Dialect;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A running server; ends with the benchmark, however that ends. */
public final class ServerProcess implements AutoCloseable {
    private static final long MAX_START_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long POLL_MILLIS = 100;
    private static final int STOP_SECONDS = 10;

    private final Process process;
    private final Thread killer;

    private ServerProcess(Process process) {
        this.process = process;
        this.killer = new Thread(this::kill);
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /** Starts a command; what it prints goes to {@code log}. */
    static ServerProcess start(List<String> command, Path directory, Path log) throws IOException {
        Files.createDirectories(log.getParent());
        return new ServerProcess(new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start());
    }

    /** Waits until an event can be published. */
    ServerProcess awaitReady(int port, Dialect dialect) throws IOException {
        long deadline = System.nanoTime() + MAX_START_NANOS;
        String finding = "";
        while (process.isAlive() && System.nanoTime() < deadline) {
            finding = publishOnce(port, dialect);
            if (finding.isEmpty()) {
                return this;
            }
            sleep();
        }
        close();
        throw new IOException("not ready: " + finding);
    }

    /** The process and all that it started. */
    public List<Long> pids() {
        return processes().map(ProcessHandle::pid).toList();
    }

    @Override
    public void close() {
        List<ProcessHandle> all = processes().toList();
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().removeShutdownHook(killer);
    }

    private Stream<ProcessHandle> processes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    private void kill() {
        processes().toList().forEach(ProcessHandle::destroyForcibly);
    }

    /** What was wrong, or the empty string. */
    private static String publishOnce(int port, Dialect dialect) {
        try {
            URI address = URI.create("http://127.0.0.1:" + port + dialect.publishPath("ready"));
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(10_000);
            connection.setRequestMethod("POST");
            connection.setRequestProperty("Content-Type", "text/plain");
            connection.setDoOutput(true);
            connection.getOutputStream().write('x');
            int status = connection.getResponseCode();
            connection.disconnect();
            return status / 100 == 2 ? "" : "publishing was answered with " + status;
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void sleep() throws IOException {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
