package dev.carillon.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.stream.WhatwgEventStreamParser;
import dev.carillon.stream.WhatwgEventStreamParser.Comment;
import dev.carillon.stream.WhatwgEventStreamParser.Item;
import dev.carillon.stream.WhatwgEventStreamParser.Message;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One request on a socket of its own, and its response as it comes: status line, headers, and the body without chunks, read by
 * the reference parser. It reads only while a test waits for something, so a test that does not wait is a client that
 * does not read.
 *
 * <p>Threading: one thread at a time.
 */
public final class RawStream implements AutoCloseable {

    /** Long enough for a machine that is busy with other things; a test that is right never waits so long. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int MAX_KEPT_BYTES = 1 << 20;

    private final Socket socket;
    private final InputStream in;
    private final Deque<Item> items = new ArrayDeque<>();
    private final Deque<String> lines = new ArrayDeque<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final WhatwgEventStreamParser parser = new WhatwgEventStreamParser(items::add);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[64 << 10];
    private final List<String> headers = new ArrayList<>();
    private final @Nullable Chunks chunks;
    private final String statusLine;
    private long left;
    private boolean ended;
    private String lastEventId = "";

    private RawStream(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        this.statusLine = readLine();
        String line = readLine();
        while (!line.isEmpty()) {
            headers.add(line);
            line = readLine();
        }
        this.left = header("Content-Length").map(Long::parseLong).orElse(Long.MAX_VALUE);
        this.chunks = header("Transfer-Encoding").equals(Optional.of("chunked")) ? new Chunks() : null;
    }

    /** Sends a GET and reads the response's headers. */
    public static RawStream get(URI url, String... headerLines) throws IOException {
        return send(connect(url, 0, null), request("GET", url, "HTTP/1.1", headerLines));
    }

    /** The same with other words in the request line. */
    public static RawStream request(String method, String protocol, URI url, String... headerLines) throws IOException {
        return send(connect(url, 0, null), request(method, url, protocol, headerLines));
    }

    /** A client whose kernel takes little, so that the server soon cannot write any more. */
    public static RawStream requestWithSmallBuffer(String protocol, URI url, String... headerLines) throws IOException {
        return send(connect(url, 4096, null), request("GET", url, protocol, headerLines));
    }

    public static RawStream getOverTls(URI url, SSLSocketFactory tls, int receiveBuffer, String... headerLines)
            throws IOException {
        return send(connect(url, receiveBuffer, tls), request("GET", url, "HTTP/1.1", headerLines));
    }

    /** A GET on a connection that has served another request before. */
    public static RawStream getOnUsedConnection(URI url) throws IOException {
        Socket socket = connect(url, 0, null);
        assertThat(send(socket, request("HEAD", url, "HTTP/1.1")).status()).isEqualTo(200);
        return send(socket, request("GET", url, "HTTP/1.1"));
    }

    /** Sends a GET and leaves the response alone. */
    public static Socket ask(URI url, String... headerLines) throws IOException {
        Socket socket = connect(url, 0, null);
        socket.getOutputStream()
                .write(request("GET", url, "HTTP/1.1", headerLines).getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private static Socket connect(URI url, int receiveBuffer, @Nullable SSLSocketFactory tls) throws IOException {
        Socket socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), (int) PATIENCE.toMillis());
        return tls == null ? socket : tls.createSocket(socket, url.getHost(), url.getPort(), true);
    }

    private static String request(String method, URI url, String protocol, String... headerLines) {
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        StringBuilder request = new StringBuilder();
        request.append(method)
                .append(' ')
                .append(url.getRawPath())
                .append(query)
                .append(' ')
                .append(protocol);
        request.append("\r\nHost: ")
                .append(url.getHost())
                .append(':')
                .append(url.getPort())
                .append("\r\n");
        for (String line : headerLines) {
            request.append(line).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    private static RawStream send(Socket socket, String request) throws IOException {
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new RawStream(socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    // --- the response's head ---

    public int status() {
        return Integer.parseInt(statusLine, 9, 12, 10);
    }

    public String statusLine() {
        return statusLine;
    }

    /** {@code Name: value} as they came. */
    public List<String> headers() {
        return List.copyOf(headers);
    }

    public Optional<String> header(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return headers.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .findFirst();
    }

    // --- the body ---

    /** The next event; comments and reconnection times are passed over. */
    public Message nextMessage() throws IOException {
        return (Message) nextThat(Message.class::isInstance);
    }

    /** The data of the next events. */
    public List<String> nextData(int count) throws IOException {
        List<String> data = new ArrayList<>();
        while (data.size() < count) {
            data.add(nextMessage().data());
        }
        return data;
    }

    /** The next comment; all else is passed over. */
    public Comment nextComment() throws IOException {
        return (Comment) nextThat(Comment.class::isInstance);
    }

    public Item next() throws IOException {
        return nextThat(item -> true);
    }

    private Item nextThat(Predicate<Item> wanted) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Item item = items.poll();
            if (item == null) {
                boolean more = readMore(deadline) || !items.isEmpty();
                assertThat(more).as("the stream goes on; so far:\n" + this).isTrue();
            } else if (wanted.test(item)) {
                if (item instanceof Message message) {
                    lastEventId = message.lastEventId();
                }
                return item;
            }
        }
    }

    /** What a browser would send if the connection broke after the last event that was taken from here. */
    public String lastEventId() {
        return lastEventId;
    }

    /** The same before the first event: the stream tells where it begins. */
    public String awaitCursor() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (parser.lastEventId().isEmpty()) {
            assertThat(readMore(deadline))
                    .as("the stream goes on; so far:\n" + this)
                    .isTrue();
        }
        return parser.lastEventId();
    }

    /** The next line of a stream of lines, empty ones too; empty at the end of the response, also if the server has cut it off. */
    public Optional<String> nextLine() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (lines.isEmpty()) {
            if (!readMoreOrEnd(deadline) && lines.isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(lines.remove());
    }

    /** The next event; empty at the end of the response, also if the server has cut it off. */
    public Optional<Message> nextMessageOrEnd() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Item item = items.poll();
            if (item instanceof Message message) {
                lastEventId = message.lastEventId();
                return Optional.of(message);
            }
            if (item == null && !readMoreOrEnd(deadline) && items.isEmpty()) {
                return Optional.empty();
            }
        }
    }

    /** Everything up to the end of the response, as text. */
    public String readToEnd() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (readMore(deadline)) {
            // Until the server closes.
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    /** The body so far, byte for byte, once it has so many bytes; the first mebibyte of it is kept. */
    public byte[] readBody(int atLeast) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (body.size() < atLeast) {
            assertThat(readMore(deadline))
                    .as("the stream goes on; so far:\n" + this)
                    .isTrue();
        }
        return body.toByteArray();
    }

    /** Whether the server ends the connection before the time is over. What comes before is passed over. */
    public boolean endsWithin(Duration time) throws IOException {
        long deadline = System.nanoTime() + time.toNanos();
        try {
            while (readMore(deadline)) {
                items.clear();
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    /** Reads what is there, or waits for it; false at the end of the body. */
    private boolean readMore(long deadlineNanos) throws IOException {
        long millis = (deadlineNanos - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException("waited in vain; so far:\n" + this);
        }
        socket.setSoTimeout((int) millis);
        int count = ended || left == 0 ? -1 : in.read(buffer);
        left -= count;
        if (count < 0) {
            ended = true;
            return false;
        }
        if (chunks == null) {
            take(buffer, 0, count);
            return true;
        }
        chunks.feed(buffer, count);
        return !ended;
    }

    /** A server that cuts off a client that did not read resets the connection. */
    private boolean readMoreOrEnd(long deadlineNanos) throws IOException {
        try {
            return readMore(deadlineNanos);
        } catch (SocketException reset) {
            return false;
        }
    }

    private void take(byte[] bytes, int offset, int length) {
        body.write(bytes, offset, Math.min(length, Math.max(0, MAX_KEPT_BYTES - body.size())));
        if (header("Content-Type").orElse("").startsWith("application/x-ndjson")) {
            takeLines(bytes, offset, length);
        } else {
            parser.feed(bytes, offset, length);
        }
    }

    private void takeLines(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                lines.add(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(bytes[i]);
            }
        }
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        int c = in.read();
        while (c >= 0 && c != '\n') {
            if (c != '\r') {
                line.append((char) c);
            }
            c = in.read();
        }
        if (c < 0) {
            throw new IOException("the server closed the connection in its headers: " + headers + line);
        }
        return line.toString();
    }

    // --- the connection ---

    /** Sends bytes that nobody asked for. */
    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Says that it will send nothing more, and could still read. */
    public void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    /** Goes away without a word, as a process that was killed with data unread. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    @Override
    public String toString() {
        return statusLine + "\n" + String.join("\n", headers) + "\n\n" + body.toString(StandardCharsets.UTF_8);
    }

    /** The chunked transfer coding (RFC 9112 §7.1), cut anywhere. */
    private final class Chunks {

        private final StringBuilder line = new StringBuilder();
        private int remaining;
        private boolean inData;

        void feed(byte[] bytes, int length) {
            int at = 0;
            while (at < length && !ended) {
                if (inData) {
                    int count = Math.min(remaining, length - at);
                    take(bytes, at, count);
                    at += count;
                    remaining -= count;
                    inData = remaining > 0;
                } else {
                    character((char) bytes[at++]);
                }
            }
        }

        /** Of a size line, or of the empty line that ends a chunk. */
        private void character(char c) {
            if (c != '\n') {
                line.append(c == '\r' ? "" : c);
            } else if (!line.isEmpty()) {
                remaining = Integer.parseInt(line.toString().strip(), 16);
                inData = remaining > 0;
                ended = remaining == 0;
                line.setLength(0);
            }
        }
    }
}
