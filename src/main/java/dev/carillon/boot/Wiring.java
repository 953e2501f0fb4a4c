package dev.carillon.boot;

import dev.carillon.api.ApiSettings;
import dev.carillon.api.poll.Polls;
import dev.carillon.api.sse.Channel;
import dev.carillon.api.sse.EventSerializer;
import dev.carillon.api.sse.HubSse;
import dev.carillon.api.sse.Streams;
import dev.carillon.chat.state.ChatChannels;
import dev.carillon.event.ChannelName;
import dev.carillon.hub.Hub;
import dev.carillon.log.EventLog;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.memory.MemoryEventLog;
import dev.carillon.log.sqlite.SqliteEventLog;
import dev.carillon.security.ConnectionLimits;
import dev.carillon.security.Leases;
import dev.carillon.security.ReplayLimits;
import dev.carillon.ticker.TickerChannels;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Singleton;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseBroadcaster;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Makes the objects that live as long as the application, and hands them to whoever has them injected.
 *
 * <p>They are of the scope {@code @Singleton}, which needs no proxy, so that their classes can be final and without a
 * constructor for CDI.
 */
@ApplicationScoped
public class Wiring {

    /** Reads of the log and callbacks of applications. Few, because what they do is short or waits for one disk. */
    private static final int IO_THREADS = 4;

    @Produces
    @Singleton
    Settings settings() {
        return Settings.from(ConfigProvider.getConfig(Wiring.class.getClassLoader()));
    }

    @Produces
    @Singleton
    ApiSettings apiSettings(Settings settings) {
        return settings.api();
    }

    @Produces
    @Singleton
    InstantSource clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    RandomGenerator random() {
        return new SecureRandom();
    }

    @Produces
    @Singleton
    @Typed(ExecutorService.class)
    ExecutorService io() {
        ThreadPoolExecutor io = new ThreadPoolExecutor(
                IO_THREADS,
                IO_THREADS,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DaemonThreads("carillon-io-"));
        // At once, so that a server has the same threads whatever it has done.
        io.prestartAllCoreThreads();
        return io;
    }

    void stop(@Disposes ExecutorService io) {
        io.shutdownNow();
    }

    @Produces
    @Singleton
    @Typed(ScheduledExecutorService.class)
    ScheduledExecutorService scheduler() {
        ScheduledThreadPoolExecutor scheduler =
                new ScheduledThreadPoolExecutor(1, new DaemonThreads("carillon-schedule-"));
        // Else the end of a poll's wait would hold on to a request that was answered long before.
        scheduler.setRemoveOnCancelPolicy(true);
        return scheduler;
    }

    void stop(@Disposes ScheduledExecutorService scheduler) {
        scheduler.shutdownNow();
    }

    @Produces
    @Singleton
    EventLog log(Settings settings, InstantSource clock, RandomGenerator random) {
        LogSettings log = settings.log();
        RetentionPolicy retention = SocketIoWiring.kept(
                settings, TickerChannels.keptBy(ChatChannels.keptBy(LogTokenLedger.keptBy(log.retention()))));
        return switch (log.kind()) {
            case SQLITE -> SqliteEventLog.open(log.dataDir(), retention, log.keyTime(), clock, random);
            case MEMORY -> new MemoryEventLog(retention, log.keyTime(), clock, random);
        };
    }

    void stop(@Disposes EventLog log) {
        log.close();
    }

    @Produces
    @Singleton
    Hub hub(Settings settings, EventLog log, ExecutorService io) {
        return new Hub(settings.hub(), log, io, System::nanoTime, new DaemonThreads("carillon-shard-"));
    }

    void stop(@Disposes Hub hub) {
        hub.close();
    }

    @Produces
    @Singleton
    Streams streams(
            Hub hub,
            ConnectionLimits limits,
            ReplayLimits replays,
            Leases leases,
            Settings settings,
            RandomGenerator random) {
        return new Streams(hub, limits, replays, leases, settings.connections().retry(), random);
    }

    @Produces
    @Singleton
    Polls polls(
            Hub hub, ConnectionLimits limits, ReplayLimits replays, Leases leases, ScheduledExecutorService scheduler) {
        return new Polls(hub, limits, replays, leases, scheduler);
    }

    @Produces
    @Singleton
    EventSerializer serializer() {
        return new EventSerializer();
    }

    @Produces
    @Singleton
    @Typed(HubSse.class)
    HubSse hubSse(Hub hub, EventSerializer serializer, InstantSource clock) {
        return new HubSse(hub, serializer, clock);
    }

    @Produces
    @Dependent
    @Channel("")
    SseBroadcaster broadcaster(InjectionPoint point, HubSse sse) {
        Channel channel = point.getQualifiers().stream()
                .filter(Channel.class::isInstance)
                .map(Channel.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("an SseBroadcaster is injected with @Channel"));
        return sse.broadcaster(new ChannelName(channel.value()), channel.durability());
    }

    /** {@code @Context Sse} is JAX-RS's way; {@code @Inject Sse} works in every other bean. */
    @Produces
    @Singleton
    Sse sse(HubSse sse) {
        return sse;
    }
}
