package dev.carillon.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * A client of Socket.IO (protocol 5 over Engine.IO 4) in the namespace {@code /}, that knows no more than it needs here: it connects
 * over a WebSocket at once, answers pings, and hands on what is told to it.
 *
 * <p>Threading: the generator's one thread.
 */
abstract class SocketIoConnection implements EventLoop.Handler {
    /** The key is nobody's secret, and the answer to it is not looked at. */
    static final byte[] UPGRADE = String.join(
                    "\r\n",
                    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
                    "Host: localhost",
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: Y2FyaWxsb24tYmVuY2htYQ==",
                    "",
                    "")
            .getBytes(US_ASCII);

    static final int SWITCHING_PROTOCOLS = 101;

    /** Who has nothing to say of himself. */
    static final byte[] CONNECT = {'4', '0'};

    private static final byte[] PONG = {'3'};
    private static final byte[] NOTHING = {};

    /** Takes the place of a head that is done with: 10,000 of them would be a lot of memory. */
    private static final ResponseHead NO_HEAD = new ResponseHead();

    private final SocketChannel socket;
    private final byte[] connect;
    private final SelectionKey key;
    private ResponseHead head = new ResponseHead();
    private boolean upgraded;
    private boolean connected;
    private byte[] cut = NOTHING;

    /** Takes over a connected socket; {@code connect} is the packet that takes it into the namespace. */
    SocketIoConnection(EventLoop loop, SocketChannel socket, byte[] connect) throws IOException {
        this.socket = socket;
        this.connect = connect;
        socket.write(ByteBuffer.wrap(UPGRADE));
        socket.configureBlocking(false);
        this.key = loop.register(socket, SelectionKey.OP_READ, this);
    }

    /** An event: {@code ["name",…]}. */
    abstract void event(ByteBuffer in, int from, int to, long nowNanos);

    /** What was sent is acknowledged with this: {@code 1[…]}. */
    abstract void acknowledged(ByteBuffer in, int from, int to) throws IOException;

    abstract void endedByServer();

    /** The server has taken the connection into the namespace. */
    public final boolean open() {
        return connected;
    }

    public final boolean closed() {
        return !socket.isOpen();
    }

    public final int localPort() throws IOException {
        return ((InetSocketAddress) socket.getLocalAddress()).getPort();
    }

    public final void stopReading() {
        key.interestOps(0);
    }

    public final void close() throws IOException {
        socket.close();
    }

    final void send(byte[] packet) throws IOException {
        ByteBuffer frame = WebSocketFrames.masked(WebSocketFrames.TEXT, packet);
        socket.write(frame);
        if (frame.hasRemaining()) {
            throw new IOException("the server does not read what is sent");
        }
    }

    /** What was cut off at the end of the last read stands before what comes now. */
    @Override
    public final void ready(SelectionKey readyKey, ByteBuffer shared) throws IOException {
        shared.clear().put(cut);
        int count = read(shared);
        if (count < 0) {
            endedByServer();
            close();
            return;
        }
        long now = System.nanoTime();
        int limit = shared.position();
        int at = upgraded ? 0 : readHead(shared, limit);
        at = WebSocketFrames.read(shared, at, limit, (opcode, in, from, to) -> message(opcode, in, from, to, now));
        cut = at == limit ? NOTHING : new byte[limit - at];
        shared.get(at, cut);
    }

    private int read(ByteBuffer shared) {
        try {
            return socket.read(shared);
        } catch (IOException e) {
            // A reset is an end as good as any other; what is missing then counts as lost.
            return -1;
        }
    }

    private int readHead(ByteBuffer shared, int limit) throws IOException {
        int at = head.read(shared, 0, limit);
        if (head.complete()) {
            if (head.status() != SWITCHING_PROTOCOLS) {
                throw new IOException("no WebSocket, the server answered: " + head);
            }
            head = NO_HEAD;
            upgraded = true;
        }
        return at;
    }

    /** The first character is Engine.IO's (0 open, 2 ping, 4 message), the second Socket.IO's (0 connect, 2 event, 3 acknowledgement). */
    private void message(int opcode, ByteBuffer in, int from, int to, long nowNanos) throws IOException {
        if (opcode != WebSocketFrames.TEXT) {
            return;
        }
        switch (in.get(from)) {
            case '0' -> send(connect);
            case '2' -> send(PONG);
            case '4' -> packet(in, from + 1, to, nowNanos);
            default -> throw new IOException("Engine.IO's packet " + text(in, from, to));
        }
    }

    private void packet(ByteBuffer in, int from, int to, long nowNanos) throws IOException {
        switch (in.get(from)) {
            case '0' -> connected = true;
            case '2' -> event(in, from + 1, to, nowNanos);
            case '3' -> acknowledged(in, from + 1, to);
            default -> throw new IOException("Socket.IO's packet " + text(in, from, to));
        }
    }

    static String text(ByteBuffer in, int from, int to) {
        byte[] bytes = new byte[to - from];
        in.get(from, bytes);
        return new String(bytes, US_ASCII);
    }
}
