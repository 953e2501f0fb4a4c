package dev.carillon.it.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many readers of one channel, on one thread. The data of an event begins with {@code T<nanoseconds>;}, the time at which it was
 * published by this JVM's clock.
 *
 * <p>Threading: one thread reads; the others may ask for what was measured.
 */
public final class LatencyAudience implements AutoCloseable {

    private static final int MAX_SAMPLES = 1 << 20;

    private final Selector selector = Selector.open();
    private final List<SocketChannel> channels = new ArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private final long[] samples = new long[MAX_SAMPLES];
    private final AtomicInteger sampleCount = new AtomicInteger();
    private volatile long sinceNanos = System.nanoTime();
    private final Thread thread = new Thread(this::run, "audience");
    private volatile boolean stopping;

    private static final class Reader {
        boolean begun;
        long number;
        boolean inNumber;
    }

    /** Connects one after the other, then begins to read. */
    public LatencyAudience(int port, int size, String request) throws IOException {
        for (int i = 0; i < size; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_RCVBUF, 16 << 10);
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1)));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new Reader());
            channels.add(channel);
        }
        open.set(size);
        thread.setDaemon(true);
        thread.start();
    }

    /** Readers that have received the beginning of their response. */
    public int begun() {
        return begun.get();
    }

    /** Readers whose connection the server has not ended. */
    public int open() {
        return open.get();
    }

    /** Also those of events that were published before and are still on their way. */
    public void forgetSamples() {
        sinceNanos = System.nanoTime();
        sampleCount.set(0);
    }

    /** The latency that 99 of 100 deliveries since {@link #forgetSamples()} did not exceed, in microseconds. */
    public long p99Micros() {
        long[] sorted = Arrays.copyOf(samples, Math.min(sampleCount.get(), MAX_SAMPLES));
        Arrays.sort(sorted);
        return sorted.length == 0 ? Long.MAX_VALUE : sorted[sorted.length * 99 / 100] / 1_000;
    }

    public int sampleCount() {
        return sampleCount.get();
    }

    private void run() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);
        try {
            while (!stopping) {
                selector.select(key -> read(key, buffer), 100);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read(SelectionKey key, ByteBuffer buffer) {
        Reader reader = (Reader) key.attachment();
        try {
            buffer.clear();
            int count = ((SocketChannel) key.channel()).read(buffer);
            if (count < 0) {
                end(key);
                return;
            }
        } catch (IOException reset) {
            end(key);
            return;
        }
        if (!reader.begun) {
            reader.begun = true;
            begun.incrementAndGet();
        }
        buffer.flip();
        scan(reader, buffer, System.nanoTime());
    }

    private void end(SelectionKey key) {
        key.cancel();
        open.decrementAndGet();
    }

    /** {@code T}, digits, {@code ;}. Nothing else in a response looks like that. */
    private void scan(Reader reader, ByteBuffer bytes, long now) {
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            if (b == 'T') {
                reader.number = 0;
                reader.inNumber = true;
            } else if (reader.inNumber && b >= '0' && b <= '9') {
                reader.number = reader.number * 10 + (b - '0');
            } else {
                if (reader.inNumber && b == ';' && reader.number > 0) {
                    sample(reader.number, now);
                }
                reader.inNumber = false;
            }
        }
    }

    private void sample(long publishedNanos, long nowNanos) {
        if (publishedNanos - sinceNanos < 0) {
            return;
        }
        int index = sampleCount.getAndIncrement();
        if (index < MAX_SAMPLES) {
            samples[index] = nowNanos - publishedNanos;
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
        for (SocketChannel channel : channels) {
            channel.close();
        }
        selector.close();
    }
}
