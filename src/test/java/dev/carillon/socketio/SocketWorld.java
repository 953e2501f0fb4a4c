package dev.carillon.socketio;

import dev.carillon.api.Refusals;
import dev.carillon.engineio.Handshake;
import dev.carillon.event.Problem;
import dev.carillon.event.SelectorSet;
import dev.carillon.event.UnauthenticatedException;
import dev.carillon.hub.Hub;
import dev.carillon.hub.HubSettings;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.memory.MemoryEventLog;
import dev.carillon.security.Caller;
import dev.carillon.security.ConnectionLimits;
import dev.carillon.security.Credential;
import dev.carillon.security.Grants;
import dev.carillon.security.Leases;
import dev.carillon.security.LimitStats;
import dev.carillon.security.Origin;
import dev.carillon.security.Rate;
import dev.carillon.security.ReplayLimits;
import dev.carillon.socketio.bean.NamespaceBeans;
import dev.carillon.socketio.server.Recovery;
import dev.carillon.socketio.server.SocketIoSettings;
import dev.carillon.socketio.server.SocketServer;
import dev.carillon.socketio.server.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/** A hub in memory that serves beans, with real threads. */
public final class SocketWorld implements AutoCloseable {

    public static final SocketIoSettings SETTINGS =
            new SocketIoSettings(Duration.ofSeconds(45), 1_000_000, 16, 16, 1_000, Duration.ofMinutes(2));

    /** Connections that one subject may have. */
    public static final int PER_SUBJECT = 2;

    public static final Caller NOBODY = Caller.anonymous(Grants.NONE);

    private final ScheduledExecutorService io = Executors.newScheduledThreadPool(2);
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final AtomicInteger sessions = new AtomicInteger();
    private final Map<String, Caller> tokens = new ConcurrentHashMap<>();
    private final Hub hub;
    private final Leases leases;
    private final SocketServer server;

    public SocketWorld(Object... beans) {
        this(SETTINGS, Recovery.NONE, beans);
    }

    public SocketWorld(SocketIoSettings settings, Recovery recovery, Object... beans) {
        this(settings, recovery, null, hub -> List.of(beans));
    }

    private SocketWorld(
            SocketIoSettings settings, Recovery recovery, @Nullable Hub given, Function<Hub, List<?>> beans) {
        hub = given == null ? new Hub(HubSettings.defaults(2), log(), io, System::nanoTime, Thread::new) : given;
        leases = new Leases(InstantSource.system(), io, id -> Duration.ZERO, id -> false);
        LimitStats stats = new LimitStats();
        server = new SocketServer(
                settings,
                new Surroundings(
                        hub,
                        this::authenticate,
                        Grants.NONE,
                        leases,
                        new ConnectionLimits(
                                new ConnectionLimits.Allowed(1_000, 1_000, PER_SUBJECT, Rate.UNLIMITED, Rate.UNLIMITED),
                                stats),
                        new ReplayLimits(100, 100, stats),
                        new Refusals(stats, () -> Duration.ofSeconds(3)),
                        recovery,
                        threads,
                        io,
                        InstantSource.system(),
                        RandomGeneratorFactory.getDefault().create(2)));
        new NamespaceBeans(beans.apply(hub)).serveBy(server);
    }

    /** Of a bean that needs the hub. */
    public static SocketWorld of(Function<Hub, Object> bean) {
        return new SocketWorld(SETTINGS, Recovery.NONE, null, hub -> List.of(bean.apply(hub)));
    }

    /** On a hub that there is already. */
    public static SocketWorld on(Hub hub, Object bean) {
        return new SocketWorld(SETTINGS, Recovery.NONE, hub, same -> List.of(bean));
    }

    /** On a hub that there is already, with a memory of those who are away. */
    public static SocketWorld on(Hub hub, Recovery recovery, Object bean) {
        return new SocketWorld(SETTINGS, recovery, hub, same -> List.of(bean));
    }

    public static MemoryEventLog log() {
        return new MemoryEventLog(
                RetentionPolicy.of(new Retention(1_000, 1 << 30, Duration.ofDays(1))),
                Duration.ofHours(24),
                Instant::now,
                RandomGeneratorFactory.getDefault().create(1));
    }

    private Caller authenticate(String token) {
        Caller caller = tokens.get(token);
        if (caller == null) {
            throw new UnauthenticatedException(
                    Problem.INVALID_TOKEN, "A token is one of ours.", "This one is not.", "Ask for one.");
        }
        return caller;
    }

    /** From now on this token is somebody's, who may read and write these channels. */
    public Caller token(String token, String subject, String... channels) {
        SelectorSet granted = SelectorSet.of(channels);
        Caller caller =
                new Caller(subject, subject, new Grants(granted, granted, false), Credential.BEARER, token, null);
        tokens.put(token, caller);
        return caller;
    }

    public FakeClient client() {
        return client(NOBODY);
    }

    public FakeClient client(Caller caller) {
        Origin origin = new Origin(caller.subject(), "192.0.2.1");
        FakeSession session = new FakeSession(
                "session-" + sessions.incrementAndGet(),
                new Handshake(caller, origin, "EIO=4", Map.of(), Instant.now()));
        var listener = server.open(session);
        session.listen(listener);
        return new FakeClient(session, listener);
    }

    public Hub hub() {
        return hub;
    }

    public Leases leases() {
        return leases;
    }

    public SocketServer server() {
        return server;
    }

    @Override
    public void close() {
        hub.close();
        threads.shutdownNow();
        io.shutdownNow();
    }
}
