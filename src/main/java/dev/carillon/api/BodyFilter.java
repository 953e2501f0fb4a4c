package dev.carillon.api;

import dev.carillon.event.HubBusyException;
import dev.carillon.event.HubException;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Limit;
import dev.carillon.event.Problem;
import dev.carillon.security.Addresses;
import dev.carillon.security.LimitStats;
import dev.carillon.security.Places;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads the body of every request into memory before anybody asks for it, so that a client that sends a byte now and then holds
 * no thread. What has come together with the headers is read at once; else the request gives its thread back, and comes again
 * when the body is there ({@link AsyncContext#dispatch()}). So every filter behind this one has to be there for {@code ASYNC} too.
 *
 * <p>A container reads what the application leaves of a body, and waits for it on a request thread. So there is no way around this
 * filter: where no body is expected, one is refused and the connection closed.
 *
 * <p>Threading: request threads; what waits belongs to {@link SlowBody}.
 */
public final class BodyFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final String BODY = BodyFilter.class.getName();
    private static final String API = "/api/";

    /** A request that waits holds the container's objects for it, some 40 KB. */
    static final int MAX_WAITING = 2_000;

    /** Of one address: slow lines of one household or office. */
    static final int MAX_WAITING_PER_ADDRESS = 500;

    /** Threads that read a body whose request asks for HTTP/2; of 64 that serve requests. */
    private static final int MAX_READING = 16;

    /** What has arrived of all bodies that wait. */
    static final long MAX_WAITING_BYTES = 64 << 20;

    private final transient BodyLimits limits;
    private final transient ScheduledExecutorService scheduler;
    private final transient LimitStats stats;
    private final transient Refusals refusals;
    private final transient Places waiting = new Places(MAX_WAITING, MAX_WAITING_PER_ADDRESS);
    private final transient Semaphore reading = new Semaphore(MAX_READING);
    private final transient AtomicLong waitingBytes = new AtomicLong();

    /** {@code scheduler} ends the waiting. */
    public BodyFilter(BodyLimits limits, ScheduledExecutorService scheduler, LimitStats stats, Refusals refusals) {
        this.limits = limits;
        this.scheduler = scheduler;
        this.stats = stats;
        this.refusals = refusals;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getAttribute(BODY) instanceof byte[] body) {
            chain.doFilter(new BodiedRequest(request, body), response);
        } else if (!hasBody(request)) {
            chain.doFilter(request, response);
        } else {
            read(request, response, chain);
        }
    }

    private void read(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = path(request);
        if (!path.startsWith(API)) {
            refusals.close(request, response, unexpected());
            return;
        }
        long declared = request.getContentLengthLong();
        BodyLimits.Size size = limits.of(path);
        if (declared > size.maxBytes()) {
            refusals.close(request, response, size.refusal("It has " + declared + "."));
            return;
        }
        ArrivingBody body = new ArrivingBody(declared, size.maxBytes());
        ServletInputStream in = request.getInputStream();
        // A chunk whose head has come without its data would make us wait.
        while (declared > 0 && !body.isComplete() && in.available() > 0) {
            if (!body.read(in)) {
                break;
            }
        }
        boolean here = !body.isComplete() && asksForHttp2(request);
        if (here && !readOnThisThread(in, body)) {
            stats.hit(Limit.BODIES_WAITING);
            refusals.close(request, response, busy());
        } else if (body.isTooLong()) {
            refusals.close(request, response, size.refusal("It has more."));
        } else if (here || body.isComplete()) {
            chain.doFilter(new BodiedRequest(request, body.bytes()), response);
        } else {
            await(request, response, body, size);
        }
    }

    /**
     * Payara loses the connection when a request with {@code Upgrade: h2c} goes into asynchronous mode before its body is read. It is a
     * client's first request on a connection, and a few threads are enough for those: none of them waits longer than the container's
     * own patience with a silent client.
     *
     * @return false if too many threads do so already
     */
    private boolean readOnThisThread(ServletInputStream in, ArrivingBody body) throws IOException {
        if (!reading.tryAcquire()) {
            return false;
        }
        try {
            while (!body.isComplete() && !body.isTooLong() && body.read(in)) {
                // Until its end.
            }
            return true;
        } finally {
            reading.release();
        }
    }

    private static boolean asksForHttp2(HttpServletRequest request) {
        return "h2c".equalsIgnoreCase(request.getHeader("Upgrade"));
    }

    private void await(
            HttpServletRequest request, HttpServletResponse response, ArrivingBody body, BodyLimits.Size size)
            throws IOException {
        String address = Addresses.counted(request.getRemoteAddr());
        if (waiting.take(address) != Places.Outcome.TAKEN) {
            stats.hit(Limit.BODIES_WAITING);
            refusals.close(request, response, busy());
            return;
        }
        boolean waits = false;
        try {
            new SlowBody(this, request, response, body, size).begin();
            waits = true;
        } finally {
            if (!waits) {
                waiting.give(address);
            }
        }
    }

    // --- for those who wait ---

    static void arrived(HttpServletRequest request, byte[] body) {
        request.setAttribute(BODY, body);
    }

    Duration time() {
        return limits.time();
    }

    ScheduledExecutorService scheduler() {
        return scheduler;
    }

    LimitStats stats() {
        return stats;
    }

    Refusals refusals() {
        return refusals;
    }

    /** Whether there is room for so many more bytes; less than none gives back. */
    boolean reserve(long bytes) {
        return waitingBytes.addAndGet(bytes) <= MAX_WAITING_BYTES || bytes <= 0;
    }

    void leave(HttpServletRequest request) {
        waiting.give(Addresses.counted(request.getRemoteAddr()));
    }

    HubException busy() {
        return new HubBusyException("Too many requests have not sent all of their body.", Duration.ofSeconds(1));
    }

    private static HubException unexpected() {
        return new InvalidRequestException(
                Problem.BAD_REQUEST, "Only requests to the API have a body.", "This one has one.", "Leave it out.");
    }

    /** HTTP/2 needs no header to say so. */
    private static boolean hasBody(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        if (length >= 0) {
            return length > 0;
        }
        return request.getHeader("Transfer-Encoding") != null
                || (request.getProtocol().startsWith("HTTP/2")
                        && switch (request.getMethod()) {
                            case "GET", "HEAD", "OPTIONS", "TRACE" -> false;
                            default -> true;
                        });
    }

    private static String path(HttpServletRequest request) {
        return request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
    }
}
