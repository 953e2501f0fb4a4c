package dev.carillon.it.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * A request byte by byte as a test wrote it, and all that came back until the server closed the connection or was silent.
 *
 * @param text empty if the server has closed the connection without a word
 */
public record RawExchange(String text) {

    /** After which nothing more is expected of a stream, which goes on. */
    private static final Duration SILENCE = Duration.ofMillis(1500);

    /** Each character is a byte. The request has to say {@code Connection: close}, or the end is waited for in vain. */
    public static RawExchange send(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) RawStream.PATIENCE.toMillis());
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            } catch (SocketException refused) {
                // It may have answered before it has read everything.
            }
            try {
                InputStream in = socket.getInputStream();
                byte[] buffer = new byte[8 << 10];
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    answer.write(buffer, 0, count);
                    if (isStream(answer)) {
                        socket.setSoTimeout((int) SILENCE.toMillis());
                    }
                }
            } catch (SocketTimeoutException | SocketException over) {
                // A stream goes on; a connection that was refused is reset.
            }
            return new RawExchange(answer.toString(StandardCharsets.ISO_8859_1));
        }
    }

    private static boolean isStream(ByteArrayOutputStream answer) {
        return answer.toString(StandardCharsets.ISO_8859_1).contains("Content-Type: text/event-stream");
    }

    /** 0 without an answer. */
    public int status() {
        return text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0;
    }

    public List<String> head() {
        int end = text.indexOf("\r\n\r\n");
        return (end < 0 ? text : text.substring(0, end)).lines().toList();
    }

    public String body() {
        int end = text.indexOf("\r\n\r\n");
        return end < 0 ? "" : text.substring(end + 4);
    }
}
