package dev.carillon.ticker.feed;

import dev.carillon.ticker.model.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * What a feed that runs has of the world.
 *
 * <p>Threading: the thread of the run alone.
 */
public interface FeedOutlet {

    /** Says a quote. One that the ticker refuses is counted, and does not end the run. */
    void quote(Tick tick);

    /**
     * Counts something as refused that was to become a quote and could not, such as one item of many without a price.
     *
     * @param why is shown to administrators
     */
    void refused(String why);

    /** Says that all is well although there is nothing new. */
    void ok();

    /**
     * Waits.
     *
     * @throws InterruptedException when the feed is stopped; let it through
     */
    void pause(Duration time) throws InterruptedException;

    Instant now();

    RandomGenerator random();
}
