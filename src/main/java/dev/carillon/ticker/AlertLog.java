package dev.carillon.ticker;

import dev.carillon.api.Service;
import dev.carillon.event.Event;
import dev.carillon.event.HubStoppedException;
import dev.carillon.event.IdempotencyKey;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.Hub;
import dev.carillon.log.Append;
import dev.carillon.log.EventLog;
import dev.carillon.log.Page;
import dev.carillon.log.PageLimit;
import dev.carillon.ticker.model.Alert;
import dev.carillon.ticker.model.Quote;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The way of alerts into the log and out of it. That one went off and that it is gone is one append, and each such append is made once,
 * however often it has to be tried.
 *
 * <p>Threading: any thread; does not wait, but for {@link #read}.
 */
@Service
class AlertLog {

    private static final System.Logger LOGGER = System.getLogger(AlertLog.class.getName());
    private static final SelectorSet KEPT = SelectorSet.of(AlertEvents.KEPT.value());
    private static final PageLimit PAGE = new PageLimit(1_024, 1 << 20);

    /** Alerts of one append: a transaction of some milliseconds. */
    private static final int STEP = 500;

    private static final long RETRY_SECONDS = 1;

    /** So many tries between two lines in the server's log. */
    private static final int QUIET_TRIES = 60;

    /** Of keys. A caller may be called so, but cannot guess one. */
    private static final String CALLER = "~ticker";

    private final Hub hub;
    private final EventLog log;
    private final ExecutorService io;
    private final ScheduledExecutorService scheduler;
    private final InstantSource clock;

    @Inject
    AlertLog(Hub hub, EventLog log, ExecutorService io, ScheduledExecutorService scheduler, InstantSource clock) {
        this.hub = hub;
        this.log = log;
        this.io = io;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** All that have not gone off, oldest first. */
    Collection<Alert> read() {
        Map<String, Alert> alerts = new LinkedHashMap<>();
        long after = 0;
        long end = log.head().offset();
        while (after < end) {
            Page page = log.read(after, KEPT, PAGE);
            page.entries().forEach(entry -> apply(entry.event(), alerts));
            after = page.through();
        }
        return alerts.values();
    }

    private static void apply(Event event, Map<String, Alert> alerts) {
        if (event.isTombstone()) {
            alerts.remove(String.valueOf(event.key()));
        } else {
            Alert alert = AlertEvents.alert(event);
            alerts.put(alert.id(), alert);
        }
    }

    /** Completes once it is kept; fails as {@link Hub#publish(Append)}. */
    CompletionStage<?> keep(Alert alert) {
        return hub.publish(Append.of(AlertEvents.kept(alert)));
    }

    /** Completes once nothing is kept of it; fails as {@link Hub#publish(Append)}. */
    CompletionStage<?> forget(Alert alert) {
        return hub.publish(Append.of(AlertEvents.removed(alert, clock.instant())));
    }

    /**
     * Tells their owners that these have gone off, and forgets them.
     *
     * @param isUp whether the price went up
     * @return completes once that is committed, however often it has to be tried; fails with {@link HubStoppedException} alone, when the
     *     application stops before: then they have not gone off
     */
    CompletionStage<?> wentOff(List<Alert> alerts, Quote quote, boolean isUp) {
        List<CompletableFuture<@Nullable Void>> steps = new ArrayList<>();
        for (int from = 0; from < alerts.size(); from += STEP) {
            List<Alert> step = alerts.subList(from, Math.min(alerts.size(), from + STEP));
            CompletableFuture<@Nullable Void> told = new CompletableFuture<>();
            steps.add(told);
            // The documents are not made on the thread that brings the quote.
            run(told, () -> append(step(step, quote, isUp), told, 0));
        }
        return CompletableFuture.allOf(steps.toArray(CompletableFuture[]::new));
    }

    private void run(CompletableFuture<?> told, Runnable task) {
        try {
            io.execute(task);
        } catch (RejectedExecutionException stopping) {
            told.completeExceptionally(new HubStoppedException());
        }
    }

    private Append step(List<Alert> alerts, Quote quote, boolean isUp) {
        Instant now = clock.instant();
        List<Event> events = new ArrayList<>(2 * alerts.size());
        for (Alert alert : alerts) {
            events.add(AlertEvents.wentOff(alert, quote, isUp, now));
            events.add(AlertEvents.removed(alert, now));
        }
        // Where the log fails in the moment of the commit, nobody knows whether it was one.
        return new Append(events, new IdempotencyKey(CALLER, UUID.randomUUID().toString()));
    }

    /** Not through the hub's gate: publishers have to wait while it is behind, but here quotes would wait for the disk. */
    private void append(Append append, CompletableFuture<@Nullable Void> told, int failures) {
        var unused = log.append(append).whenComplete((appended, failure) -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause == null) {
                told.complete(null);
            } else if (cause instanceof HubStoppedException) {
                told.completeExceptionally(cause);
            } else {
                again(append, told, failures, cause);
            }
        });
    }

    private void again(Append append, CompletableFuture<@Nullable Void> told, int failures, Throwable cause) {
        if (failures % QUIET_TRIES == 0) {
            LOGGER.log(System.Logger.Level.WARNING, "alerts wait for the log; it is tried again", cause);
        }
        try {
            var unused = scheduler.schedule(() -> append(append, told, failures + 1), RETRY_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException stopping) {
            told.completeExceptionally(new HubStoppedException());
        }
    }
}
