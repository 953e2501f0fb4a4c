package dev.carillon.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** All subscribers of a run. Threading: the generator's one thread. */
final class Audience {
    /** Less than the smallest accept queue in use (Tomcat's {@code acceptCount} is 100), so that no SYN is dropped. */
    private static final int MAX_OPENING = 50;

    /** One address of the loopback range has 28,000 ephemeral ports; earlier connections may still hold some. */
    private static final int CONNECTIONS_PER_ADDRESS = 15_000;

    private static final long MAX_OPENING_NANOS = 120_000_000_000L;

    /** Some servers answer before the subscription is known to all of their processes. */
    private static final long SETTLE_NANOS = 1_000_000_000L;

    private final EventLoop loop;
    private final Settings settings;
    private final Tally tally;
    private final List<Subscriber> subscribers = new ArrayList<>();

    Audience(EventLoop loop, Settings settings, Tally tally) {
        this.loop = loop;
        this.settings = settings;
        this.tally = tally;
    }

    /** Opens streams, a few at a time, and waits until the server has answered each. */
    void connect(EventSource source, int count) throws IOException {
        long deadline = System.nanoTime() + MAX_OPENING_NANOS;
        List<Subscriber> opening = new ArrayList<>();
        for (int i = 0; i < count || !opening.isEmpty(); ) {
            if (i < count && opening.size() < MAX_OPENING) {
                Subscriber subscriber = open(source, i++);
                subscribers.add(subscriber);
                opening.add(subscriber);
            } else {
                loop.turn(10_000_000);
                opening.removeIf(Subscriber::open);
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("only " + (i - opening.size()) + " of " + count + " streams opened in time");
            }
        }
        loop.turnFor(SETTLE_NANOS);
    }

    void disconnect() throws IOException {
        for (Subscriber subscriber : subscribers) {
            subscriber.close();
        }
        subscribers.clear();
        loop.turn(0);
    }

    /** One subscriber reads nothing from now on; it is no longer counted. */
    Subscriber stopOne() {
        Subscriber last = subscribers.remove(subscribers.size() - 1);
        last.stopReading();
        return last;
    }

    /** How many subscribers get an event. */
    int listeners() {
        return subscribers.size() / settings.traffic().channels();
    }

    int size() {
        return subscribers.size();
    }

    long lost(EventSource source) {
        long lost = 0;
        for (Subscriber subscriber : subscribers) {
            lost += subscriber.lost(source.lastSequence(subscriber.channelIndex()));
        }
        return lost;
    }

    private Subscriber open(EventSource source, int index) throws IOException {
        SocketChannel socket = SocketChannel.open();
        if (settings.stopsLastReader() && index == settings.traffic().subscribers() - 1) {
            Subscriber.shrinkReceiveBuffer(socket);
        }
        if (index >= CONNECTIONS_PER_ADDRESS) {
            socket.bind(new InetSocketAddress("127.0.0." + (1 + index / CONNECTIONS_PER_ADDRESS), 0));
        }
        socket.connect(new InetSocketAddress("127.0.0.1", settings.port()));
        int channel = index % settings.traffic().channels();
        var expectation = new Subscriber.Expectation(
                source.lastSequence(channel) + 1, settings.traffic().dataBytes(), tally);
        return new Subscriber(
                loop, socket, settings.dialect().subscribe(source.channelName(channel)), channel, expectation);
    }
}
