package dev.carillon.ticker.feed.run;

import dev.carillon.event.HubException;
import dev.carillon.ticker.feed.Feed;
import dev.carillon.ticker.feed.FeedException;
import dev.carillon.ticker.feed.FeedOutlet;
import dev.carillon.ticker.model.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;

/**
 * A feed that runs, again and again if it fails, until it is stopped or has come to its end.
 *
 * <p>Threading: a thread of its own, which is also the one of the {@link FeedOutlet}. Anybody may stop it and look at it.
 */
final class FeedRun implements Runnable, FeedOutlet {

    private static final System.Logger LOGGER = System.getLogger(FeedRun.class.getName());

    private final FeedName name;
    private final Feed feed;
    private final FeedWorld world;
    private final Tally tally;
    private final Backoff backoff;
    private final Thread thread;
    private volatile boolean stopped;

    FeedRun(FeedName name, Feed feed, FeedWorld world, FeedFigures before) {
        this.name = name;
        this.feed = feed;
        this.world = world;
        tally = new Tally(world.clock(), before);
        backoff = new Backoff(world.random());
        // Without what a request's thread would hand down to it.
        thread = new Thread(null, this, "carillon-feed-" + name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(FeedRun.class.getClassLoader());
    }

    void start() {
        thread.start();
    }

    /** Asks it to end. */
    void stop() {
        stopped = true;
        thread.interrupt();
    }

    /** Waits for its end. Whoever does not end is left alone: what it says is not heard any more. */
    void awaitEnd(Duration patience) {
        try {
            thread.join(Math.max(1, patience.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOGGER.log(System.Logger.Level.WARNING, "a feed does not end although it was interrupted feed={0}", name);
        }
    }

    FeedFigures figures() {
        return tally.figures();
    }

    @Override
    public void run() {
        try {
            while (!runsToItsEnd()) {
                tally.tries();
            }
        } catch (InterruptedException | CancellationException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "a feed was stopped feed={0}", name);
        } finally {
            tally.ended();
        }
    }

    /** Runs it once; after a failure waits and gives false. */
    private boolean runsToItsEnd() throws InterruptedException {
        try {
            feed.run(this);
            requireRunning();
            LOGGER.log(System.Logger.Level.INFO, "a feed has come to its end feed={0}", name);
            return true;
        } catch (Exception | Error e) {
            // What an interrupted feed throws tells nothing.
            requireRunning();
            Duration wait = backoff.after(e);
            if (tally.failed(describe(e), now().plus(wait))) {
                LOGGER.log(System.Logger.Level.WARNING, "a feed fails, it is tried again feed=" + name, e);
            }
            world.sleeper().sleep(wait);
            return false;
        }
    }

    private static String describe(Throwable e) {
        String message = e.getMessage();
        boolean tellsAll = e instanceof FeedException || e instanceof HubException;
        String kind = e.getClass().getSimpleName();
        return message == null ? kind : tellsAll ? message : kind + ": " + message;
    }

    private void requireRunning() {
        if (stopped) {
            throw new CancellationException();
        }
    }

    // --- what the feed says ---

    @Override
    public void quote(Tick tick) {
        requireRunning();
        try {
            world.intake().take(tick);
        } catch (HubException refusal) {
            tally.refused(tick.symbol() + ": " + refusal.getMessage());
            return;
        }
        tally.took();
        backoff.reset();
    }

    @Override
    public void refused(String why) {
        requireRunning();
        tally.refused(why);
    }

    @Override
    public void ok() {
        requireRunning();
        tally.ok();
        backoff.reset();
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        requireRunning();
        world.sleeper().sleep(time);
    }

    @Override
    public Instant now() {
        return world.clock().instant();
    }

    @Override
    public RandomGenerator random() {
        return world.random();
    }
}
