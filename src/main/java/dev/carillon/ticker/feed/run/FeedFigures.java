package dev.carillon.ticker.feed.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of a feed since the server started.
 *
 * @param since when its health became what it is
 * @param quotes what the ticker took
 * @param refused what it did not
 * @param perSecond quotes a second, over about the last ten seconds
 * @param failures runs that ended with an exception
 * @param lastError of a refusal or failure
 * @param nextTryAt only while it fails
 */
public record FeedFigures(
        Health health,
        Instant since,
        long quotes,
        long refused,
        double perSecond,
        @Nullable Instant lastQuoteAt,
        long failures,
        @Nullable String lastError,
        @Nullable Instant nextTryAt) {

    /** How a feed is. */
    public enum Health {
        /** Nobody wants it to run, or it has come to its end. */
        STOPPED("stopped"),
        /** It runs, and has not said anything yet. */
        STARTING("starting"),
        UP("up"),
        /** It has failed, and has not said anything since. */
        FAILING("failing");

        private final String label;

        Health(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    static FeedFigures none(Instant now) {
        return new FeedFigures(Health.STOPPED, now, 0, 0, 0, null, 0, null, null);
    }

    /** The same of one that does not run any more. */
    FeedFigures stopped(Instant now) {
        Instant when = health == Health.STOPPED ? since : now;
        return new FeedFigures(Health.STOPPED, when, quotes, refused, 0, lastQuoteAt, failures, lastError, null);
    }
}
