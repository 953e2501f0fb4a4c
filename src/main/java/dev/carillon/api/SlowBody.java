package dev.carillon.api;

import dev.carillon.event.HubException;
import dev.carillon.event.Limit;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A body that did not come together with the headers, until all of it is there or its time is over.
 *
 * <p>Threading: the container's threads, one at a time, read; the scheduler ends it. The first who {@linkplain #claim() claims} the end
 * decides it. The place is given back when the request goes on or has its answer.
 */
final class SlowBody implements ReadListener {

    /** The request attribute with the {@link HubException} that says why the client is to blame for an error. */
    static final String REFUSAL = SlowBody.class.getName() + ".refusal";

    private static final System.Logger LOGGER = System.getLogger(SlowBody.class.getName());

    private final SlowBodies all;
    private final AsyncContext async;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final ArrivingBody body;
    private final BodyLimits.Size size;
    private final WaitingRoom.Reservation place;
    private final ServletInputStream in;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable Future<?> deadline;

    /** Gives {@code place} back at the end, if it {@linkplain #begin() begins}. */
    SlowBody(
            SlowBodies all,
            AsyncContext async,
            BodyFilter.Exchange exchange,
            ArrivingBody body,
            WaitingRoom.Reservation place)
            throws IOException {
        this.all = all;
        this.async = async;
        this.request = exchange.request();
        this.response = exchange.response();
        this.body = body;
        this.size = exchange.size();
        this.place = place;
        this.in = request.getInputStream();
    }

    void begin() {
        boolean begun = false;
        try {
            if (all.settles() && !request.getProtocol().startsWith("HTTP/2")) {
                // Payara may go on to read from the connection for this request, and what it gets would be lacking to
                // the next.
                response.setHeader("Connection", "close");
            }
            deadline = all.scheduler().schedule(logged(this::late), all.time().toMillis(), TimeUnit.MILLISECONDS);
            in.setReadListener(this);
            begun = true;
        } finally {
            if (!begun) {
                // Nobody else is to end what the container ends now.
                claim();
            }
        }
    }

    // --- what the container tells ---

    @Override
    public void onDataAvailable() throws IOException {
        while (!ended.get() && !in.isFinished() && in.isReady()) {
            if (!body.read(in)) {
                return;
            }
            if (body.isTooLong()) {
                refuse(size.refusal("It has more."));
                return;
            }
            if (!place.reserve(body.capacity())) {
                if (refuse(BodyProblems.busy())) {
                    all.stats().hit(Limit.BODIES_WAITING);
                }
                return;
            }
        }
        if (all.settles() && in.isFinished()) {
            // Payara would call us once more, on another thread, which may come when the request is over and its
            // objects serve the next.
            onAllDataRead();
        }
    }

    @Override
    public void onAllDataRead() {
        if (body.isShort()) {
            refuse(BodyProblems.broken());
        } else if (claim()) {
            BodyFilter.arrived(request, body.bytes());
            settled(this::goOn);
        }
    }

    /** The client has gone, or is silent for longer than the container waits, or what it sent is no body. */
    @Override
    public void onError(Throwable cause) {
        LOGGER.log(System.Logger.Level.DEBUG, "a body did not arrive", cause);
        boolean silent = BodyProblems.isSilence(cause);
        HubException refusal = silent ? BodyProblems.late(all.time()) : BodyProblems.broken();
        if (!claim()) {
            return;
        }
        if (silent) {
            all.stats().hit(Limit.BODY_TIME);
        }
        if (all.settles()) {
            settled(() -> answerOnAThread(refusal));
        } else {
            // Tomcat answers by its error page after this.
            place.close();
            request.setAttribute(REFUSAL, refusal);
            async.complete();
        }
    }

    // --- how it ends ---

    private boolean claim() {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        Future<?> end = deadline;
        if (end != null) {
            end.cancel(false);
        }
        return true;
    }

    private void late() {
        if (claim()) {
            all.stats().hit(Limit.BODY_TIME);
            settled(() -> answerOnAThread(BodyProblems.late(all.time())));
        }
    }

    /** Whether nobody else has ended it. */
    private boolean refuse(HubException refusal) {
        if (!claim()) {
            return false;
        }
        if (all.settles()) {
            settled(() -> answerOnAThread(refusal));
        } else {
            answer(refusal);
        }
        return true;
    }

    /**
     * Payara's threads are still at the request when they have left our code: that which began to wait, and that which told us of
     * the body. If it ends or goes on meanwhile, they meet the next one on its connection.
     */
    private void settled(Runnable then) {
        if (!all.settles()) {
            then.run();
            return;
        }
        try {
            Future<?> unused =
                    all.scheduler().schedule(logged(then), all.settling().toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopped) {
            then.run();
        }
    }

    private void goOn() {
        place.close();
        async.dispatch();
    }

    /** The scheduler's thread must not wait for a client that does not read its answer. */
    private void answerOnAThread(HubException refusal) {
        try {
            async.start(() -> answer(refusal));
        } catch (RuntimeException over) {
            place.close();
            LOGGER.log(System.Logger.Level.DEBUG, "a body was not refused", over);
        }
    }

    private void answer(HubException refusal) {
        try {
            all.refusals().write(request, response, refusal);
        } catch (IOException | RuntimeException clientGone) {
            LOGGER.log(System.Logger.Level.DEBUG, "a refusal was not read", clientGone);
        } finally {
            place.close();
            async.complete();
        }
    }

    /** The scheduler keeps what a task throws to itself. */
    private static Runnable logged(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (IllegalStateException over) {
                LOGGER.log(System.Logger.Level.DEBUG, "the container had ended the request of a body", over);
            } catch (RuntimeException | Error e) {
                LOGGER.log(System.Logger.Level.WARNING, "a body that came late was not ended", e);
            }
        };
    }
}
