package dev.carillon.it.client;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Messages of Socket.IO as they are sent, over one transport of Engine.IO. Pings are answered, and not shown.
 *
 * <p>Threading: the test's thread.
 */
public interface SocketWire extends AutoCloseable {

    /** How messages travel. */
    enum Kind {
        POLLING,
        WEBSOCKET;

        /** A new session in which nothing is said yet. */
        public SocketWire open(EngineClient engine, String... headers) throws IOException, InterruptedException {
            return this == POLLING ? new Polled(engine, headers) : new Pushed(engine, headers);
        }
    }

    /** Sends a packet of Socket.IO, which begins with its type. */
    void send(String packet) throws IOException, InterruptedException;

    /** Sends an attachment. */
    void send(byte[] attachment) throws IOException, InterruptedException;

    /** The next packet without the 4 of Engine.IO; an attachment as {@code 0x…}. */
    String next() throws IOException, InterruptedException;

    /** Waits until the server has ended the session, and answers its pings until then; what comes before is dropped. */
    void awaitEnd() throws Exception;

    /**
     * Sends packets, an attachment as {@code 0x…}, for which the server ends the session, and waits for that. It may do so before all of
     * them are sent.
     */
    default void awaitEndAfter(String... packets) throws Exception {
        try {
            for (String packet : packets) {
                if (packet.startsWith("0x")) {
                    send(HexFormat.of().parseHex(packet, 2, packet.length()));
                } else {
                    send(packet);
                }
            }
        } catch (CompletionException closedMeanwhile) {
            if (!(closedMeanwhile.getCause() instanceof IOException)) {
                throw closedMeanwhile;
            }
        }
        awaitEnd();
    }

    /** Loses the connection. */
    void lose();

    /** Ends the session, so that the server does not keep it until its pings are not answered. */
    default void leave() throws IOException, InterruptedException {
        lose();
    }

    @Override
    default void close() {
        lose();
    }

    /** Connects to a namespace, and returns what it is answered. */
    default String connect(String namespace, String payload) throws IOException, InterruptedException {
        send("0" + (namespace.equals("/") ? "" : namespace + ",") + payload);
        return next();
    }

    /** A member of the JSON object in a packet. */
    static String member(String packet, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(packet);
        if (!found.find()) {
            throw new AssertionError("no " + name + " in " + packet);
        }
        return found.group(1);
    }

    /** Over a WebSocket. */
    final class Pushed implements SocketWire {

        private final EngineSocket socket;

        private Pushed(EngineClient engine, String... headers) throws InterruptedException {
            socket = engine.socket("EIO=4&transport=websocket", headers);
            EngineClient.sid(socket.next());
        }

        @Override
        public void send(String packet) {
            socket.send("4" + packet);
        }

        @Override
        public void send(byte[] attachment) {
            socket.send(attachment);
        }

        @Override
        public String next() throws InterruptedException {
            String message = socket.next();
            while (message.equals("2")) {
                socket.send("3");
                message = socket.next();
            }
            return message.startsWith("4") ? message.substring(1) : message;
        }

        @Override
        public void awaitEnd() throws Exception {
            socket.closeCodeOfTheLiving();
        }

        @Override
        public void lose() {
            socket.close();
        }
    }

    /** Over polls, of which there is one whenever something is wanted. */
    final class Polled implements SocketWire {

        private final EngineClient engine;
        private final String sid;
        private final String[] headers;
        private final Deque<String> received = new ArrayDeque<>();
        private volatile @Nullable CompletableFuture<?> waiting;
        private volatile boolean lost;

        private Polled(EngineClient engine, String... headers) throws IOException, InterruptedException {
            this.engine = engine;
            this.headers = headers;
            this.sid = engine.open(headers);
        }

        @Override
        public void send(String packet) throws IOException, InterruptedException {
            engine.post(sid, "4" + packet, headers);
        }

        @Override
        public void send(byte[] attachment) throws IOException, InterruptedException {
            engine.post(sid, "b" + Base64.getEncoder().encodeToString(attachment), headers);
        }

        @Override
        public String next() throws IOException, InterruptedException {
            while (received.isEmpty()) {
                HttpResponse<String> answer = poll();
                if (answer.statusCode() != 200) {
                    throw new AssertionError(answer.statusCode() + " " + answer.body());
                }
                for (String packet : answer.body().split("\u001e", -1)) {
                    take(packet);
                }
            }
            return received.remove();
        }

        private HttpResponse<String> poll() throws IOException {
            CompletableFuture<HttpResponse<String>> poll = engine.pollAsync(sid, headers);
            waiting = poll;
            if (lost) {
                poll.cancel(true);
            }
            try {
                return poll.join();
            } catch (CompletionException | CancellationException e) {
                throw new IOException(e);
            }
        }

        private void take(String packet) throws IOException, InterruptedException {
            switch (packet.charAt(0)) {
                case '2' -> engine.post(sid, "3", headers);
                case '4' -> received.add(packet.substring(1));
                case 'b' ->
                    received.add(
                            "0x" + HexFormat.of().formatHex(Base64.getDecoder().decode(packet.substring(1))));
                default -> received.add(List.of("end", packet).toString());
            }
        }

        @Override
        public void awaitEnd() throws Exception {
            HttpResponse<String> answer = engine.poll(sid, headers);
            long end = System.nanoTime() + RawStream.PATIENCE.toNanos();
            while (answer.statusCode() == 200) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("it goes on: " + answer.body());
                }
                for (String packet : answer.body().split("\u001e", -1)) {
                    take(packet);
                }
                answer = engine.poll(sid, headers);
            }
        }

        @Override
        public void leave() throws IOException, InterruptedException {
            engine.post(sid, "1", headers);
            lose();
        }

        /** A poll that waits is cut off. */
        @Override
        public void lose() {
            lost = true;
            CompletableFuture<?> poll = waiting;
            if (poll != null) {
                poll.cancel(true);
            }
        }
    }
}
