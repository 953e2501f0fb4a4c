package dev.carillon.bench.load;

import java.io.IOException;

/** The steps of one kind of scenario. */
interface Course {
    /** Goes through the steps on a rig without connections, and puts what it found into {@code figures}. */
    void run(Rig rig, Figures figures) throws IOException;

    static Course of(Settings settings) {
        return switch (settings.scenario().kind()) {
            case STEADY -> new SteadyCourse(settings);
            case IDLE -> new IdleCourse(settings);
            case STOPPED_READER -> new StoppedReaderCourse(settings);
            case REPLAY -> new ReplayCourse(settings);
            case BESIDE_REPLAY -> new BesideReplayCourse(settings);
            case CHAT, TICKER -> throw new IllegalArgumentException(settings.scenario() + " has no rig");
        };
    }
}
