package dev.carillon.api.sse;

import dev.carillon.event.SelectorSet;
import dev.carillon.hub.CloseReason;
import dev.carillon.hub.Hub;
import dev.carillon.hub.Start;
import dev.carillon.hub.Subscriber;
import dev.carillon.security.Caller;
import dev.carillon.security.ConnectionLimits;
import dev.carillon.security.Leases;
import dev.carillon.security.Origin;
import dev.carillon.security.ReplayLimits;
import dev.carillon.stream.StreamExchange;
import dev.carillon.stream.StreamFormat;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Opens streams: counts them against the limits and sends their first bytes.
 *
 * <p>Threading: any thread.
 */
public final class Streams {

    private final Hub hub;
    private final ConnectionLimits limits;
    private final Leases leases;
    private final ReplayLimits replays;
    private final Duration retry;
    private final RandomGenerator random;

    /** {@code retry} is the shortest time after which a client comes back; each is told up to twice as long. */
    public Streams(
            Hub hub,
            ConnectionLimits limits,
            ReplayLimits replays,
            Leases leases,
            Duration retry,
            RandomGenerator random) {
        this.hub = hub;
        this.limits = limits;
        this.replays = replays;
        this.leases = leases;
        this.retry = retry;
        this.random = random;
    }

    Hub hub() {
        return hub;
    }

    /** When one client is to come back: not at the same time as all others. */
    public Duration jitteredRetry() {
        return retry.plusMillis(random.nextLong(retry.toMillis() + 1));
    }

    /** Takes a place for a stream, which {@link #dismiss} or its end gives back. */
    Origin admit(StreamExchange exchange) {
        Origin origin = Origin.of(exchange.original());
        limits.acquire(origin);
        return origin;
    }

    /** Takes a place among the readers of the past for one who begins there; what is returned gives it back. */
    Runnable admitReplay(Origin origin, Start start) {
        boolean past = start instanceof Start.After after
                && after.offset() < hub.head().offset();
        return past ? replays.begin(origin) : () -> {};
    }

    void dismiss(Origin origin) {
        limits.release(origin);
    }

    /**
     * Opens a stream that was admitted.
     *
     * @param needed what its reader needs grants for, as long as it is open
     */
    Subscriber open(
            StreamExchange exchange,
            Origin origin,
            SelectorSet needed,
            StreamFormat format,
            Consumer<CloseReason> onEnd) {
        LeasedStream leased = new LeasedStream(needed, format);
        Leases.Part part = leases.hold(Caller.of(exchange.original()), leased);
        boolean opened = false;
        try {
            Subscriber subscriber = exchange.open(hub, format, origin.subject(), reason -> {
                if (part != null) {
                    part.release();
                }
                limits.release(origin);
                onEnd.accept(reason);
            });
            opened = true;
            subscriber.send(format.opening(jitteredRetry()));
            leased.opened(subscriber);
            return subscriber;
        } finally {
            if (!opened && part != null) {
                part.release();
            }
        }
    }
}
