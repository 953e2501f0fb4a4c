package dev.carillon.it.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Many clients that begin a request and then send one byte of it now and then, on one thread.
 *
 * <p>Threading: one thread drips; the others may ask what became of them.
 */
public final class Drip implements AutoCloseable {

    private final Selector selector = Selector.open();
    private final byte[] rest;
    private final long intervalNanos;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong shortestNanos = new AtomicLong(Long.MAX_VALUE);
    private final Map<String, Integer> answers = new ConcurrentSkipListMap<>();
    private final Thread thread = new Thread(this::run, "drip");
    private volatile boolean stopping;
    private int next;

    /** A connection. */
    private static final class Client {
        private final long begunNanos = System.nanoTime();
        private @Nullable String answer;
    }

    /**
     * Connects one after the other.
     *
     * @param begin what each sends at once
     * @param rest of which each sends one byte after each interval, from the beginning again at its end; empty for silence
     */
    public Drip(int port, int size, String begin, String rest, Duration interval) throws IOException {
        this.rest = rest.getBytes(StandardCharsets.ISO_8859_1);
        this.intervalNanos = interval.toNanos();
        byte[] first = begin.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < size; i++) {
            Client client = new Client();
            SocketChannel channel = SocketChannel.open();
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.write(ByteBuffer.wrap(first));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, client);
            open.incrementAndGet();
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** Those whom the server has not ended. */
    public int open() {
        return open.get();
    }

    /** From before its beginning to after its end, of the connection that the server has ended first. */
    public Duration shortest() {
        return Duration.ofNanos(shortestNanos.get());
    }

    /** How many got which status line, or none. */
    public Map<String, Integer> answers() {
        return new TreeMap<>(answers);
    }

    private void run() {
        ByteBuffer buffer = ByteBuffer.allocate(16 << 10);
        long due = System.nanoTime() + intervalNanos;
        try {
            while (!stopping) {
                selector.select(key -> read(key, buffer), 50);
                if (rest.length > 0 && System.nanoTime() >= due) {
                    due += intervalNanos;
                    byte one = rest[next++ % rest.length];
                    selector.keys().forEach(key -> write(key, one));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(SelectionKey key, byte one) {
        if (!key.isValid()) {
            return;
        }
        try {
            ((SocketChannel) key.channel()).write(ByteBuffer.wrap(new byte[] {one}));
        } catch (IOException reset) {
            end(key);
        }
    }

    private void read(SelectionKey key, ByteBuffer buffer) {
        Client client = (Client) key.attachment();
        try {
            buffer.clear();
            int count = ((SocketChannel) key.channel()).read(buffer);
            if (count < 0) {
                end(key);
            } else if (client.answer == null) {
                String text = StandardCharsets.ISO_8859_1.decode(buffer.flip()).toString();
                client.answer = text.lines().findFirst().orElse("");
            }
        } catch (IOException reset) {
            end(key);
        }
    }

    private void end(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        key.cancel();
        try {
            key.channel().close();
        } catch (IOException closedAnyway) {
            throw new IllegalStateException(closedAnyway);
        }
        Client client = (Client) key.attachment();
        shortestNanos.accumulateAndGet(System.nanoTime() - client.begunNanos, Math::min);
        answers.merge(client.answer == null ? "" : client.answer, 1, Integer::sum);
        open.decrementAndGet();
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
}
