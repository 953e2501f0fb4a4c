package dev.carillon.hub;

import dev.carillon.event.SelectorSet;
import dev.carillon.log.PageLimit;
import java.time.Duration;

/**
 * Every number that bounds a hub.
 *
 * @param shards number of threads that deliver
 * @param drain how connections are let go before a stop
 * @param conflation channels whose readers get the newest event of each key
 */
public record HubSettings(
        int shards,
        RingLimits ring,
        ReplayLimits replay,
        PublishLimits publish,
        Timing timing,
        DrainPlan drain,
        Conflation conflation) {

    /** Conflates nothing. */
    public HubSettings(
            int shards, RingLimits ring, ReplayLimits replay, PublishLimits publish, Timing timing, DrainPlan drain) {
        this(shards, ring, replay, publish, timing, drain, Conflation.NONE);
    }

    /** Lets connections go as it ships, and conflates nothing. */
    public HubSettings(int shards, RingLimits ring, ReplayLimits replay, PublishLimits publish, Timing timing) {
        this(shards, ring, replay, publish, timing, DrainPlan.DEFAULT, Conflation.NONE);
    }

    /**
     * How much is held for readers that lag.
     *
     * @param maxFrames of one feed
     * @param maxBytes of one feed
     * @param maxTotalBytes of all feeds of a shard
     */
    public record RingLimits(int maxFrames, long maxBytes, long maxTotalBytes) {}

    /**
     * How much of the log is read for readers that begin in the past.
     *
     * @param page what is read at a time; a reader that is no further from the end than such a number of entries goes on in the
     *     ring
     * @param maxReads pages that are read at a time for one shard, or were read and not written yet
     * @param maxCachedBytes pages of one shard that are kept for other readers
     * @param keepUnused how long a page is kept that nobody uses
     */
    public record ReplayLimits(PageLimit page, int maxReads, long maxCachedBytes, Duration keepUnused) {

        /**
         * What ships. A page of a thousand events takes an I/O thread some 3 ms, and one of half as many lost a tenth of the
         * speed to handing over. Four reads keep the four I/O threads busy. Sixteen mebibytes are some fifty pages: as many
         * places of the log as readers come back to after an outage.
         */
        public static final ReplayLimits DEFAULT =
                new ReplayLimits(new PageLimit(1024, 512 << 10), 4, 16 << 20, Duration.ofSeconds(5));
    }

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

    /**
     * Channels whose readers get the newest event of each key, and nothing older after it. Their events are volatile.
     *
     * @param channels which ones
     * @param maxKeys keys of all of them of which the newest event is known
     * @param maxRate how often in a second a reader is sent what has changed, at most
     */
    public record Conflation(SelectorSet channels, int maxKeys, double maxRate) {

        /** Every event counts. */
        public static final Conflation NONE = new Conflation(SelectorSet.none(), 1, 1_000);
    }

    /** The settings that ship, for as many processors. */
    public static HubSettings defaults(int processors) {
        return new HubSettings(
                shardsFor(processors),
                new RingLimits(4096, 2 << 20, 64 << 20),
                ReplayLimits.DEFAULT,
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
