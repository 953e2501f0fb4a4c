package dev.carillon.operation;

import dev.carillon.hub.CloseReason;
import dev.carillon.hub.Hub;
import dev.carillon.hub.HubStats;
import dev.carillon.security.ConnectionLimits;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the hub counts. It is asked once for each look, and adds up as many figures as it has shards, however many connections
 * there are; nothing is recorded a second time.
 *
 * <p>Threading: any thread.
 */
public final class HubMetrics implements MultiCollector {

    private final Hub hub;
    private final ConnectionLimits connections;

    public HubMetrics(Hub hub, ConnectionLimits connections) {
        this.hub = hub;
        this.connections = connections;
    }

    @Override
    public MetricSnapshots collect() {
        HubStats stats = hub.stats();
        Families found = new Families();
        connections(found, stats);
        deliveries(found, stats.deliveries());
        replays(found, stats.replays());
        return found.toSnapshots();
    }

    private void connections(Families found, HubStats stats) {
        HubStats.Connections now = stats.connections();
        found.gauge("carillon_connections", "Streams that are open, and polls that wait.", now.subscribers());
        found.gauge("carillon_connections_blocked", "Connections that take no bytes at the moment.", now.blocked());
        found.gauge("carillon_connections_max", "How many there may be (carillon.connections.max).", connections.max());
        found.gauge("carillon_addresses", "Addresses that have a connection.", connections.addresses());
        found.gauge(
                "carillon_feeds",
                "Distinct sets of selectors and formats that are listened to, counted for each shard.",
                now.feeds());
        Map<String, Number> closes = new TreeMap<>();
        for (CloseReason reason : CloseReason.values()) {
            closes.put(reason.slug(), stats.closed(reason));
        }
        found.counters("carillon_connections_closed", "Connections that have ended.", "reason", closes);
    }

    private static void deliveries(Families found, HubStats.Deliveries deliveries) {
        found.counter(
                "carillon_delivered_events",
                "Events times the connections to which they were written.",
                deliveries.events());
        found.counter("carillon_delivered_bytes", "Bytes of these.", deliveries.bytes());
        found.counter(
                "carillon_writes",
                "Joined writes. Delivered events divided by writes tells how well joining works.",
                deliveries.writes());
    }

    private void replays(Families found, HubStats.Replays replays) {
        found.gauge(
                "carillon_replays_waiting",
                "Readers of the past whose next page of the log is not there yet.",
                replays.waiting());
        found.gauge(
                "carillon_replay_cache_bytes",
                "Pages of the log that are held for the next reader.",
                replays.cachedBytes());
        found.counter(
                "carillon_replay_pages_read", "Pages of the log that were read for replays.", replays.pagesRead());
        found.counter(
                "carillon_replay_pages_used",
                "Pages times the readers that got them; divided by those that were read it tells how well sharing works.",
                replays.pagesUsed());
        found.counter("carillon_log_reads", "How often the log was read, for replays and polls.", hub.logReads());
    }
}
