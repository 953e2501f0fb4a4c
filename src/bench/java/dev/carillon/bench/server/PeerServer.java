package dev.carillon.bench.server;

import dev.carillon.bench.Dialect;
import dev.carillon.bench.Scenario;
import dev.carillon.bench.TickerMode;
import java.io.IOException;
import java.util.List;

/** A server under test in processes of its own. */
public interface PeerServer {
    /** Its name in the table. */
    String name();

    Dialect dialect();

    /** The live heap can be asked for with {@code jcmd}. */
    boolean isJvm();

    /** Events can be read after they were published. */
    boolean keepsEvents();

    /** Whether it can do what the scenario asks for. */
    default boolean takesPartIn(Scenario scenario) {
        return switch (scenario.kind()) {
            case CHAT -> false;
            case TICKER -> !tickerModes().isEmpty();
            case STEADY, IDLE, STOPPED_READER, REPLAY, BESIDE_REPLAY ->
                !scenario.isForSocketIo() && (keepsEvents() || !scenario.needsLog());
        };
    }

    /** How its readers can get quotes. */
    default List<TickerMode> tickerModes() {
        return List.of();
    }

    /**
     * Starts it on a port of the loopback interface and returns when it takes events.
     *
     * @param history how many events it must keep; 0 for what is usual
     */
    ServerProcess start(int port, int history) throws IOException;

    /** What keeps this server from being measured here (a program that is not installed, a file that is not built). */
    List<String> missing();
}
