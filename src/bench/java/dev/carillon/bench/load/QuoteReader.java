package dev.carillon.bench.load;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** The connection of one reader of quotes, whatever it speaks. Threading: the generator's one thread. */
abstract class QuoteReader implements EventLoop.Handler, Closeable {
    /** Of a reader that is slow: what it does not take stays at the server. */
    private static final int SLOW_RECEIVE_BYTES = 16_384;

    private final EventLoop loop;
    private final int port;
    private final boolean slow;
    private final ReaderTally tally;
    private SocketChannel socket;
    private SelectionKey key;
    private int sipBytes;

    /** Connects at once. */
    QuoteReader(EventLoop loop, int port, boolean slow, ReaderTally tally) throws IOException {
        this.loop = loop;
        this.port = port;
        this.slow = slow;
        this.tally = tally;
        this.socket = connected();
        this.key = loop.register(socket, SelectionKey.OP_READ, this);
    }

    /** What is counted over all readers. */
    static final class ReaderTally {
        long bytesIn;
        long bytesOut;
        long requests;
        long closedByServer;
        long refused;
    }

    /** The server has answered, and it gets prices. */
    abstract boolean open();

    /** Bytes have come, from the beginning of {@code shared} to {@code limit}. */
    abstract void received(ByteBuffer shared, int limit, long nowNanos) throws IOException;

    /** Puts what was cut off from the last read into {@code shared}. */
    void beforeRead(ByteBuffer shared) {}

    /** The server has ended the connection, which is closed now. */
    void ended() throws IOException {
        tally.closedByServer++;
    }

    @Override
    public final void ready(SelectionKey readyKey, ByteBuffer shared) throws IOException {
        shared.clear();
        beforeRead(shared);
        if (sipBytes > 0) {
            shared.limit(shared.position() + sipBytes);
        }
        int count = read(shared);
        if (count < 0) {
            socket.close();
            ended();
            return;
        }
        tally.bytesIn += count;
        received(shared, shared.position(), System.nanoTime());
    }

    final boolean slow() {
        return slow;
    }

    final boolean closed() {
        return !socket.isOpen();
    }

    /** Reads only when told to, and this much. */
    final void readInSips(int bytes) {
        if (key.isValid()) {
            sipBytes = bytes;
            key.interestOps(0);
        }
    }

    final void sip() throws IOException {
        if (key.isValid()) {
            loop.serve(key);
        }
    }

    /** Reads whatever comes, whenever it comes. */
    final void readAll() {
        if (key.isValid()) {
            sipBytes = 0;
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    final void send(ByteBuffer bytes) throws IOException {
        tally.bytesOut += bytes.remaining();
        tally.requests++;
        socket.write(bytes);
        if (bytes.hasRemaining()) {
            throw new IOException("the server does not read what a reader of quotes sends");
        }
    }

    /** Another connection instead of one that has ended. */
    final void reconnect() throws IOException {
        socket.close();
        socket = connected();
        key = loop.register(socket, SelectionKey.OP_READ, this);
    }

    final ReaderTally tally() {
        return tally;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private SocketChannel connected() throws IOException {
        SocketChannel opened = SocketChannel.open();
        if (slow) {
            opened.setOption(StandardSocketOptions.SO_RCVBUF, SLOW_RECEIVE_BYTES);
        }
        opened.connect(Loopback.server(port));
        opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
        opened.configureBlocking(false);
        return opened;
    }

    private int read(ByteBuffer shared) {
        try {
            return socket.read(shared);
        } catch (IOException e) {
            // A reset is an end as good as any other.
            return -1;
        }
    }
}
