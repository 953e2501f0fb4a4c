package dev.carillon.bench.load;

import java.io.IOException;

/** Warm-up, then one window of the same traffic. */
final class SteadyCourse implements Course {
    private final Settings settings;

    SteadyCourse(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void run(Rig rig, Figures figures) throws IOException {
        rig.connect();
        rig.traffic(settings.warmUp(), () -> {});
        figures.put(rig.traffic(settings.window(), () -> {}));
    }
}
