package dev.carillon.ticker.feed;

/**
 * One feed with its configuration. What it remembers of a run (a place in a file, an id of an upstream) it finds again in the next one.
 *
 * <p>Threading: one run at a time, each on a thread of its own.
 */
@FunctionalInterface
public interface Feed {

    /**
     * Produces quotes until it is interrupted, or has no more: who returns is stopped, and not run again until somebody starts it.
     *
     * @throws Exception if it cannot go on. It is run again after a while, which grows with each failure until there is a quote or an
     *     {@link FeedOutlet#ok()} again; the message is shown to administrators. {@link FeedException} may say when
     */
    void run(FeedOutlet outlet) throws Exception;
}
