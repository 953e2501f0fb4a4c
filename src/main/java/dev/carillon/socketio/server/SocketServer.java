package dev.carillon.socketio.server;

import dev.carillon.engineio.Session;
import dev.carillon.engineio.SessionAcceptor;
import dev.carillon.engineio.SessionListener;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.RetentionRule;
import dev.carillon.security.Caller;
import dev.carillon.socketio.Auth;
import dev.carillon.socketio.Broadcast;
import dev.carillon.socketio.Namespaces;
import dev.carillon.socketio.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes sessions of Engine.IO and lets their clients into namespaces.
 *
 * <p>Threading: any thread.
 */
public final class SocketServer implements SessionAcceptor, Namespaces {

    /** As long as those of npm's server; 15 bytes are far more than can be guessed. */
    private static final int ID_BYTES = 15;

    /** Far more than there are. */
    private static final long MOMENTS_PER_MILLISECOND = 100_000;

    /** What may be a signed JWT. */
    private static final Pattern SIGNED = Pattern.compile("[^.]*\\.[^.]*\\.[^.]*");

    private final SocketIoSettings settings;
    private final Surroundings surroundings;
    private final SocketStats stats = new SocketStats();
    private final Outgoing outgoing = new Outgoing();
    private final AtomicLong moments;
    private volatile Map<String, Behaviour> fixed = Map.of();
    private volatile List<Dynamic> dynamic = List.of();

    /** With those who use it; one of a pattern that nobody uses is forgotten. Guarded by itself. */
    private final Map<String, Use> used = new HashMap<>();

    /** Namespaces of all names that match. */
    public record Dynamic(Pattern names, Behaviour behaviour) {}

    private static final class Use {
        private final Served served;
        private int holders;

        private Use(Served served) {
            this.served = served;
        }
    }

    public SocketServer(SocketIoSettings settings, Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.moments = new AtomicLong(surroundings.clock().millis() * MOMENTS_PER_MILLISECOND);
    }

    /** From now on there are these namespaces and no others. */
    public void serve(Map<String, Behaviour> names, List<Dynamic> patterns) {
        fixed = Map.copyOf(names);
        dynamic = List.copyOf(patterns);
    }

    @Override
    public SessionListener open(Session session) {
        return Client.of(session, this);
    }

    @Override
    public Broadcast of(String namespace) {
        if (!namespace.startsWith("/")) {
            throw new IllegalArgumentException("a namespace begins with '/': " + namespace);
        }
        boolean recovers = behaviour(namespace).map(this::recovers).orElse(false);
        return new ToMany(this, namespace, recovers);
    }

    @Override
    public Optional<Socket> socket(String namespace, String id) {
        return inUse(namespace).flatMap(served -> served.socket(id)).map(socket -> socket);
    }

    @Override
    public int count(String namespace) {
        return inUse(namespace).map(Served::count).orElse(0);
    }

    public SocketStats stats() {
        return stats;
    }

    /** How many sockets each namespace has; those of a pattern are counted together, under the pattern. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        fixed.keySet().forEach(name -> counts.put(name, 0));
        dynamic.forEach(pattern -> counts.put(pattern.names.pattern(), 0));
        List<Served> all;
        synchronized (used) {
            all = used.values().stream().map(use -> use.served).toList();
        }
        all.forEach(served -> counts.merge(label(served.name), served.count(), Integer::sum));
        return counts;
    }

    private String label(String namespace) {
        return fixed.containsKey(namespace)
                ? namespace
                : dynamic.stream()
                        .filter(pattern -> pattern.names.matcher(namespace).matches())
                        .map(pattern -> pattern.names.pattern())
                        .findFirst()
                        .orElse(namespace);
    }

    private Optional<Served> inUse(String namespace) {
        synchronized (used) {
            return Optional.ofNullable(used.get(namespace)).map(use -> use.served);
        }
    }

    /** The policy with a rule for what is sent to rooms, before the first one that would count for it. */
    public static RetentionPolicy keptBy(RetentionPolicy policy, Duration keep) {
        Retention forThoseWhoComeBack = new Retention(Retention.UNLIMITED, Retention.UNLIMITED, keep);
        List<RetentionRule> rules = new ArrayList<>(policy.rules());
        rules.add(policy.indexFor(Names.everybody("/any")), new RetentionRule(Names.WHOLE, forThoseWhoComeBack, false));
        return new RetentionPolicy(rules);
    }

    // --- for clients ---

    SocketIoSettings settings() {
        return settings;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Outgoing outgoing() {
        return outgoing;
    }

    /** The audience as it is now: without those who have left its rooms just now, and with those who have left the others. */
    Audience now(String namespace, Audience audience) {
        Served served = inUse(namespace).orElse(null);
        if (served == null) {
            return audience;
        }
        Audience now = audience;
        if (!audience.rooms().isEmpty()) {
            now = now.exceptSockets(served.leaving(audience.rooms()));
        }
        if (!audience.exceptRooms().isEmpty()) {
            now = now.at(moment());
            audience.exceptRooms().forEach(served::tellWhoLeaves);
        }
        return now;
    }

    /** Later ones are larger, also after a start of the server. */
    long moment() {
        return moments.incrementAndGet();
    }

    /** A namespace for one more who uses it, until it is {@linkplain #giveBack given back}; null if there is none. */
    @Nullable
    Served take(String namespace) {
        Behaviour behaviour = behaviour(namespace).orElse(null);
        if (behaviour == null) {
            return null;
        }
        synchronized (used) {
            Use use =
                    used.computeIfAbsent(namespace, name -> new Use(new Served(name, behaviour, recovers(behaviour))));
            use.holders++;
            return use.served;
        }
    }

    void giveBack(Served served) {
        synchronized (used) {
            Use use = used.get(served.name);
            if (use != null && --use.holders == 0) {
                used.remove(served.name);
            }
        }
    }

    private Optional<Behaviour> behaviour(String namespace) {
        Behaviour exact = fixed.get(namespace);
        if (exact != null) {
            return Optional.of(exact);
        }
        return dynamic.stream()
                .filter(pattern -> pattern.names.matcher(namespace).matches())
                .map(Dynamic::behaviour)
                .findFirst();
    }

    private boolean recovers(Behaviour behaviour) {
        return behaviour.recovers() && settings.recovers();
    }

    /**
     * Who it is.
     *
     * @throws dev.carillon.event.UnauthenticatedException if a token is shown that is not believed
     */
    Caller identify(Session session, Auth auth, Behaviour behaviour) {
        String token = auth.text("token");
        boolean another = !SIGNED.matcher(token).matches() && !behaviour.takesOnlyOurTokens();
        return token.isEmpty() || another
                ? session.handshake().caller()
                : surroundings.authenticator().authenticate(token).withAlso(surroundings.anonymous());
    }

    String newId() {
        byte[] bytes = new byte[ID_BYTES];
        surroundings.random().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
