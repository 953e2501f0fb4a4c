package dev.carillon.bench.load;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;

/**
 * Clients that come and read everything that was published before. They are counted apart from the audience.
 *
 * <p>Threading: the generator's one thread.
 */
final class Replays implements Closeable {
    private static final long WAIT_NANOS = 20_000_000;

    /** So many are opened before the server is given time to accept them: with a full queue they would wait for a second SYN. */
    private static final int ACCEPT_QUEUE = 50;

    private static final long ACCEPT_NANOS = 50_000_000;

    /** Nothing for so long means that nothing more will come. */
    private static final long SILENCE_NANOS = 10_000_000_000L;

    private final EventLoop loop;
    private final Settings settings;
    private final Tally tally = new Tally();
    private final History history;
    private final List<Subscriber> reading = new ArrayList<>();
    private long lost;
    private long undelivered;

    Replays(EventLoop loop, Settings settings) {
        this.loop = loop;
        this.settings = settings;
        this.history = new History(loop, settings, tally);
    }

    /** Publishes what will be read. */
    void prepare() throws IOException {
        history.publish();
    }

    /**
     * Clients that are connected already ask at once.
     *
     * @param doneMicros is given the time after which each had everything
     * @return the nanoseconds until all had everything
     */
    long run(int clients, Histogram doneMicros) throws IOException {
        List<SocketChannel> sockets = connect(clients);
        long start = System.nanoTime();
        for (SocketChannel socket : sockets) {
            ask(socket);
        }
        long lastProgress = start;
        long seen = tally.deliveries;
        while (!reading.isEmpty() && System.nanoTime() - lastProgress < SILENCE_NANOS) {
            loop.turn(WAIT_NANOS);
            if (tally.deliveries > seen) {
                seen = tally.deliveries;
                lastProgress = System.nanoTime();
            }
            takeOutTheDone(nanos -> doneMicros.recordValue((nanos - start) / 1_000));
        }
        giveUp();
        return tally.lastDeliveryNanos - start;
    }

    /** To be called now and then: there is always one client that reads. */
    void keepOneReading() throws IOException {
        takeOutTheDone(nanos -> {});
        if (reading.isEmpty()) {
            ask(SocketChannel.open(Loopback.server(settings.port())));
        }
    }

    /** Ends the client that reads; what it has not got is not missed. */
    void stopReading() throws IOException {
        for (Subscriber subscriber : reading) {
            lost += subscriber.check().lost();
            subscriber.close();
        }
        reading.clear();
        loop.turn(0);
    }

    Tally tally() {
        return tally;
    }

    long lost() {
        return lost;
    }

    long undelivered() {
        return undelivered;
    }

    @Override
    public void close() throws IOException {
        stopReading();
    }

    private List<SocketChannel> connect(int clients) throws IOException {
        List<SocketChannel> sockets = new ArrayList<>();
        while (sockets.size() < clients) {
            sockets.add(SocketChannel.open(Loopback.server(settings.port())));
            if (sockets.size() % ACCEPT_QUEUE == 0) {
                loop.turnFor(ACCEPT_NANOS);
            }
        }
        return sockets;
    }

    private void ask(SocketChannel socket) throws IOException {
        var expectation = new Subscriber.Expectation(1, settings.traffic().dataBytes(), true, tally);
        reading.add(
                new Subscriber(loop, socket, settings.dialect().replay(history.channelName()), 0, expectation));
    }

    private void takeOutTheDone(LongConsumer atNanos) throws IOException {
        long now = System.nanoTime();
        for (Iterator<Subscriber> all = reading.iterator(); all.hasNext(); ) {
            Subscriber subscriber = all.next();
            long missing = subscriber.check().undelivered(history.lastSequence());
            if (missing == 0 || subscriber.closed()) {
                atNanos.accept(now);
                lost += subscriber.check().lost();
                undelivered += missing;
                subscriber.close();
                all.remove();
            }
        }
    }

    private void giveUp() throws IOException {
        for (Subscriber subscriber : reading) {
            undelivered += subscriber.check().undelivered(history.lastSequence());
        }
        stopReading();
    }
}
