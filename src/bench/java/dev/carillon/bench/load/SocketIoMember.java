package dev.carillon.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.carillon.bench.MemberToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * A client of Socket.IO (protocol 5 over Engine.IO 4) that knows no more than it needs here: it connects over a WebSocket at
 * once, answers pings, and looks at events.
 *
 * <p>Threading: the generator's one thread.
 */
final class SocketIoMember implements ChatRoom.Member, EventLoop.Handler {
    /** The key is nobody's secret, and the answer to it is not looked at. */
    private static final byte[] UPGRADE = String.join(
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

    private static final int SWITCHING_PROTOCOLS = 101;
    private static final byte[] NOTHING = {};
    private static final byte[] PONG = {'3'};

    private final SocketChannel socket;
    private final int index;
    private final SequenceCheck check;
    private final FrameScanner messages;
    private final SocketIoRoom room;
    private ResponseHead head = new ResponseHead();
    private boolean upgraded;
    private boolean joined;
    private byte[] cut = NOTHING;
    private long readNanos;

    SocketIoMember(EventLoop loop, Settings settings, int index, SequenceCheck check, SocketIoRoom room)
            throws IOException {
        this.index = index;
        this.check = check;
        this.room = room;
        this.messages = new FrameScanner(settings.traffic().dataBytes(), check);
        this.socket = SocketChannel.open(Loopback.server(settings.port()));
        socket.write(ByteBuffer.wrap(UPGRADE));
        socket.configureBlocking(false);
        loop.register(socket, SelectionKey.OP_READ, this);
    }

    @Override
    public boolean joined() {
        return joined;
    }

    @Override
    public boolean closed() {
        return !socket.isOpen();
    }

    @Override
    public SequenceCheck check() {
        return check;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    void send(int opcode, byte[] payload) throws IOException {
        ByteBuffer frame = WebSocketFrames.masked(opcode, payload);
        socket.write(frame);
        if (frame.hasRemaining()) {
            throw new IOException("the server does not read what member " + index + " sends");
        }
    }

    /** What was cut off at the end of the last read stands before what comes now. */
    @Override
    public void ready(SelectionKey key, ByteBuffer shared) throws IOException {
        shared.clear().put(cut);
        int count = read(shared);
        if (count < 0) {
            room.tally().closedByServer++;
            close();
            return;
        }
        readNanos = System.nanoTime();
        int limit = shared.position();
        int at = upgraded ? 0 : readHead(shared, limit);
        at = WebSocketFrames.read(shared, at, limit, this::message);
        cut = at == limit ? NOTHING : new byte[limit - at];
        shared.get(at, cut);
    }

    private int read(ByteBuffer shared) throws IOException {
        try {
            return socket.read(shared);
        } catch (IOException e) {
            return -1;
        }
    }

    private int readHead(ByteBuffer shared, int limit) throws IOException {
        int at = head.read(shared, 0, limit);
        if (head.complete()) {
            if (head.status() != SWITCHING_PROTOCOLS) {
                throw new IOException("no WebSocket, the server answered: " + head);
            }
            head = new ResponseHead();
            upgraded = true;
        }
        return at;
    }

    /** The first character is Engine.IO's (0 open, 2 ping, 4 message), the second Socket.IO's (0 connect, 2 event, 3 acknowledgement). */
    private void message(int opcode, ByteBuffer in, int from, int to) throws IOException {
        if (opcode == WebSocketFrames.PING) {
            send(WebSocketFrames.PONG, NOTHING);
        }
        if (opcode != WebSocketFrames.TEXT) {
            return;
        }
        switch (in.get(from)) {
            case '0' -> connect();
            case '2' -> send(WebSocketFrames.TEXT, PONG);
            case '4' -> packet(in, from + 1, to);
            default -> throw new IOException("Engine.IO's packet " + (char) in.get(from));
        }
    }

    private void connect() throws IOException {
        String auth = "40{\"id\":\"" + MemberToken.id(index) + "\",\"name\":\"" + MemberToken.name(index) + "\"}";
        send(WebSocketFrames.TEXT, auth.getBytes(US_ASCII));
    }

    private void packet(ByteBuffer in, int from, int to) throws IOException {
        switch (in.get(from)) {
            case '0' -> {}
            case '2' -> event(in, from + 1, to);
            case '3' -> room.acknowledged(number(in, from + 1));
            default -> throw new IOException("Socket.IO's packet " + (char) in.get(from));
        }
    }

    /** {@code ["name",…]}. */
    private void event(ByteBuffer in, int from, int to) {
        long name = 0;
        for (int at = from + 2; at < from + 2 + ChatEventName.CHARACTERS && in.get(at) != '"'; at++) {
            name = ChatEventName.with(name, in.get(at));
        }
        if (name == ChatEventName.MESSAGE) {
            messages.scan(in, from, to, readNanos);
        }
        joined |= name == ChatEventName.CONNECTED;
        room.chat().came(name, to - from);
    }

    private static long number(ByteBuffer in, int from) {
        int end = from;
        while (Character.isDigit(in.get(end))) {
            end++;
        }
        return Marker.readNumber(in, from, end - from);
    }
}
