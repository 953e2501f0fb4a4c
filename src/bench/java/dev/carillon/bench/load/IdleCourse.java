package dev.carillon.bench.load;

import java.io.IOException;
import org.HdrHistogram.Histogram;

/**
 * Memory of idle connections, then the time until a broadcast has reached the last of them.
 *
 * <p>The live heap is compared with that after a rehearsal with all connections, which leaves pools, class data and code
 * behind: the difference is what the connections hold. Resident memory is compared with that after a small rehearsal,
 * because hardly any allocator gives back what it once had: the difference is how much larger the processes become.
 */
final class IdleCourse implements Course {
    private static final int WARM_UP_BROADCASTS = 10;
    private static final int BROADCASTS = 20;

    /** The small rehearsal has this fraction of the subscribers. */
    private static final int SMALL = 20;

    private static final long BETWEEN_BROADCASTS_NANOS = 1_000_000_000L;
    private static final long SETTLE_NANOS = 3_000_000_000L;

    private final Settings settings;

    IdleCourse(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void run(Rig rig, Figures figures) throws IOException {
        ProcessProbe.Memory small = rehearse(rig, settings.traffic().subscribers() / SMALL);
        ProcessProbe.Memory before = rehearse(rig, settings.traffic().subscribers());

        rig.connect();
        rig.loop().turnFor(SETTLE_NANOS);
        ProcessProbe.Memory after = rig.server().memory();
        // For whoever wonders about the figures: it stays in the log of the generator.
        System.out.println("memory " + small + " " + before + " " + after);
        double connections = settings.traffic().subscribers();
        figures.put("rssKbPerConnection", (after.rssKb() - small.rssKb()) / connections);
        if (settings.serverIsJvm()) {
            figures.put("heapKbPerConnection", (after.liveHeapKb() - before.liveHeapKb()) / connections);
        }

        // After the collection some of the code may have to warm up again.
        broadcast(rig, WARM_UP_BROADCASTS / 2);
        long deliveries = rig.tally().deliveries;
        long cpuMicros = rig.server().cpuMicros();
        figures.putLatency(broadcast(rig, BROADCASTS));
        cpuMicros = rig.server().cpuMicros() - cpuMicros;
        figures.put("cpuPerDelivery", (double) cpuMicros / (rig.tally().deliveries - deliveries));
    }

    /** Opens connections, uses and closes them; the memory that remains. */
    private static ProcessProbe.Memory rehearse(Rig rig, int subscribers) throws IOException {
        rig.connect(subscribers);
        broadcast(rig, WARM_UP_BROADCASTS);
        rig.audience().disconnect();
        // A server may notice only when it writes that a client has gone, and often only at the second write.
        broadcast(rig, WARM_UP_BROADCASTS / 2);
        rig.loop().turnFor(SETTLE_NANOS);
        return rig.server().memory();
    }

    /** One a second; the microseconds until the last subscriber had each. */
    private static Histogram broadcast(Rig rig, int times) throws IOException {
        Histogram lastReachedMicros = new Histogram(600_000_000L, 3);
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            lastReachedMicros.recordValue(Math.max(0, rig.broadcast() / 1_000));
            rig.loop().turnFor(BETWEEN_BROADCASTS_NANOS - (System.nanoTime() - start));
        }
        return lastReachedMicros;
    }
}
