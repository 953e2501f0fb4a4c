package dev.carillon.ticker.feed.run;

import dev.carillon.ticker.feed.run.FeedFigures.Health;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Counts what comes of a feed.
 *
 * <p>Threading: the run writes, anybody reads. A run that was stopped and does not end writes into a tally that nobody reads any more.
 */
final class Tally {

    /** It is shown in a table. */
    private static final int MAX_ERROR = 500;

    private final InstantSource clock;
    private final RateWindow rate;
    private Health health = Health.STARTING;
    private Instant since;
    private long quotes;
    private long refused;
    private long failures;
    private @Nullable Instant lastQuoteAt;
    private @Nullable String lastError;
    private @Nullable Instant nextTryAt;

    /** Goes on from what came of the runs before. */
    Tally(InstantSource clock, FeedFigures before) {
        this.clock = clock;
        since = clock.instant();
        rate = new RateWindow(since);
        quotes = before.quotes();
        refused = before.refused();
        failures = before.failures();
        lastQuoteAt = before.lastQuoteAt();
        lastError = before.lastError();
    }

    synchronized void took() {
        Instant now = clock.instant();
        quotes++;
        rate.count(now);
        lastQuoteAt = now;
        become(Health.UP);
    }

    /** The feed itself is well. */
    synchronized void refused(String why) {
        refused++;
        lastError = shortened(why);
        become(Health.UP);
    }

    synchronized void ok() {
        become(Health.UP);
    }

    /** Whether it was well before. */
    synchronized boolean failed(String why, Instant next) {
        failures++;
        lastError = shortened(why);
        boolean first = health != Health.FAILING;
        become(Health.FAILING);
        nextTryAt = next;
        return first;
    }

    /** The next try begins. */
    synchronized void tries() {
        nextTryAt = null;
    }

    synchronized void ended() {
        become(Health.STOPPED);
    }

    private void become(Health now) {
        if (health != now) {
            health = now;
            since = clock.instant();
            nextTryAt = null;
        }
    }

    synchronized FeedFigures figures() {
        double perSecond = health == Health.STOPPED ? 0 : rate.perSecond(clock.instant());
        return new FeedFigures(health, since, quotes, refused, perSecond, lastQuoteAt, failures, lastError, nextTryAt);
    }

    private static String shortened(String why) {
        return why.length() <= MAX_ERROR ? why : why.substring(0, MAX_ERROR - 1) + '…';
    }
}
