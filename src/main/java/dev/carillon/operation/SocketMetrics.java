package dev.carillon.operation;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Clients of Socket.IO.
 *
 * <p>Threading: any thread.
 */
public final class SocketMetrics implements MultiCollector {

    /**
     * What is told of them.
     *
     * @param sessions by transport
     * @param sockets by namespace
     * @param upgrades from polling to WebSocket, since the start
     * @param comebacks by what came of them, since the start
     * @param refused by what it was, since the start
     */
    public record Figures(
            Map<String, Integer> sessions,
            Map<String, Integer> sockets,
            long upgrades,
            Map<String, Long> comebacks,
            Map<String, Long> refused) {

        public Figures {
            sessions = Map.copyOf(sessions);
            sockets = Map.copyOf(sockets);
            comebacks = Map.copyOf(comebacks);
            refused = Map.copyOf(refused);
        }
    }

    private final Supplier<Figures> figures;

    public SocketMetrics(Supplier<Figures> figures) {
        this.figures = figures;
    }

    @Override
    public MetricSnapshots collect() {
        Figures now = figures.get();
        Families found = new Families();
        found.gauges(
                "carillon_socketio_sessions",
                "Sessions of Engine.IO that are open, by transport.",
                "transport",
                now.sessions());
        found.gauges(
                "carillon_socketio_sockets", "Sockets that are connected, by namespace.", "namespace", now.sockets());
        found.counter("carillon_socketio_upgrades", "Sessions that went from polling to WebSocket.", now.upgrades());
        found.counters(
                "carillon_socketio_comebacks",
                "Clients that asked for the state of a connection before, by what came of it.",
                "outcome",
                now.comebacks());
        found.counters(
                "carillon_socketio_refused",
                "Connections to namespaces that were refused, and packets that ended a session.",
                "what",
                now.refused());
        return found.toSnapshots();
    }
}
