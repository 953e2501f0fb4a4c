package dev.carillon.api;

import dev.carillon.event.HubException;
import dev.carillon.event.Limit;
import dev.carillon.security.Addresses;
import dev.carillon.security.LimitStats;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Reads the body of every request into memory before anybody asks for it, so that a client that sends a byte now and then holds
 * no thread. What has come together with the headers is read at once; else the request gives its thread back, and comes again
 * when the body is there ({@link AsyncContext#dispatch()}). So every filter behind this one has to be there for {@code ASYNC} too.
 *
 * <p>A container reads what the application leaves of a body, and waits for it on a request thread. So there is no way around this
 * filter: where no body is expected, one is refused and the connection closed. On Payara a few request threads read bodies themselves.
 *
 * <pre>
 * all of it is there      ─► goes on
 * a thread may wait for it ─► {@link ReadingThreads} ─► goes on, or is refused
 * else                     ─► {@link SlowBodies} ─► {@link SlowBody} ─► comes again, or is refused
 * </pre>
 *
 * <p>Threading: request threads; what waits belongs to {@link SlowBody}.
 */
public final class BodyFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final System.Logger LOGGER = System.getLogger(BodyFilter.class.getName());

    private static final String BODY = BodyFilter.class.getName();
    private static final String API = "/api/";

    private final transient BodyLimits limits;
    private final transient LimitStats stats;
    private final transient Refusals refusals;
    private final transient ReadingThreads reading;
    private final transient ReadingThreads readingHttp2;
    private final transient SlowBodies slow;

    /** {@code scheduler} ends the waiting. */
    public BodyFilter(
            BodyLimits limits,
            LateBodies late,
            ScheduledExecutorService scheduler,
            LimitStats stats,
            Refusals refusals) {
        this.limits = limits;
        this.stats = stats;
        this.refusals = refusals;
        this.reading = new ReadingThreads(late.readers());
        this.readingHttp2 = new ReadingThreads(late.readersHttp2());
        this.slow = new SlowBodies(new WaitingRoom(), limits.time(), late.settling(), scheduler, stats, refusals);
    }

    /** A request with a body, and how long it may be. */
    record Exchange(HttpServletRequest request, HttpServletResponse response, BodyLimits.Size size) {

        String address() {
            return Addresses.counted(request.getRemoteAddr());
        }

        boolean asksForHttp2() {
            return "h2c".equalsIgnoreCase(request.getHeader("Upgrade"));
        }
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
        BodyLimits.Size size = limits.of(path);
        Exchange exchange = new Exchange(request, response, size);
        if (!path.startsWith(API) && !BodyLimits.isSocket(path)) {
            refuse(exchange, BodyProblems.unexpected());
            return;
        }
        long declared = request.getContentLengthLong();
        if (declared > size.maxBytes()) {
            refuse(exchange, size.refusal("It has " + declared + "."));
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
        if (body.isComplete()) {
            pass(exchange, chain, body);
        } else {
            readRest(exchange, chain, body);
        }
    }

    /** On this thread, if it may wait; else without a thread. */
    private void readRest(Exchange exchange, FilterChain chain, ArrivingBody body)
            throws IOException, ServletException {
        ReadingThreads threads = exchange.asksForHttp2() ? readingHttp2 : reading;
        switch (threads.read(exchange.address(), exchange.request().getInputStream(), body, limits.time())) {
            case READ -> pass(exchange, chain, body);
            case LATE -> {
                stats.hit(Limit.BODY_TIME);
                refuse(exchange, BodyProblems.late(limits.time()));
            }
            case BROKEN -> refuse(exchange, BodyProblems.broken());
            case NO_PLACE -> {
                if (exchange.asksForHttp2() || !slow.await(exchange, body)) {
                    stats.hit(Limit.BODIES_WAITING);
                    refuse(exchange, BodyProblems.busy());
                }
            }
        }
    }

    private void pass(Exchange exchange, FilterChain chain, ArrivingBody body) throws IOException, ServletException {
        if (body.isTooLong()) {
            refuse(exchange, exchange.size().refusal("It has more."));
        } else {
            chain.doFilter(new BodiedRequest(exchange.request(), body.bytes()), exchange.response());
        }
    }

    private void refuse(Exchange exchange, HubException refusal) {
        try {
            refusals.close(exchange.request(), exchange.response(), refusal);
        } catch (IOException clientGone) {
            // The container would write it into the server's log, as an error of ours.
            LOGGER.log(System.Logger.Level.DEBUG, "a refusal was not read", clientGone);
        }
    }

    /** What the request finds when it comes again. */
    static void arrived(HttpServletRequest request, byte[] body) {
        request.setAttribute(BODY, body);
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
