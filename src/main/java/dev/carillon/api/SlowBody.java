package dev.carillon.api;

import dev.carillon.event.HubException;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Limit;
import dev.carillon.event.Problem;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A body that did not come together with the headers, until all of it is there or its time is over.
 *
 * <p>Threading: the container's threads, one at a time, read; the scheduler ends it. The first who claims the end decides it.
 */
final class SlowBody implements ReadListener {

    /** The request attribute that says that the client is to blame for an error. */
    static final String BROKEN = SlowBody.class.getName() + ".broken";

    private static final System.Logger LOGGER = System.getLogger(SlowBody.class.getName());

    private final BodyFilter filter;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final ArrivingBody body;
    private final BodyLimits.Size size;
    private final ServletInputStream in;
    private final AtomicBoolean ended = new AtomicBoolean();
    private @Nullable AsyncContext async;
    private volatile @Nullable Future<?> deadline;
    private int reserved;

    SlowBody(
            BodyFilter filter,
            HttpServletRequest request,
            HttpServletResponse response,
            ArrivingBody body,
            BodyLimits.Size size)
            throws IOException {
        this.filter = filter;
        this.request = request;
        this.response = response;
        this.body = body;
        this.size = size;
        this.in = request.getInputStream();
    }

    void begin() {
        AsyncContext started = request.startAsync();
        started.setTimeout(0);
        async = started;
        deadline = filter.scheduler().schedule(this::late, filter.time().toMillis(), TimeUnit.MILLISECONDS);
        in.setReadListener(this);
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!ended.get() && in.isReady()) {
            if (!body.read(in)) {
                return;
            }
            if (body.isTooLong()) {
                refuse(size.refusal("It has more."));
                return;
            }
            int more = body.capacity() - reserved;
            reserved += more;
            if (!filter.reserve(more)) {
                filter.stats().hit(Limit.BODIES_WAITING);
                refuse(filter.busy());
                return;
            }
        }
    }

    @Override
    public void onAllDataRead() {
        AsyncContext started = async;
        if (started != null && claim()) {
            BodyFilter.arrived(request, body.bytes());
            started.dispatch();
        }
    }

    /** The client has gone, or what it sent is no body. */
    @Override
    public void onError(Throwable cause) {
        LOGGER.log(System.Logger.Level.DEBUG, "a body did not arrive", cause);
        // Tomcat answers by its error page after this.
        request.setAttribute(BROKEN, true);
        AsyncContext started = async;
        if (started != null && claim()) {
            started.complete();
        }
    }

    private void late() {
        AsyncContext started = async;
        if (started == null || !claim()) {
            return;
        }
        filter.stats().hit(Limit.BODY_TIME);
        HubException refusal = new InvalidRequestException(
                Problem.REQUEST_TIMEOUT,
                "The body of a request arrives within " + filter.time().toMillis()
                        + " ms (carillon.request.body-time).",
                "This one did not.",
                "Send it at once. Nothing of it was kept.");
        try {
            // On a thread of the container: a client that does not read its answer must not hold up the clock.
            started.start(() -> answer(started, refusal));
        } catch (RuntimeException over) {
            LOGGER.log(System.Logger.Level.DEBUG, "a late body was not answered", over);
        }
    }

    private void refuse(HubException refusal) {
        AsyncContext started = async;
        if (started != null && claim()) {
            answer(started, refusal);
        }
    }

    private void answer(AsyncContext started, HubException refusal) {
        try {
            filter.refusals().write(request, response, refusal);
        } catch (IOException | RuntimeException clientGone) {
            LOGGER.log(System.Logger.Level.DEBUG, "a refusal was not read", clientGone);
        } finally {
            started.complete();
        }
    }

    private boolean claim() {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        Future<?> end = deadline;
        if (end != null) {
            end.cancel(false);
        }
        filter.reserve(-reserved);
        filter.leave(request);
        return true;
    }
}
