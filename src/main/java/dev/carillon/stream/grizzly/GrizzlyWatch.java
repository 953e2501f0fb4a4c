package dev.carillon.stream.grizzly;

import dev.carillon.stream.ConnectionWatch;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.http.HttpContext;
import org.glassfish.grizzly.http.HttpPacketParsing;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.nio.NIOTransport;
import org.glassfish.grizzly.nio.SelectorRunner;
import org.glassfish.grizzly.ssl.SSLUtils;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections that take too long to send the head of a request, to shake hands for TLS, or to send what is left of a body after
 * the answer. Payara's own {@code timeout-seconds} begins again with each byte, so who sends a byte every minute would hold a
 * connection, and 17 KB, for ever. There is a limit to their number, too.
 *
 * <p>It only looks, and leaves nothing in the server that would outlive the application. A connection keeps its request in an attribute
 * from the first byte of the head to the last of the body, and the request tells what it waits for. An idle connection has no request,
 * neither has a stream, and those of HTTP/2 are elsewhere. Until the first handshake is over, the session of TLS has the cipher suite
 * that {@link SSLEngine#getSession()} calls invalid.
 *
 * <p>Threading: one thread calls {@link #look()}, while others read from the connections. What it sees of a request may be a moment
 * old, never of another one: an {@link HttpContext} is made for each.
 */
public final class GrizzlyWatch implements ConnectionWatch {

    private static final String NO_SESSION_YET = "SSL_NULL_WITH_NULL_NULL";

    /** Of the heap, for what is not complete. */
    private static final int PART_OF_HEAP = 8;

    /** What Grizzly holds for each with a head of 8 KiB: 17 KB were measured. */
    private static final int INCOMPLETE_BYTES = 17_000;

    private final long headNanos;
    private final int maxIncomplete;
    private final Consumer<Integer> onEnded;
    private final Supplier<List<NIOTransport>> transports;
    private final LongSupplier nanoClock;
    private final Method getSelectorRunners;

    /** The same for all listeners, and for all that ask by this name. */
    private final Attribute<HttpRequestPacket> requestOf =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(HttpServerFilter.HTTP_SERVER_REQUEST_ATTR_NAME);

    /** When those were seen first that are not complete: contexts of requests, and engines of TLS. */
    private Map<Object, Long> begun = new HashMap<>();

    private record Incomplete(Connection<?> connection, Object what, long sinceNanos) {}

    /** {@code onEnded} is told how many were ended because their head or handshake took longer than {@code headTime}, or were too many. */
    public GrizzlyWatch(Duration headTime, Consumer<Integer> onEnded) {
        this(
                headTime,
                (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / PART_OF_HEAP / INCOMPLETE_BYTES),
                onEnded,
                new PayaraListeners(),
                System::nanoTime);
    }

    GrizzlyWatch(
            Duration headTime,
            int maxIncomplete,
            Consumer<Integer> onEnded,
            Supplier<List<NIOTransport>> transports,
            LongSupplier nanoClock) {
        this.headNanos = headTime.toNanos();
        this.maxIncomplete = maxIncomplete;
        this.onEnded = onEnded;
        this.transports = transports;
        this.nanoClock = nanoClock;
        try {
            // Public only within Grizzly. It has no list of connections but the keys of its selectors.
            getSelectorRunners = NIOTransport.class.getDeclaredMethod("getSelectorRunners");
            getSelectorRunners.setAccessible(true);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Grizzly is not as it was", e);
        }
    }

    @Override
    public void look() {
        long now = nanoClock.getAsLong();
        List<Incomplete> found = new ArrayList<>();
        for (NIOTransport transport : transports.get()) {
            for (Connection<?> connection : connections(transport)) {
                Object what = incomplete(connection);
                if (what != null) {
                    found.add(new Incomplete(connection, what, begun.getOrDefault(what, now)));
                }
            }
        }
        int ended = endLate(found, now);
        begun = new HashMap<>();
        found.forEach(each -> begun.put(each.what, each.sinceNanos));
        if (ended > 0) {
            onEnded.accept(ended);
        }
    }

    /** Those whose time is over; and the oldest if there are too many. */
    private int endLate(List<Incomplete> found, long now) {
        int tooMany = found.size() - maxIncomplete;
        if (tooMany > 0) {
            found.sort(Comparator.comparingLong(each -> each.sinceNanos - now));
        }
        int ended = 0;
        for (int i = 0; i < found.size(); i++) {
            Incomplete each = found.get(i);
            // It may have gone on in the meantime.
            if ((i < tooMany || now - each.sinceNanos > headNanos) && incomplete(each.connection) == each.what) {
                ended += isAnswered(each.connection) ? 0 : 1;
                each.connection.terminateSilently();
            }
        }
        return ended;
    }

    /** What stands for the request or the handshake that this connection has begun and not completed, the same at each look. */
    private @Nullable Object incomplete(Connection<?> connection) {
        HttpRequestPacket request = requestOf.get(connection);
        if (request instanceof HttpPacketParsing head) {
            HttpContext context = request.getProcessingState().getHttpContext();
            // Requests are used again: this one may have gone to another connection in the meantime.
            boolean ours = context != null && context.getContextStorage() == connection;
            return ours && (!head.isHeaderParsed() || request.isSkipRemainder()) ? context : null;
        }
        SSLEngine tls = SSLUtils.getSSLEngine(connection);
        return tls != null && tls.getSession().getCipherSuite().equals(NO_SESSION_YET) ? tls : null;
    }

    /** Nobody wants the rest of the body; Grizzly reads it to get to the next request. */
    private boolean isAnswered(Connection<?> connection) {
        HttpRequestPacket request = requestOf.get(connection);
        return request != null && request.isSkipRemainder();
    }

    private List<Connection<?>> connections(NIOTransport transport) {
        List<Connection<?>> connections = new ArrayList<>();
        for (SelectorRunner runner : runners(transport)) {
            Selector selector = runner == null ? null : runner.getSelector();
            if (selector == null || !selector.isOpen()) {
                continue;
            }
            // Other threads may add and remove meanwhile.
            for (SelectionKey key : selector.keys()) {
                if (key.attachment() instanceof Connection<?> connection && connection.isOpen()) {
                    connections.add(connection);
                }
            }
        }
        return connections;
    }

    /** None while the transport starts or stops, or some of them null. */
    private @Nullable SelectorRunner[] runners(NIOTransport transport) {
        try {
            SelectorRunner[] runners = (SelectorRunner[]) getSelectorRunners.invoke(transport);
            return runners == null ? new SelectorRunner[0] : runners;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Grizzly is not as it was", e);
        }
    }
}
