package dev.carillon.bench.load;

import java.io.IOException;
import java.time.Duration;

/** Warm-up, then one window of the same traffic. */
final class SteadyCourse implements Course {
    /** In a closed loop, and as long at the pace: with 15 s of each, compilers are still at work in the window. */
    private static final Duration PACED_WARM_UP = Duration.ofSeconds(30);

    private final Settings settings;

    SteadyCourse(Settings settings) {
        this.settings = settings;
    }

    /**
     * Where there is a pace, a closed loop warms up first: compilers count calls, and at 20 events/s what is called once for an event
     * is compiled after four minutes, in the middle of what is measured.
     */
    @Override
    public void run(Rig rig, Figures figures) throws IOException {
        rig.connect();
        Duration warmUp = settings.warmUp();
        if (settings.traffic().eventsPerSecond() > 0) {
            warmUp = warmUp.compareTo(PACED_WARM_UP) < 0 ? PACED_WARM_UP : warmUp;
            rig.rush(warmUp);
        }
        rig.traffic(warmUp, () -> {});
        figures.put(rig.traffic(settings.window(), () -> {}));
    }
}
