package dev.carillon.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One open stream. Threading: the generator's one thread. */
final class Subscriber implements Listener, EventLoop.Handler {
    /** Takes the place of a head that is done with: 10,000 of them would be a lot of memory. */
    private static final ResponseHead NO_HEAD = new ResponseHead();

    private final SocketChannel socket;
    private final SelectionKey key;
    private final int channelIndex;
    private final Tally tally;
    private final SequenceCheck check;
    private final BodyScanner scanner;

    private ResponseHead head = new ResponseHead();

    private ChunkCursor body = ChunkCursor.plain(0);
    private boolean open;

    /** Takes over a connected socket and asks for the stream. */
    Subscriber(EventLoop loop, SocketChannel socket, byte[] request, int channelIndex, Expectation expectation)
            throws IOException {
        this.socket = socket;
        this.channelIndex = channelIndex;
        this.tally = expectation.tally();
        this.check = new SequenceCheck(expectation.firstSequence(), expectation.ordered(), tally);
        this.scanner = new FrameScanner(expectation.dataBytes(), check);
        this.key = ask(loop, request);
    }

    /** The same for a stream in which more is looked at. */
    Subscriber(EventLoop loop, SocketChannel socket, byte[] request, Tally tally, SequenceCheck check, BodyScanner scanner)
            throws IOException {
        this.socket = socket;
        this.channelIndex = 0;
        this.tally = tally;
        this.check = check;
        this.scanner = scanner;
        this.key = ask(loop, request);
    }

    /**
     * What a new subscriber must get.
     *
     * @param ordered whether the server can know the order of the events
     */
    record Expectation(long firstSequence, int dataBytes, boolean ordered, Tally tally) {}

    @Override
    public void ready(SelectionKey readyKey, ByteBuffer shared) throws IOException {
        shared.clear();
        int count = read(shared);
        if (count < 0) {
            endedByServer();
            return;
        }
        long now = System.nanoTime();
        int at = open ? 0 : readHead(shared, count);
        while (at < count) {
            at = body.skipFraming(shared, at, count);
            int data = body.dataAvailable(at, count);
            scanner.scan(shared, at, at + data, now);
            body.consumed(data);
            at += data;
            if (body.ended()) {
                endedByServer();
                return;
            }
        }
    }

    @Override
    public boolean open() {
        return open;
    }

    @Override
    public boolean closed() {
        return !socket.isOpen();
    }

    @Override
    public int channelIndex() {
        return channelIndex;
    }

    @Override
    public SequenceCheck check() {
        return check;
    }

    @Override
    public int localPort() throws IOException {
        return ((InetSocketAddress) socket.getLocalAddress()).getPort();
    }

    @Override
    public void stopReading() {
        key.interestOps(0);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** As small a receive buffer as the kernel allows, to be set before connecting. */
    static void shrinkReceiveBuffer(SocketChannel socket) throws IOException {
        socket.setOption(StandardSocketOptions.SO_RCVBUF, 1);
    }

    private SelectionKey ask(EventLoop loop, byte[] request) throws IOException {
        socket.write(ByteBuffer.wrap(request));
        socket.configureBlocking(false);
        return loop.register(socket, SelectionKey.OP_READ, this);
    }

    private int read(ByteBuffer shared) throws IOException {
        try {
            return socket.read(shared);
        } catch (IOException e) {
            // A reset is an end as good as any other; what is missing then counts as lost.
            return -1;
        }
    }

    private int readHead(ByteBuffer shared, int count) throws IOException {
        int at = head.read(shared, 0, count);
        if (head.complete()) {
            if (head.status() != 200) {
                throw new IOException("no stream, the server answered: " + head);
            }
            body = head.streamBody();
            head = NO_HEAD;
            open = true;
        }
        return at;
    }

    private void endedByServer() throws IOException {
        tally.closedByServer++;
        close();
    }
}
