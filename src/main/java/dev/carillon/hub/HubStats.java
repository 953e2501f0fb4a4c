package dev.carillon.hub;

import dev.carillon.log.Distribution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a hub has done so far, and how it stands. Told from memory, at any time.
 *
 * @param bySink open connections by {@link Peer#sink()}
 * @param eventsInWrite how many events were joined into each write
 * @param queues what waits for each shard, in their order
 * @param closes how many connections have ended, by reason
 * @param gaps how many gaps readers were told of, by reason
 */
public record HubStats(
        Connections connections,
        Map<String, Integer> bySink,
        Deliveries deliveries,
        Distribution.Snapshot eventsInWrite,
        Replays replays,
        Lag lag,
        List<Queue> queues,
        Map<CloseReason, Long> closes,
        Map<Gap.Reason, Long> gaps) {

    /**
     * How it stands.
     *
     * @param subscribers open connections
     * @param blocked those that take no bytes at the moment
     * @param feeds distinct sets of selectors and formats, counted for each shard
     */
    public record Connections(int subscribers, int blocked, int feeds) {

        Connections plus(Connections other) {
            return new Connections(subscribers + other.subscribers, blocked + other.blocked, feeds + other.feeds);
        }
    }

    /**
     * What was handed to sinks.
     *
     * @param events events times subscribers
     * @param writes joined writes; events divided by writes tells how well joining works
     * @param bytes bytes of these writes
     * @param conflated changes of conflating channels that a newer one replaced before everybody had them, for each feed
     */
    public record Deliveries(long events, long writes, long bytes, long conflated) {

        Deliveries plus(Deliveries other) {
            return new Deliveries(
                    events + other.events, writes + other.writes, bytes + other.bytes, conflated + other.conflated);
        }
    }

    /**
     * What was read from the log.
     *
     * @param running connections that read the log at the moment
     * @param waiting those of them whose next page is not there yet
     * @param cachedBytes pages that are held
     * @param pagesRead pages that were read
     * @param pagesUsed pages times replays; divided by those that were read it tells how well sharing works
     */
    public record Replays(int running, int waiting, long cachedBytes, long pagesRead, long pagesUsed) {

        Replays plus(Replays other) {
            return new Replays(
                    running + other.running,
                    waiting + other.waiting,
                    cachedBytes + other.cachedBytes,
                    pagesRead + other.pagesRead,
                    pagesUsed + other.pagesUsed);
        }
    }

    /**
     * What waits for blocked connections; looked at about once a second.
     *
     * @param events of all of them
     * @param maxEvents of the one for which most wait
     * @param ringBytes what the rings hold
     */
    public record Lag(long events, long maxEvents, long ringBytes) {

        static final Lag NONE = new Lag(0, 0, 0);

        Lag plus(Lag other) {
            return new Lag(events + other.events, Math.max(maxEvents, other.maxEvents), ringBytes + other.ringBytes);
        }
    }

    /**
     * What waits for a shard.
     *
     * @param commands of all kinds
     * @param bytes weight of the events among them
     */
    public record Queue(int commands, long bytes) {}

    public HubStats {
        bySink = Map.copyOf(bySink);
        queues = List.copyOf(queues);
        closes = Map.copyOf(closes);
        gaps = Map.copyOf(gaps);
    }

    static HubStats none() {
        return new HubStats(
                new Connections(0, 0, 0),
                Map.of(),
                new Deliveries(0, 0, 0, 0),
                Distribution.ofSizes().snapshot(),
                new Replays(0, 0, 0, 0, 0),
                Lag.NONE,
                List.of(),
                Map.of(),
                Map.of());
    }

    HubStats plus(HubStats other) {
        List<Queue> allQueues = new ArrayList<>(queues);
        allQueues.addAll(other.queues);
        Map<String, Integer> sinks = new HashMap<>(bySink);
        other.bySink.forEach((sink, count) -> sinks.merge(sink, count, Integer::sum));
        return new HubStats(
                connections.plus(other.connections),
                sinks,
                deliveries.plus(other.deliveries),
                eventsInWrite.plus(other.eventsInWrite),
                replays.plus(other.replays),
                lag.plus(other.lag),
                allQueues,
                sum(closes, other.closes),
                sum(gaps, other.gaps));
    }

    private static <K> Map<K, Long> sum(Map<K, Long> one, Map<K, Long> other) {
        Map<K, Long> sum = new HashMap<>(one);
        other.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
        return sum;
    }

    public long closed(CloseReason reason) {
        return closes.getOrDefault(reason, 0L);
    }
}
