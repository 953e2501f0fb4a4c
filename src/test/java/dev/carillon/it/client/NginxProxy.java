package dev.carillon.it.client;

import dev.carillon.it.server.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * nginx that buffers, as it does by itself, and does not listen to {@code X-Accel-Buffering}, as many are told.
 *
 * <p>Threading: any thread.
 */
final class NginxProxy implements HoldingProxy {

    /** It writes a line into the access log when a request is over. */
    private static final String CONFIGURATION = """
            daemon off;
            master_process off;
            pid %1$s/nginx.pid;
            error_log %1$s/error.log;
            events {}
            http {
                log_format accept '$http_accept';
                access_log %1$s/access.log accept;
                client_body_temp_path %1$s/body;
                proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
                server {
                    listen 127.0.0.1:%2$d;
                    location / {
                        proxy_pass %3$s;
                        proxy_http_version 1.1;
                        proxy_set_header Connection "";
                        proxy_set_header Host $http_host;
                        proxy_buffering on;
                        proxy_ignore_headers X-Accel-Buffering;
                        proxy_read_timeout 1h;
                    }
                }
            }
            """;

    private final Process process;
    private final int port;
    private final Path log;

    private NginxProxy(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    static NginxProxy start(Path nginx, URI hub) throws IOException {
        Path directory = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "it").toAbsolutePath()), "nginx");
        Path configuration = directory.resolve("nginx.conf");
        int port = FreePort.find();
        Files.writeString(configuration, CONFIGURATION.formatted(directory, port, hub));
        Process process = new ProcessBuilder(List.of(
                        nginx.toString(),
                        "-e",
                        directory.resolve("error.log").toString(),
                        "-p",
                        directory.toString(),
                        "-c",
                        configuration.toString()))
                .inheritIO()
                .start();
        NginxProxy proxy = new NginxProxy(process, port, directory.resolve("access.log"));
        Awaitility.await("nginx listens").until(() -> proxy.listens() || !process.isAlive());
        if (!process.isAlive()) {
            throw new IOException("nginx ended with " + process.exitValue() + "; see " + directory);
        }
        return proxy;
    }

    @Override
    public String url() {
        return "http://localhost:" + port;
    }

    @Override
    public int streams() throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return (int) lines.filter(accept -> accept.contains("event-stream")).count();
        }
    }

    @Override
    public void close() {
        process.destroy();
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
