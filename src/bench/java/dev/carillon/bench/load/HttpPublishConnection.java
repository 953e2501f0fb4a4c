package dev.carillon.bench.load;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * A keep-alive connection with at most one request on its way (of several pipelined ones, where that is how a batch is
 * sent). A server that ends the connection between two requests gets a new one.
 *
 * <p>Threading: the generator's one thread.
 */
final class HttpPublishConnection implements PublishConnection, EventLoop.Handler {
    /** A thousand events of 300 bytes with all that is around them. */
    private static final int MAX_REQUEST_BYTES = 1 << 20;

    /** A server that asks for a longer pause is asked again after this all the same. */
    private static final long MAX_PAUSE_NANOS = 5_000_000_000L;

    private final EventLoop loop;
    private final int port;
    private final Owner owner;
    private final ByteBuffer request = ByteBuffer.allocateDirect(MAX_REQUEST_BYTES);
    private final ResponseHead head = new ResponseHead();
    private ChunkCursor body = ChunkCursor.plain(0);
    private SocketChannel socket;
    private SelectionKey key;
    private int answersDue;
    private boolean refused;
    private long sentNanos;
    private long resendNanos = Long.MAX_VALUE;

    HttpPublishConnection(EventLoop loop, int port, Owner owner) throws IOException {
        this.loop = loop;
        this.port = port;
        this.owner = owner;
        this.socket = open();
        this.key = loop.register(socket, SelectionKey.OP_READ, this);
    }

    @Override
    public void send(Source source, long stampNanos) throws IOException {
        request.clear();
        answersDue = source.writeRequest(request, stampNanos);
        request.flip();
        sentNanos = System.nanoTime();
        write();
    }

    @Override
    public long sentNanos() {
        return sentNanos;
    }

    @Override
    public void resendIfDue(long nowNanos) throws IOException {
        if (nowNanos >= resendNanos) {
            resendNanos = Long.MAX_VALUE;
            answersDue = 1;
            request.rewind();
            write();
        }
    }

    @Override
    public void ready(SelectionKey readyKey, ByteBuffer shared) throws IOException {
        if (readyKey.isWritable()) {
            write();
        }
        if (!readyKey.isReadable()) {
            return;
        }
        shared.clear();
        int count = socket.read(shared);
        if (count < 0) {
            ended();
            return;
        }
        for (int at = 0; at < count; ) {
            at = head.complete() ? at : readHead(shared, at, count);
            at = skipBody(shared, at, count);
            if (head.complete() && body.ended()) {
                answered();
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private int readHead(ByteBuffer shared, int from, int limit) throws IOException {
        int at = head.read(shared, from, limit);
        if (head.complete()) {
            body = head.body();
        }
        return at;
    }

    private int skipBody(ByteBuffer shared, int from, int limit) {
        int at = body.skipFraming(shared, from, limit);
        int data = body.dataAvailable(at, limit);
        body.consumed(data);
        return at + data;
    }

    private void answered() throws IOException {
        int status = head.status();
        if (status == 429 && answersDue == 1) {
            refused = true;
            String pause = head.header("retry-after");
            long pauseNanos = pause.isEmpty() ? 1_000_000_000L : Long.parseLong(pause) * 1_000_000_000L;
            resendNanos = System.nanoTime() + Math.min(MAX_PAUSE_NANOS, pauseNanos);
            owner.refused();
        } else if (status / 100 != 2) {
            throw new IOException("publishing failed, the server answered: " + head);
        }
        if (head.header("connection").equals("close")) {
            reopen();
        }
        head.clear();
        answersDue--;
        if (answersDue == 0 && !refused) {
            owner.acknowledged(this);
        }
        refused = false;
    }

    private void write() throws IOException {
        socket.write(request);
        key.interestOps(request.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    private void ended() throws IOException {
        if (answersDue > 0) {
            throw new IOException("the server ended a connection without answering " + answersDue + " requests");
        }
        reopen();
    }

    private void reopen() throws IOException {
        socket.close();
        socket = open();
        key = loop.register(socket, SelectionKey.OP_READ, this);
    }

    private SocketChannel open() throws IOException {
        SocketChannel opened = SocketChannel.open(Loopback.server(port));
        opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
        opened.configureBlocking(false);
        return opened;
    }
}
