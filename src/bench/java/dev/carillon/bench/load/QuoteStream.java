package dev.carillon.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A reader to whom server-sent events are pushed. Threading: the generator's one thread. */
final class QuoteStream extends QuoteReader {
    private final QuoteScanner scanner;
    private ResponseHead head = new ResponseHead();
    private ChunkCursor body = ChunkCursor.plain(0);
    private boolean open;

    QuoteStream(EventLoop loop, int port, boolean slow, ReaderTally tally, QuoteScanner scanner, String path)
            throws IOException {
        super(loop, port, slow, tally);
        this.scanner = scanner;
        String request =
                "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nCache-Control: no-cache\r\n\r\n";
        send(ByteBuffer.wrap(request.getBytes(US_ASCII)));
    }

    @Override
    boolean open() {
        return open;
    }

    @Override
    void received(ByteBuffer shared, int limit, long nowNanos) throws IOException {
        int at = open ? 0 : readHead(shared, limit);
        while (at < limit) {
            at = body.skipFraming(shared, at, limit);
            int data = body.dataAvailable(at, limit);
            scanner.scan(shared, at, at + data, nowNanos);
            body.consumed(data);
            at += data;
            if (body.ended()) {
                close();
                ended();
                return;
            }
        }
    }

    private int readHead(ByteBuffer shared, int limit) throws IOException {
        int at = head.read(shared, 0, limit);
        if (head.complete()) {
            if (head.status() != 200) {
                throw new IOException("no stream, the server answered: " + head);
            }
            body = head.streamBody();
            head = new ResponseHead();
            open = true;
        }
        return at;
    }
}
