package dev.carillon.security.audit;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import java.util.function.Function;

/**
 * Keeps what administrators do, as durable events of {@link #CHANNEL}.
 *
 * <p>Threading: any thread; every method waits for the log.
 */
public interface AuditTrail {

    /** Whoever has the grant of an administrator may read it. */
    ChannelName CHANNEL = new ChannelName("admin/audit");

    /**
     * Keeps that somebody is about to do something, lets him do it, and keeps what came of it: two events with the same key, the
     * first with the outcome {@code accepted}, the second with {@code done} or {@code failed}. If there is no second one, the server
     * died in between, or could not write any more.
     *
     * @param deed is given a place for what it finds out
     * @return what the deed returns; what it throws is thrown
     * @throws dev.carillon.event.LogUnavailableException if the first event cannot be kept; then nothing was done
     */
    <T> T keep(Act act, Function<Findings, T> deed);

    /** The same for a deed that finds out nothing. */
    default void keep(Act act, Runnable deed) {
        keep(act, findings -> {
            deed.run();
            return findings;
        });
    }

    /** The event that says that something is done, for whoever appends it together with what he does. */
    Event event(Act act);

    /**
     * Keeps something as done, with one event, before it takes effect.
     *
     * @throws dev.carillon.event.LogUnavailableException if that cannot be kept; it must not take effect then
     */
    void note(Act act);
}
