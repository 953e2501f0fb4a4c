package dev.carillon.bench.load;

import java.io.IOException;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/** A window in which all read, then a longer one in which one has stopped. The latencies are those of the others. */
final class StoppedReaderCourse implements Course {
    /** Long enough for the write timeout of a container (Tomcat: 20 s) to show. */
    private static final int LONGER = 3;

    /** Looking costs a few milliseconds, as the kernel lists all connections. */
    private static final long LOOK_NANOS = 500_000_000L;

    private final Settings settings;

    StoppedReaderCourse(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void run(Rig rig, Figures figures) throws IOException {
        rig.connect();
        rig.traffic(settings.warmUp(), () -> {});
        Histogram undisturbed = rig.traffic(settings.window(), () -> {}).latencyMicros();
        figures.put("p99AllReading", undisturbed.getValueAtPercentile(99) / 1e3);

        long rssKb = rig.server().rssKb();
        Subscriber stopped = rig.audience().stopLast();
        try {
            EndWatch watch = new EndWatch(new ServerSideSocket(settings.port(), stopped.localPort()));
            Duration duration = settings.window().multipliedBy(LONGER);
            figures.put(rig.traffic(duration, watch));
            if (watch.ended) {
                figures.put("stoppedEndedAfterSeconds", watch.afterNanos / 1e9);
            }
            figures.put("stoppedWindowSeconds", duration.toMillis() / 1e3);
            figures.put("rssGrowthMb", (rig.server().rssKb() - rssKb) / 1024.0);
        } finally {
            stopped.close();
        }
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
            if (!ended && now >= nextLookNanos) {
                nextLookNanos = now + LOOK_NANOS;
                ended = !socket.established();
                afterNanos = now - startNanos;
            }
        }
    }
}
