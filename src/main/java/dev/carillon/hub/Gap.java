package dev.carillon.hub;

import dev.carillon.event.EventId;
import org.jspecify.annotations.Nullable;

/**
 * Events that a reader asked for and can no longer get.
 *
 * @param after the last event that the reader has; null if it named none that can be read
 * @param resumed reading goes on after this one
 */
public record Gap(Reason reason, @Nullable EventId after, EventId resumed) {

    /** Why events are missing. The slug is API. */
    public enum Reason {
        /** They were removed from the log by its retention. */
        TRIMMED("trimmed"),
        /** The id is of another log, or none that a log of ours has given; reading begins with the oldest entry. */
        UNKNOWN_EPOCH("unknown-epoch"),
        /** The id has a place that this log has not reached; it was restored from an older copy. Reading goes on with what is new. */
        UNKNOWN_OFFSET("unknown-offset"),
        /** The reader was too slow, and the events were volatile. */
        SLOW("slow");

        private final String slug;

        Reason(String slug) {
            this.slug = slug;
        }

        public String slug() {
            return slug;
        }
    }
}
