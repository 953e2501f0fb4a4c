package dev.carillon.it.crash;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A keep-alive connection that posts one request after the other. It is plain, so that whoever waits for the first byte of an
 * answer is woken by nobody but the server.
 *
 * <p>Threading: its publisher's alone.
 */
final class PublishConnection implements Closeable {

    /** Longer than any start: a request that was given up must not be published after the next one. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Trap trap;
    private final Socket socket = new Socket();
    private final InputStream in;
    private final String host;

    PublishConnection(URI server, Trap trap) throws IOException {
        this.trap = trap;
        this.host = server.getAuthority();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
            this.in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    record Answer(int status, String body) {}

    /** Waits for the answer. After an exception the connection is of no use. */
    Answer post(String path, List<String> headerLines, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder request = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\n");
        headerLines.forEach(line -> request.append(line).append("\r\n"));
        request.append("Content-Length: ")
                .append(bytes.length)
                .append("\r\n\r\n")
                .append(body);
        socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));

        int status = Integer.parseInt(readLine(), 9, 12, 10);
        int length = 0;
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        byte[] answer = in.readNBytes(length);
        if (answer.length < length) {
            throw new EOFException("half an answer");
        }
        return new Answer(status, new String(answer, StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        int c = in.read();
        if (c >= 0) {
            trap.answered();
        }
        while (c >= 0 && c != '\n') {
            if (c != '\r') {
                line.append((char) c);
            }
            c = in.read();
        }
        if (c < 0) {
            throw new EOFException("no answer");
        }
        return line.toString();
    }
}
