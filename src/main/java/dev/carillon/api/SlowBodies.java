package dev.carillon.api;

import dev.carillon.security.LimitStats;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Bodies that wait without a thread, and what they share.
 *
 * <p>Threading: any thread.
 *
 * @param time a body has from the moment when it begins to wait
 * @param scheduler ends the waiting
 * @param settling as in {@link LateBodies}
 */
record SlowBodies(
        WaitingRoom room,
        Duration time,
        Duration settling,
        ScheduledExecutorService scheduler,
        LimitStats stats,
        Refusals refusals) {

    /** False if too many wait already, or too much has come of them; nothing has happened to the request then. */
    boolean await(BodyFilter.Exchange exchange, ArrivingBody body) throws IOException {
        Optional<WaitingRoom.Reservation> place = room.enter(exchange.address());
        if (place.isEmpty()) {
            return false;
        }
        boolean waits = false;
        try {
            // What has come with the head counts, too, though nothing may come after it.
            if (!place.get().reserve(body.capacity())) {
                return false;
            }
            AsyncContext async = exchange.request().startAsync();
            async.setTimeout(0);
            new SlowBody(this, async, exchange, body, place.get()).begin();
            waits = true;
        } finally {
            if (!waits) {
                place.get().close();
            }
        }
        return true;
    }

    boolean settles() {
        return !settling.isZero();
    }
}
