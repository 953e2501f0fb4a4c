package dev.carillon.hub;

import java.util.EnumMap;
import java.util.Map;

/** What a hub has done so far, and how it stands. */
public record HubStats(Connections connections, Deliveries deliveries, Replays replays, Map<CloseReason, Long> closes) {

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
     */
    public record Deliveries(long events, long writes, long bytes) {

        Deliveries plus(Deliveries other) {
            return new Deliveries(events + other.events, writes + other.writes, bytes + other.bytes);
        }
    }

    /**
     * What was read from the log.
     *
     * @param waiting replays whose next page is not there yet
     * @param cachedBytes pages that are held
     * @param pagesRead pages that were read
     * @param pagesUsed pages times replays; divided by those that were read it tells how well sharing works
     */
    public record Replays(int waiting, long cachedBytes, long pagesRead, long pagesUsed) {

        Replays plus(Replays other) {
            return new Replays(
                    waiting + other.waiting,
                    cachedBytes + other.cachedBytes,
                    pagesRead + other.pagesRead,
                    pagesUsed + other.pagesUsed);
        }
    }

    public HubStats {
        closes = Map.copyOf(closes);
    }

    static HubStats none() {
        return new HubStats(new Connections(0, 0, 0), new Deliveries(0, 0, 0), new Replays(0, 0, 0, 0), Map.of());
    }

    HubStats plus(HubStats other) {
        Map<CloseReason, Long> sum = new EnumMap<>(CloseReason.class);
        sum.putAll(closes);
        other.closes.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
        return new HubStats(
                connections.plus(other.connections),
                deliveries.plus(other.deliveries),
                replays.plus(other.replays),
                sum);
    }

    public long closed(CloseReason reason) {
        return closes.getOrDefault(reason, 0L);
    }
}
