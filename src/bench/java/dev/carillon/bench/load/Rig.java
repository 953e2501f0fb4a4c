package dev.carillon.bench.load;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Publisher, audience and probes of one run, and the two things that are done with them. Threading: one thread. */
final class Rig implements Closeable {
    /** No delivery for so long means that nothing more will come. */
    private static final long SILENCE_NANOS = 5_000_000_000L;

    /** However much is on its way when the publisher stops, the run goes on after this. */
    private static final long MAX_DRAIN_NANOS = 60_000_000_000L;

    private final Settings settings;
    private final EventLoop loop = new EventLoop();
    private final Tally tally = new Tally();
    private final ProcessProbe self =
            new ProcessProbe(List.of(ProcessHandle.current().pid()), false);
    private final ProcessProbe server;
    private final EventSource source;
    private final Audience audience;
    private final Publisher publisher;
    private final Replays replays;

    Rig(Settings settings) throws IOException {
        this.settings = settings;
        this.server = new ProcessProbe(settings.serverPids(), settings.serverIsJvm());
        this.source = EventSource.of(settings);
        this.audience = new Audience(loop, settings, tally);
        this.publisher = new Publisher(loop, settings, source, audience, tally);
        this.replays = new Replays(loop, settings);
    }

    /** Something to look at now and then while traffic runs. */
    interface Watcher {
        void look() throws IOException;
    }

    /**
     * What a window of traffic amounted to.
     *
     * @param nanos from the first publish to the last delivery
     */
    record Window(
            long events,
            long deliveries,
            long nanos,
            Histogram latencyMicros,
            Histogram acknowledgedMicros,
            long serverMicros,
            long generatorMicros) {}

    void connect() throws IOException {
        connect(settings.traffic().subscribers());
    }

    /** Opens fewer streams than the scenario has. */
    void connect(int subscribers) throws IOException {
        audience.connect(source, subscribers);
    }

    /** Publishes in a closed loop for {@code duration}, whatever the pace is, then waits until everything has arrived. */
    void rush(Duration duration) throws IOException {
        long start = System.nanoTime();
        publisher.rush();
        while (System.nanoTime() - start < duration.toNanos()) {
            turn();
        }
        publisher.stop();
        drain();
    }

    /** Publishes for {@code duration}, then waits until everything has arrived. */
    Window traffic(Duration duration, Watcher watcher) throws IOException {
        long events = source.events();
        long deliveries = tally.deliveries;
        long serverMicros = server.cpuMicros();
        long generatorMicros = self.cpuMicros();
        tally.takeLatency();
        tally.takeAcknowledged();
        long start = System.nanoTime();
        publisher.start();
        for (long now = start; now - start < duration.toNanos(); now = System.nanoTime()) {
            turn();
            watcher.look();
        }
        publisher.stop();
        drain();
        return new Window(
                source.events() - events,
                tally.deliveries - deliveries,
                tally.lastDeliveryNanos - start,
                tally.takeLatency(),
                tally.takeAcknowledged(),
                server.cpuMicros() - serverMicros,
                self.cpuMicros() - generatorMicros);
    }

    /** Publishes one request and waits for it to arrive everywhere; nanoseconds until the last subscriber had it. */
    long broadcast() throws IOException {
        long start = System.nanoTime();
        publisher.start();
        publisher.stop();
        drain();
        return tally.lastDeliveryNanos - start;
    }

    EventLoop loop() {
        return loop;
    }

    Tally tally() {
        return tally;
    }

    ProcessProbe server() {
        return server;
    }

    EventSource source() {
        return source;
    }

    Audience audience() {
        return audience;
    }

    Replays replays() {
        return replays;
    }

    /** The CPU time of the generator. */
    ProcessProbe self() {
        return self;
    }

    @Override
    public void close() throws IOException {
        publisher.close();
        replays.close();
        audience.disconnect();
        loop.close();
    }

    private void drain() throws IOException {
        long start = System.nanoTime();
        long lastProgress = start;
        long seen = tally.deliveries;
        while (!publisher.idle() || tally.deliveries < publisher.expectedDeliveries()) {
            turn();
            long now = System.nanoTime();
            if (tally.deliveries > seen || !publisher.idle()) {
                seen = tally.deliveries;
                lastProgress = now;
            }
            if (now - lastProgress > SILENCE_NANOS || now - start > MAX_DRAIN_NANOS) {
                publisher.writeOff(publisher.expectedDeliveries() - tally.deliveries);
                return;
            }
        }
    }

    private void turn() throws IOException {
        loop.turn(publisher.waitNanos());
        publisher.sendDue();
    }
}
