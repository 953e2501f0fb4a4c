package dev.carillon.it.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A WebSocket of the JDK whose messages wait to be looked at. */
public final class EngineSocket implements AutoCloseable, WebSocket.Listener {

    /** Comes after all messages. */
    private static final String END = "end of the messages";

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private @Nullable WebSocket socket;

    private EngineSocket() {}

    static EngineSocket open(HttpClient http, URI url, String... headers) {
        EngineSocket opened = new EngineSocket();
        WebSocket.Builder builder = http.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        opened.socket = builder.buildAsync(url, opened)
                .orTimeout(RawStream.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        return opened;
    }

    public void send(String packet) {
        open().sendText(packet, true).join();
    }

    /** One message in several frames. */
    public void sendInParts(String... parts) {
        for (int i = 0; i < parts.length; i++) {
            open().sendText(parts[i], i == parts.length - 1).join();
        }
    }

    public void send(byte[] message) {
        open().sendBinary(ByteBuffer.wrap(message), true).join();
    }

    /** The next message; bytes as {@code 0x…}. */
    public String next() throws InterruptedException {
        String message = received.poll(RawStream.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (message == null || message.equals(END)) {
            throw new AssertionError(message == null ? "nothing came" : "it is closed");
        }
        return message;
    }

    /** The code with which the server has closed it; 1006 if the connection just broke. */
    public int closeCode() throws Exception {
        return closed.get(RawStream.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** The same, though pings are answered, so that silence is not why. */
    public int closeCodeOfTheLiving() throws Exception {
        long end = System.nanoTime() + RawStream.PATIENCE.toNanos();
        String message = received.poll(RawStream.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        while (message != null && !message.equals(END)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it goes on: " + message);
            }
            if (message.equals("2")) {
                // It may be closed meanwhile.
                open().sendText("3", true).exceptionally(closed -> null).join();
            }
            message = received.poll(RawStream.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        return closeCode();
    }

    /** Says goodbye, and waits for the server's. */
    public int sayGoodbye() throws Exception {
        open().sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        return closeCode();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            received.add(text.toString());
            text.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        received.add("0x" + HexFormat.of().formatHex(bytes));
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        received.add(END);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.complete(1006);
        received.add(END);
    }

    @Override
    public void close() {
        open().abort();
        received.add(END);
    }

    private WebSocket open() {
        WebSocket opened = socket;
        if (opened == null) {
            throw new IllegalStateException("it is not open");
        }
        return opened;
    }
}
