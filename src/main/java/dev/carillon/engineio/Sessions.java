package dev.carillon.engineio;

import dev.carillon.event.ConnectionLimitException;
import dev.carillon.event.HubDrainingException;
import dev.carillon.hub.CloseReason;
import dev.carillon.security.Caller;
import dev.carillon.security.ConnectionLimits;
import dev.carillon.security.Credential;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All sessions of a server. Each holds a place of the limits of connections, so there are no more than these allow.
 *
 * <p>Threading: any thread.
 */
public final class Sessions {

    /** 144 bits: nobody guesses a session, which is as good as its client to whoever knows its name. */
    private static final int ID_BYTES = 18;

    /** For what was written to a WebSocket to arrive, and for its client to say goodbye. */
    static final Duration FAREWELL = Duration.ofSeconds(1);

    private final EngineSettings settings;
    private final SessionAcceptor acceptor;
    private final ConnectionLimits limits;
    private final Runnable gate;
    private final LongSupplier nanoClock;
    private final RandomGenerator random;
    private final Wheel wheel;
    private final LongAdder upgrades = new LongAdder();
    private final ConcurrentMap<String, EngineSession> byId = new ConcurrentHashMap<>();

    /**
     * There are none yet.
     *
     * @param gate throws if no new connections are taken
     * @param scheduler turns one wheel for all
     * @param random makes the names of sessions, so it must not be predictable
     */
    public Sessions(
            EngineSettings settings,
            SessionAcceptor acceptor,
            ConnectionLimits limits,
            Runnable gate,
            ScheduledExecutorService scheduler,
            LongSupplier nanoClock,
            RandomGenerator random) {
        this.settings = settings;
        this.acceptor = acceptor;
        this.limits = limits;
        this.gate = gate;
        this.nanoClock = nanoClock;
        this.random = random;
        this.wheel = new Wheel(step(settings), scheduler, nanoClock);
    }

    /** Short beside the shortest time that is kept by it. */
    private static Duration step(EngineSettings settings) {
        long shortest = Math.min(
                settings.pingInterval().toMillis(), settings.pingTimeout().toMillis());
        return Duration.ofMillis(Math.max(5, Math.min(25, shortest / 20)));
    }

    /** How many there are, also those that are just opening or closing. */
    public int size() {
        return byId.size();
    }

    /** How many there are by transport: {@code polling} and {@code websocket}. */
    public Map<String, Integer> byTransport() {
        Map<String, Integer> counts = new TreeMap<>(Map.of("polling", 0, "websocket", 0));
        byId.values().forEach(session -> counts.merge(session.transport(), 1, Integer::sum));
        return counts;
    }

    /** How many went from polling to WebSocket since the start. */
    public long upgrades() {
        return upgrades.sum();
    }

    void upgraded() {
        upgrades.increment();
    }

    /** Ends all of them, and returns at once. */
    public void close(CloseReason reason) {
        List.copyOf(byId.values()).forEach(session -> session.close(reason));
    }

    /**
     * Makes a session that is opening.
     *
     * @throws ConnectionLimitException if there are too many connections
     * @throws HubDrainingException if the server lets its connections go, or another {@link dev.carillon.event.HubException}
     */
    EngineSession create(Handshake handshake) {
        gate.run();
        limits.acquire(handshake.origin());
        byte[] name = new byte[ID_BYTES];
        random.nextBytes(name);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(name);
        EngineSession session = new EngineSession(this, id, handshake);
        byId.put(id, session);
        return session;
    }

    /** Finds a session that lives; null if there is none. */
    @Nullable
    EngineSession find(String id) {
        EngineSession session = byId.get(id);
        if (session != null) {
            // The wheel may be a step late.
            session.due(now());
        }
        return session == null ? null : byId.get(id);
    }

    void ended(EngineSession session) {
        if (byId.remove(session.id(), session)) {
            limits.release(session.handshake().origin());
        }
    }

    /**
     * Whether a request may use a session: its name is a secret, so one that does not say who sends it may, for a browser cannot add
     * a token to a WebSocket's handshake. But cookies it adds to all of them, and whoever says that he is somebody else is.
     */
    static boolean belongsTo(EngineSession session, Caller caller) {
        Caller owner = session.handshake().caller();
        boolean same = owner.subject().equals(caller.subject());
        return same || (caller.isAnonymous() && owner.credential() != Credential.COOKIE);
    }

    /** Ends a WebSocket that carries no session; a client that does not answer is cut off. */
    void sayGoodbye(Wire wire, int code) {
        wire.end(code);
        later(FAREWELL, wire::cut);
    }

    /** Does something on the scheduler's thread, which must not wait. */
    void later(Duration delay, Runnable task) {
        Wheel.Timed once = new Wheel.Timed() {
            @Override
            void due(long nowNanos) {
                task.run();
            }
        };
        wheel.schedule(once, now() + delay.toNanos());
    }

    EngineSettings settings() {
        return settings;
    }

    SessionAcceptor acceptor() {
        return acceptor;
    }

    Wheel wheel() {
        return wheel;
    }

    long now() {
        return nanoClock.getAsLong();
    }
}
