package dev.carillon.boot;

import java.util.Map;

/**
 * What the hub counts, for operators: {@code dev.carillon:type=Hub,context=/} in JMX, with the context path of the
 * application.
 */
public interface HubMXBean {

    /** Open connections. */
    int getSubscribers();

    /** Those that take no bytes at the moment. */
    int getBlocked();

    /** Distinct sets of selectors and formats, counted for each shard. */
    int getFeeds();

    /** Events times subscribers that were handed to connections. */
    long getDeliveredEvents();

    /** Bytes of these. */
    long getDeliveredBytes();

    /** Joined writes; delivered events divided by writes tells how well joining works. */
    long getWrites();

    /** How often the log was read, for replays and polls. */
    long getLogReads();

    /** Readers of the past whose next page of the log is not there yet. */
    int getReplaysWaiting();

    /** Pages of the log that were read for them. */
    long getReplayPagesRead();

    /** Pages times readers; divided by those that were read it tells how well sharing works. */
    long getReplayPagesUsed();

    /** Bytes of the pages that are held for the next reader. */
    long getReplayCachedBytes();

    /** How many connections have ended, by the slug of the reason. */
    Map<String, Long> getCloses();
}
