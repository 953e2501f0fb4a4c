package dev.carillon.api.poll;

import dev.carillon.api.sse.LeasedStream;
import dev.carillon.hub.CloseReason;
import dev.carillon.hub.Hub;
import dev.carillon.hub.Peer;
import dev.carillon.hub.Start;
import dev.carillon.hub.Subscriber;
import dev.carillon.security.Caller;
import dev.carillon.security.ConnectionLimits;
import dev.carillon.security.Leases;
import dev.carillon.security.Origin;
import dev.carillon.stream.NdjsonFormat;
import dev.carillon.stream.poll.Outcome;
import dev.carillon.stream.poll.PollSink;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets polls wait. Each is a subscriber of the hub and takes a place among the connections.
 *
 * <p>A container does not tell of a client that goes away while nothing is written to it, so its place is free at the latest when
 * the wait is over.
 *
 * <p>Threading: {@link #hold} on a request thread; see {@link WaitingPoll} for the rest.
 */
final class WaitingPolls {

    private final Hub hub;
    private final ConnectionLimits limits;
    private final Leases leases;
    private final ScheduledExecutorService scheduler;

    /** Bounded as the connections are. */
    private final Set<WaitingPoll> waiting = ConcurrentHashMap.newKeySet();

    WaitingPolls(Hub hub, ConnectionLimits limits, Leases leases, ScheduledExecutorService scheduler) {
        this.hub = hub;
        this.limits = limits;
        this.leases = leases;
        this.scheduler = scheduler;
    }

    /**
     * Waits for what comes from a place on.
     *
     * @param answer makes the answer, on a thread that may wait for the log
     * @throws dev.carillon.event.ConnectionLimitException if there are too many connections already
     */
    <A> void hold(Wait wait, Start start, HttpServletRequest request, Asker<A> asker, Function<Outcome, A> answer) {
        PollSink sink = new PollSink();
        LeasedStream leased = new LeasedStream(wait.selectors(), null);
        Subscriber subscriber = connect(sink, Origin.of(request), leases.hold(Caller.of(request), leased));
        WaitingPoll waits = suspend(asker, answer, subscriber);
        boolean held = false;
        try {
            Future<?> end = endAfter(wait.patience(), subscriber);
            Runnable stop = wait.alsoEndedBy().apply(() -> subscriber.close(CloseReason.ANSWERED));
            waiting.add(waits);
            sink.outcome().thenAccept(outcome -> {
                end.cancel(false);
                stop.run();
                subscriber.close(CloseReason.ANSWERED);
                waits.tell(outcome);
            });
            subscriber.subscribe(wait.selectors(), start, () -> {
                if (wait.isOver().getAsBoolean()) {
                    subscriber.close(CloseReason.ANSWERED);
                }
            });
            subscriber.writable();
            leased.opened(subscriber);
            held = true;
        } finally {
            if (!held) {
                waiting.remove(waits);
                subscriber.gone();
            }
        }
    }

    /** Only now, so that who is refused was not suspended. */
    private <A> WaitingPoll suspend(Asker<A> asker, Function<Outcome, A> answer, Subscriber subscriber) {
        boolean suspended = false;
        try {
            AsyncContext container = asker.suspend();
            WaitingPoll waits = new WaitingPoll(
                    container,
                    outcome -> asker.answer(answer.apply(outcome)),
                    asker::fail,
                    subscriber,
                    waiting::remove);
            container.addListener(waits);
            suspended = true;
            return waits;
        } finally {
            if (!suspended) {
                subscriber.gone();
            }
        }
    }

    /** Waits until everybody has an answer, which a hub that has stopped has told them; not for clients that do not read it. */
    void awaitAnswers() {
        long deadline = System.nanoTime() + WaitingPoll.LAST_ANSWER.toNanos();
        for (WaitingPoll poll : List.copyOf(waiting)) {
            if (!poll.awaitAnswer(Duration.ofNanos(deadline - System.nanoTime()))) {
                return;
            }
        }
    }

    private Subscriber connect(PollSink sink, Origin origin, Leases.@Nullable Part lease) {
        boolean connected = false;
        boolean admitted = false;
        try {
            limits.acquire(origin);
            admitted = true;
            Peer peer = new Peer(origin.subject(), origin.address(), "poll");
            Subscriber subscriber = hub.connect(sink, NdjsonFormat.NDJSON, peer, reason -> release(origin, lease));
            connected = true;
            return subscriber;
        } finally {
            if (!connected && admitted) {
                release(origin, lease);
            } else if (!connected && lease != null) {
                lease.release();
            }
        }
    }

    private void release(Origin origin, Leases.@Nullable Part lease) {
        if (lease != null) {
            lease.release();
        }
        limits.release(origin);
    }

    private Future<?> endAfter(Duration patience, Subscriber subscriber) {
        return scheduler.schedule(
                () -> subscriber.close(CloseReason.ANSWERED), patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
