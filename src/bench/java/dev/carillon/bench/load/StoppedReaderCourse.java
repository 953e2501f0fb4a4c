package dev.carillon.bench.load;

import java.io.IOException;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * A window in which all read, one in which one of them has stopped, and one without it. The latencies are those of the others;
 * the three windows differ in nothing else, for the generator looks at the connection in each of them.
 */
final class StoppedReaderCourse implements Course {
    /** Long enough for the write timeout of a container (Tomcat: 20 s) to show. */
    private static final int LONGER = 3;

    /** Looking costs a few milliseconds, as the kernel lists all connections, and an event may have to wait for it. */
    private static final long LOOK_NANOS = 500_000_000L;

    private final Settings settings;

    StoppedReaderCourse(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void run(Rig rig, Figures figures) throws IOException {
        rig.connect();
        rig.traffic(settings.warmUp(), () -> {});
        Duration duration = settings.window().multipliedBy(LONGER);
        Listener last = rig.audience().last();
        var socket = new ServerSideSocket(settings.port(), last.localPort());
        Histogram before = rig.traffic(duration, new EndWatch(socket)).latencyMicros();
        figures.put("p99AllReading", p99Millis(before));

        long rssKb = rig.server().rssKb();
        Listener stopped = rig.audience().stopLast();
        try {
            EndWatch watch = new EndWatch(socket);
            figures.put(rig.traffic(duration, watch));
            if (watch.ended) {
                figures.put("stoppedEndedAfterSeconds", watch.afterNanos / 1e9);
            }
            figures.put("stoppedWindowSeconds", duration.toMillis() / 1e3);
            figures.put("rssGrowthMb", (rig.server().rssKb() - rssKb) / 1024.0);
        } finally {
            stopped.close();
        }
        Histogram after = rig.traffic(duration, new EndWatch(socket)).latencyMicros();
        figures.put("p99AllReadingAfter", p99Millis(after));
    }

    private static double p99Millis(Histogram micros) {
        return micros.getValueAtPercentile(99) / 1e3;
    }

    /** Notes when the server gives the stopped reader up. */
    private static final class EndWatch implements Rig.Watcher {
        private final ServerSideSocket socket;
        private final long startNanos = System.nanoTime();
        private long nextLookNanos = startNanos;
        private long afterNanos;
        private boolean ended;

        EndWatch(ServerSideSocket socket) {
            this.socket = socket;
        }

        @Override
        public void look() throws IOException {
            long now = System.nanoTime();
            if (now >= nextLookNanos) {
                nextLookNanos = now + LOOK_NANOS;
                boolean established = socket.established();
                if (!ended && !established) {
                    ended = true;
                    afterNanos = now - startNanos;
                }
            }
        }
    }
}
