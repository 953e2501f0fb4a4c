package dev.carillon.boot;

import dev.carillon.api.ApiSettings;
import dev.carillon.api.FeatureChannels;
import dev.carillon.api.PublishRules;
import dev.carillon.api.Refusals;
import dev.carillon.hub.Hub;
import dev.carillon.log.EventLog;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.security.Authenticator;
import dev.carillon.security.ConnectionLimits;
import dev.carillon.security.Leases;
import dev.carillon.security.ReplayLimits;
import dev.carillon.socketio.Namespace;
import dev.carillon.socketio.Namespaces;
import dev.carillon.socketio.bean.NamespaceBeans;
import dev.carillon.socketio.hub.DefaultChannel;
import dev.carillon.socketio.recovery.SocketStore;
import dev.carillon.socketio.server.Recovery;
import dev.carillon.socketio.server.SocketServer;
import dev.carillon.socketio.server.Surroundings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes what serves namespaces of Socket.IO, as {@link Wiring} does. */
@ApplicationScoped
public class SocketIoWiring {

    /** In the data directory; may be deleted while the server is stopped. Clients begin anew then. */
    private static final String STORE = "socketio.db";

    private static final long IDLE_SECONDS = 30;

    /** They call handlers. */
    private record Handlers(ThreadPoolExecutor threads) {}

    /** What a server of sockets asks about callers. */
    private record Security(
            Authenticator authenticator, Leases leases, ConnectionLimits connections, ReplayLimits replays) {}

    @Produces
    @Singleton
    PublishRules publishRules(ApiSettings names, @Any Instance<FeatureChannels> features) {
        return new PublishRules(names, features.stream().toList());
    }

    @Produces
    @Singleton
    DefaultChannel defaultChannel(Settings settings) {
        return settings.sockets().defaultChannel();
    }

    /** @param first makes the data directory and takes it, so that no other process has it */
    @Produces
    @Singleton
    Recovery recovery(Settings settings, EventLog first, InstantSource clock) {
        Duration keep = settings.sockets().packets().recovery();
        if (keep.isZero() || !settings.sockets().enabled()) {
            return Recovery.NONE;
        }
        ScheduledExecutorService writer =
                Executors.newSingleThreadScheduledExecutor(new DaemonThreads("carillon-socketio-db-"));
        LogSettings log = settings.log();
        return switch (log.kind()) {
            case SQLITE -> SocketStore.open(log.dataDir().resolve(STORE), keep, clock, writer);
            case MEMORY -> SocketStore.inMemory(keep, clock, writer);
        };
    }

    void close(@Disposes Recovery recovery) {
        if (recovery instanceof SocketStore store) {
            store.close();
        }
    }

    @Produces
    @Singleton
    Handlers handlers(Settings settings) {
        int count = settings.sockets().threads();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                count,
                count,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DaemonThreads("carillon-socketio-"));
        threads.allowCoreThreadTimeOut(true);
        return new Handlers(threads);
    }

    void stop(@Disposes Handlers handlers) {
        handlers.threads.shutdownNow();
    }

    @Produces
    @Singleton
    Security security(Authenticator authenticator, Leases leases, ConnectionLimits connections, ReplayLimits replays) {
        return new Security(authenticator, leases, connections, replays);
    }

    /** No {@link dev.carillon.engineio.SessionAcceptor} for CDI, so that a bean of this type takes its place. */
    @Produces
    @Singleton
    @Typed({SocketServer.class, Namespaces.class})
    SocketServer socketServer(
            Settings settings,
            Hub hub,
            Security security,
            Refusals refusals,
            Recovery recovery,
            Handlers handlers,
            ScheduledExecutorService scheduler,
            InstantSource clock) {
        return new SocketServer(
                settings.sockets().packets(),
                new Surroundings(
                        hub,
                        security.authenticator,
                        settings.auth().anonymous(),
                        security.leases,
                        security.connections,
                        security.replays,
                        refusals,
                        recovery,
                        handlers.threads,
                        scheduler,
                        clock,
                        new SecureRandom()));
    }

    /** The policy with a rule for what is sent to rooms: it is kept for those who may come back. */
    static RetentionPolicy kept(Settings settings, RetentionPolicy policy) {
        Duration keep = settings.sockets().packets().recovery();
        return keep.isZero() ? policy : SocketServer.keptBy(policy, keep);
    }

    /**
     * Lets beans serve their namespaces.
     *
     * @throws IllegalArgumentException if one of them breaks a rule
     */
    static void serve() {
        CDI<Object> beans = CDI.current();
        Set<Object> found = new LinkedHashSet<>();
        for (Bean<?> bean : beans.getBeanManager().getBeans(Object.class, Any.Literal.INSTANCE)) {
            Class<?> type = bean.getBeanClass();
            if (bean.getTypes().contains(type) && type.isAnnotationPresent(Namespace.class)) {
                found.add(beans.select(type, Any.Literal.INSTANCE).get());
            }
        }
        new NamespaceBeans(found).serveBy(beans.select(SocketServer.class).get());
    }
}
