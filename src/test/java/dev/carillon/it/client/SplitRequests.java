package dev.carillon.it.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Requests one after the other on one connection, whose bodies come some time after their heads, as many clients send them; on the next connection when the
 * server ends one.
 *
 * <p>Threading: one thread.
 */
public final class SplitRequests implements AutoCloseable {

    private final int port;
    private @Nullable Socket socket;

    public SplitRequests(URI server) {
        port = server.getPort();
    }

    private Socket connected() throws IOException {
        Socket open = socket;
        if (open == null) {
            open = new Socket(InetAddress.getLoopbackAddress(), port);
            open.setTcpNoDelay(true);
            open.setSoTimeout((int) RawStream.PATIENCE.toMillis());
            socket = open;
        }
        return open;
    }

    /** Returns the status of the answer. */
    public int post(String path, String body, Duration between) throws IOException {
        Socket connection = connected();
        OutputStream out = connection.getOutputStream();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: "
                + bytes.length + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        long until = System.nanoTime() + between.toNanos();
        for (long left = between.toNanos(); left > 0; left = until - System.nanoTime()) {
            // Exact to 0.1 ms.
            LockSupport.parkNanos(left);
        }
        out.write(bytes);
        return answer(connection.getInputStream());
    }

    private int answer(InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).substring(9, 12));
        int length = 0;
        boolean last = false;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            last |= header.equalsIgnoreCase("Connection: close");
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        if (in.readNBytes(length).length < length) {
            throw new EOFException("The answer's body is shorter than its length.");
        }
        if (last) {
            close();
        }
        return status;
    }

    private String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int value = in.read(); value != '\n'; value = in.read()) {
            if (value < 0) {
                throw new EOFException("The connection was closed after: " + line);
            }
            if (value != '\r') {
                line.append((char) value);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
