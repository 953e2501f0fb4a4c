package dev.carillon.stream.tomcat;

import dev.carillon.stream.ConnectionWatch;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.catalina.Service;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.Constants;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Ends connections that take too long to send the head of a request or to shake hands for TLS. Tomcat's own {@code connectionTimeout}
 * begins again with each byte, so who sends a byte every nine seconds would hold a connection, and 36 KB, for hours.
 * And twenty thousand half requests would fill a heap of 512 MB, so there is a limit to their number, too.
 *
 * <p>What is safe to end is told by two things that Tomcat keeps for each connection: while a head is incomplete, the connection has
 * an HTTP/1.1 processor between two pieces, whose request has a start time and is not in asynchronous mode. An idle connection has no
 * processor; a stream has another one; and while a request is in service, its thread holds the connection's lock.
 *
 * <p>Besides, it wakes request threads that wait for the rest of a body which nobody wants: Tomcat reads it before it takes the next
 * request ({@code maxSwallowSize}), also where it has answered by itself and asked no application, as for {@code TRACE}.
 *
 * <p>Threading: one thread calls {@link #look()}. A connection is looked at under its own lock, and only if nobody has it.
 */
public final class TomcatWatch implements ConnectionWatch {

    private static final System.Logger LOGGER = System.getLogger(TomcatWatch.class.getName());

    /** Of the heap, for heads of requests that are not complete. */
    private static final int PART_OF_HEAP = 8;

    /** What Tomcat holds for each with a head of 12 KiB: 36 KB were measured. */
    private static final int HALF_OPEN_BYTES = 36_000;

    private final int maxHalfOpen =
            (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / PART_OF_HEAP / HALF_OPEN_BYTES);
    private final long headNanos;
    private final Consumer<Integer> onEnded;
    private final List<AbstractEndpoint<?, ?>> endpoints;

    /** When those were seen first that shake hands; their processor does not exist yet. */
    private Map<SocketWrapperBase<?>, Long> shakingHands = new HashMap<>();

    /** Those whose thread waited for the rest of a body at the last look. */
    private Set<SocketWrapperBase<?>> swallowing = new HashSet<>();

    private record HalfOpen(SocketWrapperBase<?> connection, Http11Processor http, long startNanos) {}

    /** {@code onEnded} is told how many were ended because their head or handshake took longer than {@code headTime}, or were too many. */
    public TomcatWatch(Duration headTime, Consumer<Integer> onEnded) {
        this.headNanos = headTime.toNanos();
        this.onEnded = onEnded;
        this.endpoints = endpoints();
        if (endpoints.isEmpty()) {
            throw new IllegalStateException("Tomcat shows no connector in JMX");
        }
    }

    @Override
    public void look() {
        long now = System.nanoTime();
        List<HalfOpen> halfOpen = new ArrayList<>();
        Map<SocketWrapperBase<?>, Long> stillShaking = new HashMap<>();
        Set<SocketWrapperBase<?>> stillSwallowing = new HashSet<>();
        for (AbstractEndpoint<?, ?> endpoint : endpoints) {
            for (SocketWrapperBase<?> connection : connections(endpoint)) {
                Object processor = connection.getCurrentProcessor();
                if (processor instanceof Http11Processor http) {
                    // Without the lock: nearly all are something else.
                    if (isHalfOpen(http)) {
                        halfOpen.add(new HalfOpen(connection, http, startNanos(http)));
                    } else if (stage(http) == Constants.STAGE_ENDINPUT) {
                        stillSwallowing.add(connection);
                    }
                } else if (processor == null && isShakingHands(connection)) {
                    stillShaking.put(connection, shakingHands.getOrDefault(connection, now));
                }
            }
        }
        stillSwallowing.stream().filter(swallowing::contains).forEach(TomcatWatch::endInput);
        swallowing = stillSwallowing;
        int ended = endHalfOpen(halfOpen, now) + endHandshakes(stillShaking, now);
        shakingHands = stillShaking;
        if (ended > 0) {
            onEnded.accept(ended);
        }
    }

    /** Those whose time is over; and the oldest if there are too many. */
    private int endHalfOpen(List<HalfOpen> halfOpen, long now) {
        int tooMany = halfOpen.size() - maxHalfOpen;
        if (tooMany > 0) {
            halfOpen.sort(Comparator.comparingLong(each -> each.startNanos - now));
        }
        int ended = 0;
        for (int i = 0; i < halfOpen.size(); i++) {
            HalfOpen each = halfOpen.get(i);
            if ((i < tooMany || now - each.startNanos > headNanos) && end(each)) {
                ended++;
            }
        }
        return ended;
    }

    private int endHandshakes(Map<SocketWrapperBase<?>, Long> handshakes, long now) {
        int before = handshakes.size();
        handshakes.entrySet().removeIf(each -> {
            boolean over = now - each.getValue() > headNanos;
            if (over) {
                each.getKey().close();
            }
            return over;
        });
        return before - handshakes.size();
    }

    /** It may have gone on in the meantime; and whoever has the lock is at work on it. */
    private static boolean end(HalfOpen each) {
        SocketWrapperBase<?> connection = each.connection;
        Lock lock = connection.getLock();
        if (!lock.tryLock()) {
            return false;
        }
        try {
            boolean same = !connection.isClosed()
                    && connection.getCurrentProcessor() == each.http
                    && isHalfOpen(each.http)
                    && startNanos(each.http) == each.startNanos;
            if (same) {
                connection.close();
            }
            return same;
        } finally {
            lock.unlock();
        }
    }

    private static boolean isHalfOpen(Http11Processor http) {
        // -1 until the first byte of a request, and again after its end.
        return startNanos(http) != -1 && stage(http) == Constants.STAGE_ENDED && !http.isAsync() && !http.isUpgrade();
    }

    private static long startNanos(Http11Processor http) {
        return http.getRequest().getStartTimeNanos();
    }

    private static int stage(Http11Processor http) {
        return http.getRequest().getRequestProcessor().getStage();
    }

    private static boolean isShakingHands(SocketWrapperBase<?> connection) {
        return connection.getSocket() instanceof NioChannel channel && !channel.isHandshakeComplete();
    }

    /** Whoever waits for more is told that there is none. */
    private static void endInput(SocketWrapperBase<?> connection) {
        try {
            if (connection.getSocket() instanceof NioChannel channel) {
                channel.getIOChannel().shutdownInput();
            }
        } catch (IOException | RuntimeException gone) {
            LOGGER.log(System.Logger.Level.DEBUG, "a connection ended by itself", gone);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Collection<SocketWrapperBase<?>> connections(AbstractEndpoint endpoint) {
        return endpoint.getConnections();
    }

    /** Tomcat shows its services in JMX, as objects. */
    private static List<AbstractEndpoint<?, ?>> endpoints() {
        List<AbstractEndpoint<?, ?>> endpoints = new ArrayList<>();
        try {
            // Public only within Tomcat.
            Method getEndpoint = AbstractProtocol.class.getDeclaredMethod("getEndpoint");
            getEndpoint.setAccessible(true);
            MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
            for (ObjectName name : beans.queryNames(new ObjectName("*:type=Service"), null)) {
                if (beans.getAttribute(name, "managedResource") instanceof Service service) {
                    for (Connector connector : service.findConnectors()) {
                        if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol
                                && getEndpoint.invoke(protocol) instanceof AbstractEndpoint<?, ?> endpoint) {
                            endpoints.add(endpoint);
                        }
                    }
                }
            }
        } catch (JMException | ReflectiveOperationException e) {
            throw new IllegalStateException("Tomcat is not as it was", e);
        }
        return endpoints;
    }
}
