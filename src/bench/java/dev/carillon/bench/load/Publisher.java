package dev.carillon.bench.load;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Decides when the next request goes out: at its due time when there is a pace, else as soon as a connection is free.
 *
 * <p>An event carries the moment it is sent, unless it is more than {@link #TIMER_NANOS} late: then it carries the
 * moment it was due, so that a server which keeps publishers waiting does not look fast.
 *
 * <p>Threading: the generator's one thread.
 */
final class Publisher implements PublishConnection.Owner {
    /** The selector's timer has milliseconds; what is within two of them is the generator's doing. */
    private static final long TIMER_NANOS = 2_000_000;

    private static final long IDLE_WAIT_NANOS = 20_000_000;

    private final EventSource source;
    private final Audience audience;
    private final Tally tally;
    private final long intervalNanos;
    private final List<PublishConnection> connections = new ArrayList<>();
    private final Deque<PublishConnection> free = new ArrayDeque<>();

    private boolean running;

    /** Nothing waits for the pace. */
    private boolean rushing;

    private long dueNanos;
    private long expectedDeliveries;

    Publisher(EventLoop loop, Settings settings, EventSource source, Audience audience, Tally tally)
            throws IOException {
        this.source = source;
        this.audience = audience;
        this.tally = tally;
        double pace = settings.traffic().eventsPerSecond();
        this.intervalNanos = pace == 0 ? 0 : Math.round(1e9 * settings.traffic().batch() / pace);
        for (int i = 0; i < settings.traffic().publishers(); i++) {
            PublishConnection connection = PublishConnection.open(loop, settings, this);
            connections.add(connection);
            free.add(connection);
        }
    }

    void start() throws IOException {
        rushing = false;
        begin();
    }

    /** The same events, each as soon as the one before is acknowledged, whatever the pace is. */
    void rush() throws IOException {
        rushing = true;
        begin();
    }

    private void begin() throws IOException {
        running = true;
        dueNanos = System.nanoTime();
        sendDue();
    }

    void stop() {
        running = false;
    }

    /** Sends what is due. */
    void sendDue() throws IOException {
        long now = System.nanoTime();
        if (free.size() < connections.size() && tally.refused > 0) {
            for (PublishConnection connection : connections) {
                connection.resendIfDue(now);
            }
        }
        while (running && !free.isEmpty() && now >= dueNanos) {
            expectedDeliveries += (long) audience.listeners() * send(now);
        }
    }

    /** Every request was answered. */
    boolean idle() {
        return free.size() == connections.size();
    }

    /** How long the loop may wait for sockets before {@link #sendDue()} has something to do. */
    long waitNanos() {
        if (!running || free.isEmpty()) {
            return IDLE_WAIT_NANOS;
        }
        return Math.max(1, Math.min(IDLE_WAIT_NANOS, dueNanos - System.nanoTime()));
    }

    /** Deliveries that all events so far must lead to, but for those written off. */
    long expectedDeliveries() {
        return expectedDeliveries;
    }

    /** Waits no longer for deliveries that have not come. */
    void writeOff(long deliveries) {
        expectedDeliveries -= deliveries;
    }

    @Override
    public void acknowledged(PublishConnection connection) throws IOException {
        tally.acknowledged(System.nanoTime() - connection.sentNanos());
        free.add(connection);
        sendDue();
    }

    @Override
    public void refused() {
        tally.refused++;
    }

    void close() throws IOException {
        for (PublishConnection connection : connections) {
            connection.close();
        }
    }

    private long send(long now) throws IOException {
        boolean paced = intervalNanos > 0 && !rushing;
        boolean late = paced && now - dueNanos > TIMER_NANOS;
        long before = source.events();
        free.remove().send(source, late ? dueNanos : now);
        dueNanos = paced ? dueNanos + intervalNanos : now;
        return source.events() - before;
    }
}
