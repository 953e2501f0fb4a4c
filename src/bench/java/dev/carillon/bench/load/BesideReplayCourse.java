package dev.carillon.bench.load;

import java.io.IOException;

/**
 * A window of live traffic alone, and one in which somebody replays the history all the time. Latency, rates and CPU are those
 * of the second one, the deliveries those of the live subscribers.
 */
final class BesideReplayCourse implements Course {
    private final Settings settings;

    BesideReplayCourse(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void run(Rig rig, Figures figures) throws IOException {
        Replays replays = rig.replays();
        replays.prepare();
        rig.connect();
        rig.traffic(settings.warmUp(), replays::keepOneReading);
        replays.stopReading();
        rig.traffic(settings.warmUp(), () -> {});

        Rig.Window alone = rig.traffic(settings.window(), () -> {});
        figures.put("p50Alone", alone.latencyMicros().getValueAtPercentile(50) / 1e3);
        figures.put("p99Alone", alone.latencyMicros().getValueAtPercentile(99) / 1e3);

        long replayed = replays.tally().deliveries;
        Rig.Window beside = rig.traffic(settings.window(), replays::keepOneReading);
        figures.put(beside);
        figures.put("replayedPerSecond", (replays.tally().deliveries - replayed) / (beside.nanos() / 1e9));
        replays.stopReading();
    }
}
