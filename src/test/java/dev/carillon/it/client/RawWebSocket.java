package dev.carillon.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A WebSocket of Engine.IO that sends what it is told, and reads nothing unless it is asked.
 *
 * <p>Threading: one thread.
 */
public final class RawWebSocket implements AutoCloseable {

    private static final int LARGEST_SHORT = 125;

    private final Socket socket;

    /** Of a new session. */
    public RawWebSocket(int port) throws IOException {
        this(port, 0, "EIO=4&transport=websocket");
    }

    /** The same; {@code receiveBytes} bound what its socket takes that nobody reads. */
    public RawWebSocket(int port, int receiveBytes) throws IOException {
        this(port, receiveBytes, "EIO=4&transport=websocket");
    }

    private RawWebSocket(int port, int receiveBytes, String query) throws IOException {
        socket = new Socket();
        if (receiveBytes > 0) {
            socket.setReceiveBufferSize(receiveBytes);
        }
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout((int) RawStream.PATIENCE.toMillis());
        String request = String.join(
                "\r\n",
                "GET /socket.io/?" + query + " HTTP/1.1",
                "Host: localhost",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
                "",
                "");
        sendBytes(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** To which a session is to be upgraded. Its handshake is answered. */
    public static RawWebSocket upgrading(int port, String sid) throws IOException {
        RawWebSocket upgrading = new RawWebSocket(port, 0, "EIO=4&transport=websocket&sid=" + sid);
        upgrading.readHead();
        return upgrading;
    }

    /** Of a new session, whose handshake is answered. */
    public static RawWebSocket opened(int port) throws IOException {
        return opened(port, 0);
    }

    /** The same; {@code receiveBytes} bound what its socket takes that nobody reads. */
    public static RawWebSocket opened(int port, int receiveBytes) throws IOException {
        RawWebSocket opened = new RawWebSocket(port, receiveBytes);
        opened.readHead();
        return opened;
    }

    private void readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("no answer: " + head);
            }
            head.append((char) next);
        }
        assertThat(head.toString()).startsWith("HTTP/1.1 101");
    }

    public void sendBytes(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    /** A text message in one frame. */
    public static byte[] text(String message) {
        return frame(0x81, message.getBytes(StandardCharsets.UTF_8));
    }

    /** One frame, with a mask that changes nothing. */
    public static byte[] frame(int first, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length <= LARGEST_SHORT) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 127);
            frame.writeBytes(
                    ByteBuffer.allocate(Long.BYTES).putLong(payload.length).array());
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    /** Sends it so often, or until the server has had enough; how often it was sent. */
    public int flood(byte[] bytes, int times) {
        for (int i = 0; i < times; i++) {
            try {
                sendBytes(bytes);
            } catch (IOException ended) {
                return i;
            }
        }
        return times;
    }

    /** Connects to the main namespace, and reads until that is answered: whatever is sent before ends the session. */
    public void connect() throws IOException {
        sendBytes(text("40"));
        StringBuilder read = new StringBuilder();
        byte[] buffer = new byte[1 << 10];
        while (read.indexOf("40{") < 0) {
            int count = socket.getInputStream().read(buffer);
            if (count < 0) {
                throw new AssertionError("it is not connected: " + read);
            }
            read.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
        }
    }

    /**
     * Reads frames until the server says goodbye.
     *
     * @return the code of its closing frame; 1006 if the connection ends without one
     */
    public int closeCode() throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        try {
            while (true) {
                int opcode = in.readUnsignedByte() & 0x0f;
                int length = in.readUnsignedByte();
                byte[] payload = new byte[length == 126 ? in.readUnsignedShort() : length];
                in.readFully(payload);
                if (opcode == 0x8) {
                    return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
                }
            }
        } catch (SocketTimeoutException goesOn) {
            throw new AssertionError("it goes on", goesOn);
        } catch (IOException broke) {
            return 1006;
        }
    }

    /** Reads until the server ends the connection. */
    public void awaitEnd() throws IOException {
        byte[] buffer = new byte[64 << 10];
        try {
            int count = 0;
            while (count >= 0) {
                count = socket.getInputStream().read(buffer);
                if (count > 0 && new String(buffer, 0, count, StandardCharsets.ISO_8859_1).startsWith("HTTP/1.1 4")) {
                    // Refused: it never was a WebSocket.
                    return;
                }
            }
        } catch (SocketTimeoutException goesOn) {
            throw new AssertionError("it goes on", goesOn);
        } catch (IOException reset) {
            // An end as well.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
