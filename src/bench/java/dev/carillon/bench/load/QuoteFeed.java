package dev.carillon.bench.load;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Publishes quotes of random symbols at a pace. Each connection has symbols of its own, so that no quote overtakes an older one of
 * the same symbol.
 *
 * <p>A quote counts from when it is made, whether a connection is free or not. When those of a second wait, no more are made, and
 * the report says how many there were.
 *
 * <p>Threading: the generator's one thread.
 */
final class QuoteFeed implements Closeable {
    private static final long WAIT_NANOS = 20_000_000;
    private static final long MAX_FIRST_NANOS = 60_000_000_000L;

    private final EventLoop loop;
    private final List<QuoteLane> lanes = new ArrayList<>();
    private boolean running;

    QuoteFeed(EventLoop loop, Settings settings, QuoteBook book, Tally tally) throws IOException {
        this.loop = loop;
        int count = settings.traffic().publishers();
        for (int i = 0; i < count; i++) {
            int[] symbols = IntStream.iterate(i, symbol -> symbol < book.symbols(), symbol -> symbol + count)
                    .toArray();
            lanes.add(new QuoteLane(loop, settings, book, symbols, tally));
        }
    }

    /** Publishes one quote of each symbol, as fast as they are taken. */
    void publishFirst() throws IOException {
        long deadline = System.nanoTime() + MAX_FIRST_NANOS;
        lanes.forEach(QuoteLane::makeFirst);
        while (!idle()) {
            sendDue();
            loop.turn(WAIT_NANOS);
            if (System.nanoTime() > deadline) {
                throw new IOException("the first quotes of all symbols were not taken in time");
            }
        }
    }

    void start() {
        running = true;
        long now = System.nanoTime();
        for (int i = 0; i < lanes.size(); i++) {
            lanes.get(i).start(now + lanes.get(i).intervalNanos() * i / lanes.size());
        }
    }

    void stop() {
        running = false;
    }

    void sendDue() throws IOException {
        long now = System.nanoTime();
        for (QuoteLane lane : lanes) {
            if (running) {
                lane.makeDue(now);
            }
            lane.send(now);
        }
    }

    /** Every request was answered. */
    boolean idle() {
        return lanes.stream().allMatch(QuoteLane::idle);
    }

    /** How long the loop may wait for sockets before {@link #sendDue()} has something to do. */
    long waitNanos(long nowNanos) {
        long wait = WAIT_NANOS;
        for (QuoteLane lane : lanes) {
            if (running) {
                wait = Math.min(wait, lane.dueNanos() - nowNanos);
            }
        }
        return Math.max(0, wait);
    }

    @Override
    public void close() throws IOException {
        for (QuoteLane lane : lanes) {
            lane.close();
        }
    }
}
