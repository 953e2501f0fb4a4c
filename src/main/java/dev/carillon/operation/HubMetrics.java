package dev.carillon.operation;

import dev.carillon.hub.CloseReason;
import dev.carillon.hub.DrainState;
import dev.carillon.hub.Gap;
import dev.carillon.hub.Hub;
import dev.carillon.hub.HubStats;
import dev.carillon.security.ConnectionLimits;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the hub counts. It is asked once for each look, and adds up as many figures as it has shards, however many connections
 * there are; nothing is recorded a second time.
 *
 * <p>Threading: any thread.
 */
public final class HubMetrics implements MultiCollector {

    static final double NANOS_IN_A_SECOND = 1e9;

    /** Sinks that every server has; others show as soon as there is a connection. */
    private static final List<String> SINKS = List.of("servlet", "poll");

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
        endings(found, stats);
        deliveries(found, stats);
        replays(found, stats.replays());
        queues(found, stats.queues());
        return found.toSnapshots();
    }

    private void connections(Families found, HubStats stats) {
        HubStats.Connections now = stats.connections();
        Map<String, Number> sinks = new TreeMap<>();
        SINKS.forEach(sink -> sinks.put(sink, 0));
        sinks.putAll(stats.bySink());
        found.gauges(
                "carillon_connections",
                "Streams that are open, and polls that wait, by what holds them.",
                "sink",
                sinks);
        found.gauge("carillon_connections_max", "How many there may be (carillon.connections.max).", connections.max());
        found.gauge("carillon_connections_blocked", "Connections that take no bytes at the moment.", now.blocked());
        found.gauge("carillon_addresses", "Addresses that have a connection.", connections.addresses());
        found.gauge(
                "carillon_feeds",
                "Distinct sets of selectors and formats that are listened to, counted for each shard.",
                now.feeds());
    }

    private void endings(Families found, HubStats stats) {
        Map<String, Number> closes = new TreeMap<>();
        for (CloseReason reason : CloseReason.values()) {
            closes.put(reason.slug(), stats.closed(reason));
        }
        found.counters("carillon_connections_closed", "Connections that have ended, by reason.", "reason", closes);
        Map<String, Number> gaps = new TreeMap<>();
        for (Gap.Reason reason : Gap.Reason.values()) {
            gaps.put(reason.slug(), stats.gaps().getOrDefault(reason, 0L));
        }
        found.counters("carillon_gaps", "Gaps that readers were told of, by reason.", "reason", gaps);
        found.gauge(
                "carillon_draining",
                "1 while the server lets its connections go, else 0.",
                hub.draining().isPresent() ? 1 : 0);
        found.gauge(
                "carillon_drain_connections_left",
                "Connections that a drain has still to let go.",
                hub.draining().map(DrainState::left).orElse(0));
    }

    private void deliveries(Families found, HubStats stats) {
        HubStats.Deliveries deliveries = stats.deliveries();
        found.counter(
                "carillon_delivered_events",
                "Events times the connections to which they were written.",
                deliveries.events());
        found.counter("carillon_delivered_bytes", "Bytes of these.", deliveries.bytes());
        found.counter("carillon_writes", "Joined writes to connections.", deliveries.writes());
        found.counter(
                "carillon_conflated_events",
                "Events of conflating channels that a newer one replaced before all readers of a feed had them.",
                deliveries.conflated());
        found.histogram(
                "carillon_write_events", "How many events were joined into each write.", stats.eventsInWrite(), 1);
        found.histogram(
                "carillon_publish_seconds",
                "How long publishers waited for their answer, with what they waited for room.",
                hub.publishNanos(),
                NANOS_IN_A_SECOND);
        HubStats.Lag lag = stats.lag();
        found.gauge("carillon_lag_events", "Events that wait for blocked connections, of all of them.", lag.events());
        found.gauge("carillon_lag_events_max", "The same, of the connection for which most wait.", lag.maxEvents());
        found.gauge("carillon_ring_bytes", "What is kept in memory for connections that lag.", lag.ringBytes());
    }

    private void replays(Families found, HubStats.Replays replays) {
        found.gauge("carillon_replays", "Connections that read the log at the moment.", replays.running());
        found.gauge(
                "carillon_replays_waiting",
                "Those of them whose next page of the log is not there yet.",
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

    private static void queues(Families found, List<HubStats.Queue> queues) {
        Map<String, Number> commands = new TreeMap<>();
        Map<String, Number> bytes = new TreeMap<>();
        for (int i = 0; i < queues.size(); i++) {
            String shard = Integer.toString(i);
            commands.put(shard, queues.get(i).commands());
            bytes.put(shard, queues.get(i).bytes());
        }
        found.gauges("carillon_shard_queue_commands", "What waits for a shard, of all kinds.", "shard", commands);
        found.gauges(
                "carillon_shard_queue_bytes",
                "Weight of the events that wait for a shard; publishers wait above carillon.publish.high-water-bytes.",
                "shard",
                bytes);
    }
}
