package dev.carillon.socketio.server;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a server of sockets counts since its start.
 *
 * <p>Threading: any thread.
 */
public final class SocketStats {

    private final LongAdder recovered = new LongAdder();
    private final LongAdder begunAnew = new LongAdder();
    private final LongAdder refusedConnects = new LongAdder();
    private final LongAdder refusedPackets = new LongAdder();

    void recovered() {
        recovered.increment();
    }

    void begunAnew() {
        begunAnew.increment();
    }

    void connectRefused() {
        refusedConnects.increment();
    }

    void packetRefused() {
        refusedPackets.increment();
    }

    /** Clients that asked for what they had: {@code recovered}, or {@code anew} if that was not there any more. */
    public Map<String, Long> comebacks() {
        return new TreeMap<>(Map.of("recovered", recovered.sum(), "anew", begunAnew.sum()));
    }

    /** What was refused: a {@code connect} to a namespace, or a {@code packet}, which ends the session. */
    public Map<String, Long> refused() {
        return new TreeMap<>(Map.of("connect", refusedConnects.sum(), "packet", refusedPackets.sum()));
    }
}
