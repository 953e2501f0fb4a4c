package dev.carillon.log;

import dev.carillon.event.EventId;
import java.util.List;

/**
 * What a log holds at the moment.
 *
 * @param kind as the setting {@code carillon.log} names it
 * @param entries how many it holds
 * @param bytes about what they weigh: a log on disk counts their data in UTF-8, the one in memory counts characters
 * @param fileBytes what its files take on disk; 0 if it has none
 */
public record LogStatus(
        String kind, EventId head, EventId oldest, long entries, long bytes, long fileBytes, List<Kept> kept) {

    /** What is held of the channels of one rule. */
    public record Kept(RetentionRule rule, long entries, long bytes) {}

    public LogStatus {
        kept = List.copyOf(kept);
    }
}
