package dev.carillon.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A reader that asks for what is newer than what it has, over one connection that is kept alive. With {@code wait} the server may
 * take so long to answer, and the next question follows the answer at once.
 *
 * <p>Threading: the generator's one thread.
 */
final class QuotePoll extends QuoteReader {
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final int TOO_MANY_REQUESTS = 429;

    private final String beforeVersion;
    private final boolean longPoll;
    private final QuoteScanner scanner;
    private final ResponseHead head = new ResponseHead();
    private ChunkCursor body = ChunkCursor.plain(0);
    private String version = "";
    private boolean asking;

    /** Asks for everything first, without a wait. */
    QuotePoll(EventLoop loop, int port, ReaderTally tally, QuoteScanner scanner, String path, boolean longPoll)
            throws IOException {
        super(loop, port, false, tally);
        this.scanner = scanner;
        this.longPoll = longPoll;
        this.beforeVersion = "GET " + path;
        ask();
    }

    @Override
    boolean open() {
        return !version.isEmpty();
    }

    /** Asks, unless the last question has not been answered yet. */
    void ask() throws IOException {
        if (asking) {
            return;
        }
        asking = true;
        String after = version.isEmpty() ? "" : "&after=" + version + (longPoll ? "&wait=30" : "");
        String request = beforeVersion + after + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n";
        send(ByteBuffer.wrap(request.getBytes(US_ASCII)));
    }

    @Override
    void received(ByteBuffer shared, int limit, long nowNanos) throws IOException {
        for (int at = 0; at < limit; ) {
            at = head.complete() ? at : readHead(shared, at, limit);
            at = body.skipFraming(shared, at, limit);
            int data = body.dataAvailable(at, limit);
            scanner.scan(shared, at, at + data, nowNanos);
            body.consumed(data);
            at += data;
            if (head.complete() && body.ended()) {
                answered();
                return;
            }
        }
    }

    /** Between two questions a server may end a connection. */
    @Override
    void ended() throws IOException {
        if (asking) {
            super.ended();
            asking = false;
        }
        head.clear();
        reconnect();
        if (longPoll) {
            ask();
        }
    }

    private int readHead(ByteBuffer shared, int from, int limit) throws IOException {
        int at = head.read(shared, from, limit);
        if (head.complete()) {
            body = head.status() == NOT_MODIFIED ? ChunkCursor.plain(0) : head.body();
        }
        return at;
    }

    private void answered() throws IOException {
        int status = head.status();
        if (status == OK) {
            String tag = head.header("etag");
            version = tag.substring(tag.indexOf('"') + 1, tag.lastIndexOf('"'));
        } else if (status == TOO_MANY_REQUESTS) {
            tally().refused++;
        } else if (status != NOT_MODIFIED) {
            throw new IOException("polling failed, the server answered: " + head);
        }
        boolean last = head.header("connection").equals("close");
        head.clear();
        asking = false;
        if (last) {
            reconnect();
        }
        if (longPoll) {
            ask();
        }
    }
}
