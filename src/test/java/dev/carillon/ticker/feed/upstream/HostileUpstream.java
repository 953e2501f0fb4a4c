package dev.carillon.ticker.feed.upstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that does what it is told, byte by byte. Each connection takes the next behaviour; one that finds none is closed.
 *
 * <p>Threading: any thread.
 */
final class HostileUpstream implements AutoCloseable {

    /** What is done with one connection, after the request's head has come. */
    @FunctionalInterface
    interface Behaviour {
        void answer(Exchange exchange) throws IOException;
    }

    private final ServerSocket server;
    private final String scheme;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Behaviour> behaviours = new ConcurrentLinkedQueue<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    HostileUpstream() throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})), "http");
    }

    HostileUpstream(ServerSocket server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        threads.execute(this::accept);
    }

    HostileUpstream then(Behaviour... next) {
        behaviours.addAll(List.of(next));
        return this;
    }

    int port() {
        return server.getLocalPort();
    }

    URI origin() {
        return URI.create(scheme + "://127.0.0.1:" + port());
    }

    String at(String target) {
        return origin() + target;
    }

    /** Heads of what was asked, in their order. */
    List<String> requests() {
        return requests;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                if (server.isClosed()) {
                    socket.close();
                } else {
                    threads.execute(() -> serve(socket));
                }
            } catch (IOException e) {
                // Closed, or somebody who was gone at once.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            String head = head(socket);
            requests.add(head);
            Behaviour behaviour = behaviours.poll();
            if (behaviour != null) {
                behaviour.answer(new Exchange(socket));
            }
        } catch (IOException e) {
            // The client has gone, as it may.
        }
    }

    private static String head(Socket socket) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
            int b = socket.getInputStream().read();
            if (b < 0) {
                throw new SocketException("no request");
            }
            head.write(b);
        }
        return head.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }

    /** One connection. */
    record Exchange(Socket socket) implements AutoCloseable {

        Exchange send(String text) throws IOException {
            return send(text.getBytes(StandardCharsets.UTF_8));
        }

        Exchange send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        }

        /** Holds the connection until the client goes. */
        void stall() throws IOException {
            socket.setSoTimeout(0);
            socket.getInputStream().read();
        }

        /** Waits; fails if the client goes meanwhile. */
        void hold(Duration time) throws IOException {
            socket.setSoTimeout((int) time.toMillis());
            try {
                socket.getInputStream().read();
                throw new SocketException("the client has gone");
            } catch (SocketTimeoutException e) {
                // It has not.
            }
        }

        /** Waits, whatever comes meanwhile. */
        void pause(Duration time) throws IOException {
            socket.setSoTimeout((int) time.toMillis());
            try {
                while (socket.getInputStream().read() >= 0) {
                    // Bytes that nobody wants.
                }
            } catch (SocketTimeoutException e) {
                // It is over.
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }

        /** Says the same until the client goes. */
        void forever(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            while (true) {
                send(bytes);
            }
        }

        /** Says the same until the client goes, with little pauses. */
        void drip(String text) throws IOException {
            while (true) {
                send(text);
                hold(Duration.ofMillis(50));
            }
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    /** An answer that is as it should be. */
    static Behaviour answer(String statusAndFields, String body) {
        return exchange -> exchange.send("HTTP/1.1 " + statusAndFields + "\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
    }

    static Behaviour json(String body) {
        return answer("200 OK\r\nContent-Type: application/json", body);
    }

    static Behaviour redirect(int status, String location) {
        return answer(status + " Elsewhere\r\nLocation: " + location, "");
    }

    /** Bytes that are there without a server of their own. */
    static Behaviour raw(String bytes) {
        return exchange -> exchange.send(bytes);
    }

    static HostileUpstream started() {
        try {
            return new HostileUpstream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
