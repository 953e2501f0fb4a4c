package dev.carillon.operation;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.Payload;
import dev.carillon.hub.Hub;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells administrators once a second how the server is, by volatile events of a channel that is theirs alone. While nobody listens
 * it looks at nothing but whether somebody does.
 *
 * <p>The channel conflates, so that an administrator who reads slowly sees the newest figures, and a hub that is behind tells them
 * all the same.
 *
 * <p>Threading: any thread. A look runs on an I/O thread of the hub, for it may wait for the disk; there is one at a time.
 */
public final class LiveFigures {

    /** Nobody else can publish there, and only who has the admin grant can read it. */
    public static final ChannelName CHANNEL = new ChannelName("admin/stats");

    /** Of the events. */
    static final String TYPE = "figures";

    /** Often enough to watch something happen, and rare enough that a look costs nothing that one could measure. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private static final System.Logger LOGGER = System.getLogger(LiveFigures.class.getName());

    private final Hub hub;
    private final Gauges gauges;
    private final InstantSource clock;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicBoolean complained = new AtomicBoolean();

    public LiveFigures(Hub hub, Gauges gauges, InstantSource clock) {
        this.hub = hub;
        this.gauges = gauges;
        this.clock = clock;
    }

    /** Tells them from now on; running what is returned ends it. */
    public Runnable start(ScheduledExecutorService scheduler) {
        ScheduledFuture<?> turns = scheduler.scheduleAtFixedRate(
                () -> {
                    var unused = tell();
                },
                PAUSE.toMillis(),
                PAUSE.toMillis(),
                TimeUnit.MILLISECONDS);
        return () -> turns.cancel(false);
    }

    /** Tells them now if somebody listens; completes with whether that was so. */
    CompletionStage<Boolean> tell() {
        if (!looking.compareAndSet(false, true)) {
            return CompletableFuture.completedStage(false);
        }
        return hub.isHeard(CHANNEL).thenApply(this::tellIf).whenComplete((told, failure) -> looking.set(false));
    }

    private boolean tellIf(boolean heard) {
        if (!heard) {
            gauges.rest();
            return false;
        }
        try {
            Instant now = clock.instant();
            Payload figures = Payload.json(gauges.look(now).build().toString());
            var unused =
                    hub.publish(Event.of(CHANNEL, figures, now).withType(TYPE).asVolatile());
            return true;
        } catch (RuntimeException e) {
            // Whatever it is, it will be there in a second again.
            if (complained.compareAndSet(false, true)) {
                LOGGER.log(System.Logger.Level.WARNING, "administrators are not told the figures of the server", e);
            }
            return false;
        }
    }
}
