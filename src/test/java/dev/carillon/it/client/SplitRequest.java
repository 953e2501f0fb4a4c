package dev.carillon.it.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One request on a connection of its own, whose body comes after its head. */
public final class SplitRequest implements AutoCloseable {

    private final Socket socket;

    /** What a server has sent; the status is 0 if it has closed the connection without an answer. */
    public record Answer(int status, String head, String body) {

        /** Whether it says that the connection ends. */
        public boolean closes() {
            return head.toLowerCase(Locale.ROOT).contains("\r\nconnection: close");
        }
    }

    /** Sends the head. */
    public SplitRequest(int port, String head) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) RawStream.PATIENCE.toMillis());
        send(head);
    }

    /** Sends the body, or what there is of it. */
    public Answer then(String body) throws IOException {
        send(body);
        return answer();
    }

    /** The same, and nothing can come after it. */
    public Answer lastly(String body) throws IOException {
        send(body);
        socket.shutdownOutput();
        return answer();
    }

    private void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Answer answer() throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int value = in.read();
            if (value < 0) {
                return new Answer(0, head.toString(), "");
            }
            head.append((char) value);
        }
        int length = head.toString()
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return new Answer(Integer.parseInt(head.substring(9, 12)), head.toString(), body);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
