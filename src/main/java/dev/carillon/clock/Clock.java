package dev.carillon.clock;

import dev.carillon.api.sse.Channel;
import dev.carillon.event.Event.Durability;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseBroadcaster;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells the time on the channel {@code clock}: each 2 s as a plain message, each 10 s as a {@code custom-event} too. */
@ApplicationScoped
public class Clock {

    static final String CHANNEL = "clock";

    private static final System.Logger LOGGER = System.getLogger(Clock.class.getName());

    private final SseBroadcaster broadcaster;
    private final Sse sse;
    private final ScheduledExecutorService scheduler;
    private final InstantSource time;

    @Inject
    Clock(
            @Channel(value = CHANNEL, durability = Durability.VOLATILE) SseBroadcaster broadcaster,
            Sse sse,
            ScheduledExecutorService scheduler,
            InstantSource time) {
        this.broadcaster = broadcaster;
        this.sse = sse;
        this.scheduler = scheduler;
        this.time = time;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        // Whoever owns the scheduler ends them.
        var plain = scheduler.scheduleAtFixedRate(() -> tell(null), 2, 2, TimeUnit.SECONDS);
        var custom = scheduler.scheduleAtFixedRate(() -> tell("custom-event"), 10, 10, TimeUnit.SECONDS);
        LOGGER.log(System.Logger.Level.TRACE, "clock runs {0} {1}", plain, custom);
    }

    private void tell(@Nullable String name) {
        var event = sse.newEventBuilder()
                .data(Instant.ofEpochSecond(time.instant().getEpochSecond()).toString());
        if (name != null) {
            event.name(name);
        }
        try {
            broadcaster.broadcast(event.build()).whenComplete((told, refused) -> {
                if (refused != null) {
                    LOGGER.log(System.Logger.Level.DEBUG, "the time was not told", refused);
                }
            });
        } catch (RuntimeException e) {
            // A scheduler ends a task that throws, and the next second may be better.
            LOGGER.log(System.Logger.Level.WARNING, "the time was not told", e);
        }
    }
}
