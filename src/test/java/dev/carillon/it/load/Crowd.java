package dev.carillon.it.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * Many event sources on one thread. Each comes back as a browser does: after the time that it was told last, with the last id that
 * it has seen, to whatever server stands behind the address then. Each must get every event once and in order.
 *
 * <p>Threading: one thread does everything; the others may ask for what was seen.
 */
public final class Crowd implements AutoCloseable {

    private static final int MAX_COMPLAINTS = 20;

    /** Connects at a time: a server's queue of connections that it has not accepted yet is short. */
    private static final int MAX_CONNECTING = 64;

    private final IntSupplier port;
    private final String path;
    private final Selector selector = Selector.open();
    private final PriorityQueue<Source> waiting = new PriorityQueue<>(Comparator.comparingLong(s -> s.dueNanos));
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private final ConcurrentLinkedQueue<Return> returns = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> farewells = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();
    private final List<Source> sources = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "crowd");
    private int connecting;
    private volatile boolean stopping;

    /**
     * A connection that was asked for again.
     *
     * @param nanos when the server has had it come: this machine may be late
     */
    public record Return(long nanos, int port) {}

    /** {@code port} tells where the newest server is; {@code path} is what is asked for. */
    public Crowd(int size, IntSupplier port, String path) throws IOException {
        this.port = port;
        this.path = path;
        for (int i = 0; i < size; i++) {
            Source source = new Source(i);
            sources.add(source);
            waiting.add(source);
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** Sources whose response has begun. */
    public int open() {
        return open.get();
    }

    /** Times at which one was told to come back later, before it had a stream. */
    public int refusals() {
        return refusals.get();
    }

    /** All connections but the first one of each, in their order. */
    public List<Return> returns() {
        return List.copyOf(returns);
    }

    /** The comments with which streams were closed. */
    public List<String> farewells() {
        return List.copyOf(farewells);
    }

    /** What should not have happened. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** How many have seen everything up to here. */
    public long whoHave(String id) {
        long offset = offset(id);
        return sources.stream().filter(source -> source.lastOffset == offset).count();
    }

    private static long offset(String id) {
        return Long.parseLong(id.substring(id.indexOf('-') + 1));
    }

    private void complain(String text) {
        if (complaints.size() < MAX_COMPLAINTS) {
            complaints.add(text);
        }
    }

    private void run() {
        try {
            while (!stopping) {
                connectThoseWhoseTimeHasCome();
                selector.select(this::ready, untilNext());
            }
        } catch (IOException | RuntimeException e) {
            complain("the crowd has failed: " + e);
        }
    }

    private long untilNext() {
        Source next = waiting.peek();
        if (next == null || connecting >= MAX_CONNECTING) {
            return 100;
        }
        return Math.max(1, Math.min(100, (next.dueNanos - System.nanoTime()) / 1_000_000));
    }

    private void connectThoseWhoseTimeHasCome() throws IOException {
        Source next = waiting.peek();
        while (next != null && next.dueNanos - System.nanoTime() <= 0 && connecting < MAX_CONNECTING) {
            waiting.remove();
            next.connect();
            next = waiting.peek();
        }
    }

    private void ready(SelectionKey key) {
        Source source = (Source) key.attachment();
        try {
            if (key.isConnectable()) {
                source.connected(key);
            } else {
                source.read(key);
            }
        } catch (IOException e) {
            source.ended(key);
        }
    }

    @Override
    public void close() throws IOException {
        stopping = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    /** One event source. */
    private final class Source {

        private final int number;
        private final StringBuilder line = new StringBuilder();
        private long dueNanos = System.nanoTime();
        private long retryMillis = 3_000;
        private String lastId = "";
        private volatile long lastOffset = -1;
        private boolean connectedBefore;
        private boolean isConnecting;
        private boolean inBody;
        private boolean counted;

        Source(int number) {
            this.number = number;
        }

        void connect() throws IOException {
            int to = port.getAsInt();
            if (connectedBefore) {
                returns.add(new Return(dueNanos, to));
            }
            inBody = false;
            counted = false;
            line.setLength(0);
            isConnecting = true;
            connecting++;
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, this);
            try {
                if (channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), to))) {
                    connected(key);
                }
            } catch (IOException refused) {
                ended(key);
            }
        }

        void connected(SelectionKey key) throws IOException {
            SocketChannel channel = (SocketChannel) key.channel();
            channel.finishConnect();
            connectedBefore = true;
            String last = lastId.isEmpty() ? "" : "Last-Event-ID: " + lastId + "\r\n";
            String request =
                    "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n" + last + "\r\n";
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1)));
            key.interestOps(SelectionKey.OP_READ);
        }

        void read(SelectionKey key) throws IOException {
            buffer.clear();
            int count = ((SocketChannel) key.channel()).read(buffer);
            if (count < 0) {
                ended(key);
                return;
            }
            arrived();
            buffer.flip();
            while (buffer.hasRemaining()) {
                char c = (char) buffer.get();
                if (c == '\n') {
                    line(line.toString());
                    line.setLength(0);
                } else if (c != '\r') {
                    line.append(c);
                }
            }
        }

        void ended(SelectionKey key) {
            key.cancel();
            try {
                key.channel().close();
            } catch (IOException e) {
                complain("a socket was not closed: " + e);
            }
            arrived();
            if (counted) {
                counted = false;
                open.decrementAndGet();
            }
            dueNanos = System.nanoTime() + retryMillis * 1_000_000;
            waiting.add(this);
        }

        private void arrived() {
            if (isConnecting) {
                isConnecting = false;
                connecting--;
            }
        }

        private void line(String text) {
            if (!inBody) {
                head(text);
            } else if (text.startsWith("retry: ")) {
                retryMillis = Long.parseLong(text.substring(7));
            } else if (text.startsWith("id: ")) {
                id(text.substring(4));
            } else if (text.startsWith(": closed ")) {
                closed(text.substring(9));
            } else if (text.startsWith("event: carillon.gap")) {
                complain(number + " was told of a gap after " + lastId);
            }
        }

        private void head(String text) {
            if (text.startsWith("HTTP/1.1 ") && !text.startsWith("HTTP/1.1 200")) {
                complain(number + " got " + text);
            }
            if (text.startsWith("Carillon-Sink")) {
                counted = true;
                open.incrementAndGet();
            }
            inBody = text.isEmpty();
        }

        private void closed(String reason) {
            farewells.add(reason);
            if (!counted) {
                refusals.incrementAndGet();
            }
        }

        private void id(String id) {
            long offset = offset(id);
            boolean placeOnly = offset == lastOffset && lastId.equals(id);
            if (!lastId.isEmpty() && !placeOnly && offset != lastOffset + 1) {
                complain(number + " got " + id + " after " + lastId);
            }
            lastId = id;
            lastOffset = offset;
        }
    }
}
