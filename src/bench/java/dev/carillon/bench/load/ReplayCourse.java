package dev.carillon.bench.load;

import java.io.IOException;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/** The history is replayed to all clients at once, again and again: as a warm-up, then until the window is over. */
final class ReplayCourse implements Course {
    private final Settings settings;

    ReplayCourse(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void run(Rig rig, Figures figures) throws IOException {
        rig.replays().prepare();
        replay(rig, settings.warmUp(), Tally.newHistogram());

        Histogram doneMicros = Tally.newHistogram();
        long deliveries = rig.replays().tally().deliveries;
        long serverMicros = rig.server().cpuMicros();
        long generatorMicros = rig.self().cpuMicros();
        long nanos = replay(rig, settings.window(), doneMicros);
        deliveries = rig.replays().tally().deliveries - deliveries;
        figures.put("deliveriesPerSecond", deliveries / (nanos / 1e9));
        figures.putLatency(doneMicros);
        figures.put("cpuPerDelivery", (double) (rig.server().cpuMicros() - serverMicros) / deliveries);
        figures.put("generatorPerDelivery", (double) (rig.self().cpuMicros() - generatorMicros) / deliveries);
    }

    /** At least once; the nanoseconds in which clients were reading. */
    private long replay(Rig rig, Duration duration, Histogram doneMicros) throws IOException {
        long nanos = 0;
        do {
            nanos += rig.replays().run(settings.traffic().subscribers(), doneMicros);
        } while (nanos < duration.toNanos());
        return nanos;
    }
}
