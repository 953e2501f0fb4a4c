package dev.carillon.boot;

import dev.carillon.hub.DrainPlan;
import dev.carillon.hub.DrainState;
import dev.carillon.hub.Hub;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets the connections of a hub go before its application stops.
 *
 * <p>Threading: any thread; whoever comes while it happens waits for it too.
 */
final class Departure {

    private static final System.Logger LOGGER = System.getLogger(Departure.class.getName());

    /** For clients that do not take their last words, and for a busy machine. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private Departure() {}

    /** Returns when nobody is left, at once if nobody is there. It never takes much longer than the setting. */
    static void of(Hub hub) {
        DrainPlan plan = hub.settings().drain();
        Duration atMost = plan.time().plus(GRACE);
        // Whoever began a slower one did not know of the stop; it would leave nearly all of them to its end.
        if (hub.draining().filter(drain -> isSlower(drain, plan)).isPresent()) {
            hub.resume();
        }
        try {
            hub.drain(plan).toCompletableFuture().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOGGER.log(System.Logger.Level.WARNING, "connections are left that were not let go in " + atMost, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isSlower(DrainState drain, DrainPlan plan) {
        return drain.left() > 0 && drain.time().minus(drain.running()).compareTo(plan.time()) > 0;
    }
}
