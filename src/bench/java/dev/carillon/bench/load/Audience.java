package dev.carillon.bench.load;

import dev.carillon.bench.Dialect;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
    /** Those whose stream is open, by index. */
    private final NavigableMap<Integer, Listener> subscribers = new TreeMap<>();

    Audience(EventLoop loop, Settings settings, Tally tally) {
        this.loop = loop;
        this.settings = settings;
        this.tally = tally;
    }

    /**
     * Opens streams, a few at a time, and waits until the server has answered each. A connection that the server ends
     * before its stream begins is counted and opened anew, as a browser would.
     */
    void connect(EventSource source, int count) throws IOException {
        long deadline = System.nanoTime() + MAX_OPENING_NANOS;
        Deque<Integer> waiting = IntStream.range(0, count).boxed().collect(Collectors.toCollection(ArrayDeque::new));
        Map<Integer, Listener> opening = new HashMap<>();
        while (subscribers.size() < count) {
            if (!waiting.isEmpty() && opening.size() < MAX_OPENING) {
                int index = waiting.remove();
                opening.put(index, open(source, index));
            } else {
                loop.turn(10_000_000);
                sort(opening, waiting);
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("only " + subscribers.size() + " of " + count + " streams opened in time");
            }
        }
        loop.turnFor(SETTLE_NANOS);
    }

    void disconnect() throws IOException {
        for (Listener subscriber : subscribers.values()) {
            subscriber.close();
        }
        subscribers.clear();
        loop.turn(0);
    }

    Listener last() {
        return subscribers.lastEntry().getValue();
    }

    /** The last subscriber reads nothing from now on; it is no longer counted. */
    Listener stopLast() {
        Listener last = subscribers.pollLastEntry().getValue();
        last.stopReading();
        return last;
    }

    /** How many subscribers get an event. */
    int listeners() {
        return subscribers.size() / settings.traffic().channels();
    }

    /** Events that were left out, over all subscribers. */
    long lost() {
        return subscribers.values().stream()
                .mapToLong(subscriber -> subscriber.check().lost())
                .sum();
    }

    /** Events that did not come before the end, over all subscribers. */
    long undelivered(EventSource source) {
        return subscribers.values().stream()
                .mapToLong(subscriber -> subscriber.check().undelivered(source.lastSequence(subscriber.channelIndex())))
                .sum();
    }

    /** Moves what is open to the subscribers, and the index of what has failed back to those that wait. */
    private void sort(Map<Integer, Listener> opening, Deque<Integer> waiting) {
        for (Iterator<Map.Entry<Integer, Listener>> entries =
                        opening.entrySet().iterator();
                entries.hasNext(); ) {
            Map.Entry<Integer, Listener> entry = entries.next();
            if (entry.getValue().open()) {
                subscribers.put(entry.getKey(), entry.getValue());
                entries.remove();
            } else if (entry.getValue().closed()) {
                waiting.add(entry.getKey());
                entries.remove();
            }
        }
    }

    private Listener open(EventSource source, int index) throws IOException {
        SocketChannel socket = SocketChannel.open();
        if (settings.stopsLastReader() && index == settings.traffic().subscribers() - 1) {
            Subscriber.shrinkReceiveBuffer(socket);
        }
        if (index >= CONNECTIONS_PER_ADDRESS) {
            socket.bind(Loopback.client(1 + index / CONNECTIONS_PER_ADDRESS));
        }
        socket.connect(Loopback.server(settings.port()));
        int channel = index % settings.traffic().channels();
        var expectation = new Subscriber.Expectation(
                source.lastSequence(channel) + 1,
                settings.traffic().dataBytes(),
                settings.traffic().ordered(),
                tally);
        if (settings.dialect() == Dialect.SOCKET_IO) {
            return new SocketIoListener(loop, socket, expectation);
        }
        return new Subscriber(
                loop, socket, settings.dialect().subscribe(source.channelName(channel)), channel, expectation);
    }
}
