package dev.carillon.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Is told what everybody in the namespace is told. Threading: the generator's one thread. */
final class SocketIoListener extends SocketIoConnection implements Listener {
    private final Tally tally;
    private final SequenceCheck check;
    private final FrameScanner scanner;

    SocketIoListener(EventLoop loop, SocketChannel socket, Subscriber.Expectation expectation) throws IOException {
        super(loop, socket, CONNECT);
        this.tally = expectation.tally();
        this.check = new SequenceCheck(expectation.firstSequence(), expectation.ordered(), tally);
        this.scanner = new FrameScanner(expectation.dataBytes(), check);
    }

    @Override
    public int channelIndex() {
        return 0;
    }

    @Override
    public SequenceCheck check() {
        return check;
    }

    @Override
    void event(ByteBuffer in, int from, int to, long nowNanos) {
        scanner.scan(in, from, to, nowNanos);
    }

    @Override
    void acknowledged(ByteBuffer in, int from, int to) {}

    @Override
    void endedByServer() {
        tally.closedByServer++;
    }
}
