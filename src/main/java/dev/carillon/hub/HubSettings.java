package dev.carillon.hub;

import java.time.Duration;

/**
 * Every number that bounds a hub.
 *
 * @param shards number of threads that deliver
 */
public record HubSettings(int shards, RingLimits ring, PublishLimits publish, Timing timing) {

    /**
     * How much is held for readers that lag.
     *
     * @param maxFrames of one feed
     * @param maxBytes of one feed
     * @param maxTotalBytes of all feeds of a shard
     */
    public record RingLimits(int maxFrames, long maxBytes, long maxTotalBytes) {}

    /**
     * How much may be published.
     *
     * @param maxEventBytes size of one event's data, in UTF-8
     * @param maxBatchEvents number of events that are published together
     * @param maxBatchBytes sum of their data
     * @param highWaterBytes weight of the events that wait for delivery, above which publishers wait
     * @param maxWait how long they wait before they are refused
     */
    public record PublishLimits(
            int maxEventBytes, int maxBatchEvents, long maxBatchBytes, long highWaterBytes, Duration maxWait) {}

    /**
     * When something is done about a quiet or a blocked connection.
     *
     * @param heartbeat silence after which a connection gets a heartbeat
     * @param slowGrace how long a sink may be blocked once its position has left the ring
     * @param stall how long a sink may be blocked in any case
     */
    public record Timing(Duration heartbeat, Duration slowGrace, Duration stall) {}

    /** The settings that ship, for as many processors. */
    public static HubSettings defaults(int processors) {
        return new HubSettings(
                shardsFor(processors),
                new RingLimits(4096, 2 << 20, 64 << 20),
                new PublishLimits(64 << 10, 1000, 1 << 20, 128 << 10, Duration.ofSeconds(5)),
                new Timing(Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofMinutes(2)));
    }

    /**
     * How many threads deliver on a machine with as many processors. Half of them: the other half serves requests, and a
     * publisher whose request waits for a processor cannot fill the joined writes. On two processors and with a thousand
     * subscribers one shard delivered several times as much as two (scenario A of the benchmark).
     */
    public static int shardsFor(int processors) {
        return Math.max(1, Math.min(4, processors / 2));
    }
}
