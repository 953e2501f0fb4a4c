package dev.carillon.bench.load;

import java.io.IOException;
import java.util.List;

/**
 * The main class of the load generator's process: subscribers, publisher and clock on one thread, because it shares the
 * cores with the server under test and must cost the same whoever that is.
 *
 * <p>Arguments: see {@link Settings}. The last line on standard output is a {@link Measurement}.
 */
public final class LoadGenerator {
    private LoadGenerator() {}

    public static void main(String[] arguments) throws IOException {
        Settings settings = Settings.fromArguments(List.of(arguments));
        Measurement measurement =
                switch (settings.scenario().kind()) {
                    case CHAT -> ChatCourse.run(settings);
                    case TICKER -> TickerCourse.run(settings);
                    case STEADY, IDLE, STOPPED_READER, REPLAY, BESIDE_REPLAY -> onRig(settings);
                };
        System.out.println(measurement.toLine());
    }

    private static Measurement onRig(Settings settings) throws IOException {
        try (Rig rig = new Rig(settings)) {
            Figures figures = new Figures();
            Course.of(settings).run(rig, figures);
            Replays replays = rig.replays();
            figures.count("lost", rig.audience().lost() + replays.lost());
            figures.count("undelivered", rig.audience().undelivered(rig.source()) + replays.undelivered());
            figures.count("repeated", rig.tally().repeated + replays.tally().repeated);
            figures.count("outOfOrder", rig.tally().outOfOrder + replays.tally().outOfOrder);
            figures.count("refused", rig.tally().refused + replays.tally().refused);
            figures.count("closed", rig.tally().closedByServer + replays.tally().closedByServer);
            return figures.measured();
        }
    }
}
