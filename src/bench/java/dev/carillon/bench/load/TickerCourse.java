package dev.carillon.bench.load;

import dev.carillon.bench.TickerMode;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Readers of quotes: warm-up, memory, a window of the same traffic, then the feed stops and everybody gets what is on its way, and
 * memory again. What the window amounts to is counted until the feed stops.
 *
 * <p>Threading: the generator's one thread.
 */
final class TickerCourse implements Closeable {
    private static final long SAMPLE_NANOS = 100_000_000L;
    private static final long SILENCE_NANOS = 5_000_000_000L;
    private static final long MAX_DRAIN_NANOS = 60_000_000_000L;

    private final Settings settings;
    private final Tally tally = new Tally();
    private final Figures figures = new Figures();
    private final ProcessProbe server;
    private final ProcessProbe self =
            new ProcessProbe(List.of(ProcessHandle.current().pid()), false);
    private final QuoteBook book;
    private final Holdings holdings;
    private final EventLoop loop = new EventLoop();
    private final QuoteFeed feed;
    private final TickerAudience audience;

    private TickerCourse(Settings settings) throws IOException {
        this.settings = settings;
        this.server = new ProcessProbe(settings.serverPids(), settings.serverIsJvm());
        this.book = new QuoteBook(settings.traffic().channels());
        int readers = settings.tickerMode() == TickerMode.NOBODY
                ? 0
                : settings.traffic().subscribers();
        this.holdings = new Holdings(
                book, readers, settings.traffic().channelsEach(), settings.tickerMode() == TickerMode.PUSH_SLOW);
        this.feed = new QuoteFeed(loop, settings, book, tally);
        this.audience = new TickerAudience(loop, settings, holdings);
    }

    static Measurement run(Settings settings) throws IOException {
        try (TickerCourse course = new TickerCourse(settings)) {
            return course.run();
        }
    }

    /** Where all counters stand. */
    private record Counters(
            long nanos,
            long quotes,
            long changes,
            long requests,
            long bytes,
            long serverMicros,
            long selfMicros,
            long machineMicros) {}

    private Measurement run() throws IOException {
        feed.publishFirst();
        audience.connect();
        traffic(settings.warmUp());
        drain();
        putMemory("Begin");

        tally.takeAcknowledged();
        holdings.forgetTimes();
        Counters before = counters();
        traffic(settings.window());
        putWindow(before, counters());
        putTimes();

        figures.put("drainSeconds", drain() / 1e9);
        figures.count("withoutNewest", holdings.withoutNewest());
        figures.count("outOfOrder", holdings.older);
        figures.count("repeated", holdings.repeated);
        figures.count("refused", tally.refused + audience.tally().refused);
        figures.count("closed", audience.tally().closedByServer);
        putMemory("End");
        return figures.measured();
    }

    @Override
    public void close() throws IOException {
        feed.close();
        audience.close();
        loop.close();
    }

    private void traffic(Duration duration) throws IOException {
        audience.slowDown(true);
        feed.start();
        long start = System.nanoTime();
        long nextSample = start;
        for (long now = start; now - start < duration.toNanos(); now = System.nanoTime()) {
            turn(now);
            if (now >= nextSample) {
                holdings.sample(System.nanoTime());
                nextSample = Math.max(nextSample + SAMPLE_NANOS, now);
            }
        }
        feed.stop();
    }

    /** Until everybody has the newest quotes, or nothing comes any more; the nanoseconds until the last change. */
    private long drain() throws IOException {
        audience.slowDown(false);
        long start = System.nanoTime();
        long lastProgress = start;
        long seen = holdings.changes;
        while (!feed.idle() || holdings.withoutNewest() > 0) {
            long turnsEnd = System.nanoTime() + SAMPLE_NANOS;
            for (long now = System.nanoTime(); now < turnsEnd; now = System.nanoTime()) {
                turn(now);
            }
            if (holdings.changes > seen || !feed.idle()) {
                seen = holdings.changes;
                lastProgress = turnsEnd;
            }
            if (turnsEnd - lastProgress > SILENCE_NANOS || turnsEnd - start > MAX_DRAIN_NANOS) {
                break;
            }
        }
        return Math.max(0, holdings.lastChangeNanos - start);
    }

    private void turn(long nowNanos) throws IOException {
        loop.turn(Math.min(feed.waitNanos(nowNanos), audience.waitNanos(nowNanos)));
        feed.sendDue();
        audience.look(System.nanoTime());
    }

    private Counters counters() throws IOException {
        return new Counters(
                System.nanoTime(),
                book.quotes(),
                holdings.changes,
                audience.tally().requests,
                audience.tally().bytesIn + audience.tally().bytesOut,
                server.cpuMicros(),
                self.cpuMicros(),
                ProcessProbe.machineCpuMicros());
    }

    private void putWindow(Counters before, Counters after) {
        double micros = (after.nanos - before.nanos) / 1e3;
        double seconds = micros / 1e6;
        long quotes = after.quotes - before.quotes;
        long changes = after.changes - before.changes;
        long serverMicros = after.serverMicros - before.serverMicros;
        long selfMicros = after.selfMicros - before.selfMicros;
        figures.put("eventsPerSecond", quotes / seconds);
        figures.put("pacePercent", 100 * quotes / seconds / settings.traffic().eventsPerSecond());
        figures.put("serverCores", serverMicros / micros);
        figures.put("generatorCores", selfMicros / micros);
        figures.put(
                "otherCores", (after.machineMicros - before.machineMicros - serverMicros - selfMicros) / micros);
        if (changes > 0) {
            figures.put("deliveriesPerSecond", changes / seconds);
            figures.put("requestsPerSecond", (after.requests - before.requests) / seconds);
            figures.put("cpuPerDelivery", (double) serverMicros / changes);
            figures.put("generatorPerDelivery", (double) selfMicros / changes);
            figures.put("bytesPerDelivery", (double) (after.bytes - before.bytes) / changes);
        }
    }

    private void putTimes() {
        Histogram acknowledged = tally.takeAcknowledged();
        figures.put("ackP50", acknowledged.getValueAtPercentile(50) / 1e3);
        figures.put("ackP99", acknowledged.getValueAtPercentile(99) / 1e3);
        if (holdings.readers() > 0) {
            figures.putLatency(holdings.delayMicros());
            putAge("age", holdings.ageMicros());
        }
        if (holdings.slowAgeMicros().getTotalCount() > 0) {
            putAge("slowAge", holdings.slowAgeMicros());
        }
    }

    private void putAge(String name, Histogram micros) {
        figures.put(name + "Mean", micros.getMean() / 1e3);
        figures.put(name + "P50", micros.getValueAtPercentile(50) / 1e3);
        figures.put(name + "P99", micros.getValueAtPercentile(99) / 1e3);
    }

    private void putMemory(String when) throws IOException {
        ProcessProbe.Memory memory = server.memory();
        figures.put("rssMb" + when, memory.rssKb() / 1024.0);
        if (settings.serverIsJvm()) {
            figures.put("heapMb" + when, memory.liveHeapKb() / 1024.0);
        }
    }
}
