package dev.carillon.bench.load;

import java.io.IOException;

/** Publishes what is to be replayed: batch after batch on one connection. Threading: the generator's one thread. */
final class History implements PublishConnection.Owner {
    private static final int BATCH = 1_000;
    private static final long WAIT_NANOS = 20_000_000;

    private final EventLoop loop;
    private final Settings settings;
    private final Tally tally;
    private final EventSource source;
    private boolean acknowledged;

    History(EventLoop loop, Settings settings, Tally tally) {
        this.loop = loop;
        this.settings = settings;
        this.tally = tally;
        this.source =
                EventSource.ofHistory(settings, Math.min(BATCH, settings.traffic().history()));
    }

    /** Returns when at least so many events as the scenario wants are acknowledged. */
    void publish() throws IOException {
        PublishConnection connection = new HttpPublishConnection(loop, settings.port(), this);
        long start = System.nanoTime();
        try {
            while (source.events() < settings.traffic().history()) {
                double dueSeconds = source.events() / settings.dialect().maxEventsPerSecond();
                loop.turnFor(start + (long) (dueSeconds * 1e9) - System.nanoTime());
                acknowledged = false;
                connection.send(source, System.nanoTime());
                while (!acknowledged) {
                    loop.turn(WAIT_NANOS);
                    connection.resendIfDue(System.nanoTime());
                }
            }
        } finally {
            connection.close();
        }
    }

    String channelName() {
        return source.channelName(0);
    }

    long lastSequence() {
        return source.lastSequence(0);
    }

    @Override
    public void acknowledged(PublishConnection connection) {
        acknowledged = true;
    }

    @Override
    public void refused() {
        tally.refused++;
    }
}
