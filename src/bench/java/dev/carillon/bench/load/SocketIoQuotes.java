package dev.carillon.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A reader that Socket.IO has put into a room for each of its symbols. Threading: the generator's one thread. */
final class SocketIoQuotes extends QuoteReader {
    private static final byte[] NOTHING = {};
    private static final byte[] PONG = {'3'};

    private final QuoteScanner scanner;
    private final byte[] watch;
    private ResponseHead head = new ResponseHead();
    private boolean upgraded;
    private boolean open;
    private byte[] cut = NOTHING;
    private long readNanos;

    /** Asks for the symbols, a JSON array of strings, as soon as it is connected. */
    SocketIoQuotes(EventLoop loop, int port, boolean slow, ReaderTally tally, QuoteScanner scanner, String symbols)
            throws IOException {
        super(loop, port, slow, tally);
        this.scanner = scanner;
        this.watch = ("42[\"watch\"," + symbols + "]").getBytes(US_ASCII);
        send(ByteBuffer.wrap(SocketIoConnection.UPGRADE));
    }

    @Override
    boolean open() {
        return open;
    }

    @Override
    void beforeRead(ByteBuffer shared) {
        shared.put(cut);
    }

    @Override
    void received(ByteBuffer shared, int limit, long nowNanos) throws IOException {
        readNanos = nowNanos;
        int at = upgraded ? 0 : readHead(shared, limit);
        at = WebSocketFrames.read(shared, at, limit, this::message);
        cut = at == limit ? NOTHING : new byte[limit - at];
        shared.get(at, cut);
    }

    private int readHead(ByteBuffer shared, int limit) throws IOException {
        int at = head.read(shared, 0, limit);
        if (head.complete()) {
            if (head.status() != SocketIoConnection.SWITCHING_PROTOCOLS) {
                throw new IOException("no WebSocket, the server answered: " + head);
            }
            head = new ResponseHead();
            upgraded = true;
        }
        return at;
    }

    /** See {@link SocketIoConnection}. */
    private void message(int opcode, ByteBuffer in, int from, int to) throws IOException {
        if (opcode == WebSocketFrames.PING) {
            send(WebSocketFrames.masked(WebSocketFrames.PONG, NOTHING));
        }
        if (opcode != WebSocketFrames.TEXT) {
            return;
        }
        switch (in.get(from)) {
            case '0' -> send(WebSocketFrames.masked(WebSocketFrames.TEXT, SocketIoConnection.CONNECT));
            case '2' -> send(WebSocketFrames.masked(WebSocketFrames.TEXT, PONG));
            case '4' -> packet(in, from + 1, to);
            default -> throw new IOException("Engine.IO's packet " + (char) in.get(from));
        }
    }

    private void packet(ByteBuffer in, int from, int to) throws IOException {
        switch (in.get(from)) {
            case '0' -> {
                send(WebSocketFrames.masked(WebSocketFrames.TEXT, watch));
                open = true;
            }
            case '2' -> scanner.scan(in, from, to, readNanos);
            default -> throw new IOException("Socket.IO's packet " + (char) in.get(from));
        }
    }
}
