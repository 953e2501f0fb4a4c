package dev.carillon.operation;

import dev.carillon.event.SelectorSet;
import dev.carillon.hub.DrainPlan;
import dev.carillon.hub.Hub;
import dev.carillon.hub.HubSettings;
import dev.carillon.log.EventLog;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionPolicy;
import dev.carillon.log.memory.MemoryEventLog;
import dev.carillon.security.ConnectionLimits;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;

/** A hub that runs, with what goes with it. */
final class OperationHub implements AutoCloseable {

    private static final HubSettings SETTINGS = new HubSettings(
            2,
            new HubSettings.RingLimits(64, 64 << 10, 1 << 20),
            HubSettings.ReplayLimits.DEFAULT,
            new HubSettings.PublishLimits(1 << 20, 1000, 4 << 20, 1 << 20, Duration.ofSeconds(5)),
            new HubSettings.Timing(Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofMinutes(2)),
            DrainPlan.DEFAULT,
            new HubSettings.Conflation(SelectorSet.of(LiveFigures.CHANNEL.value()), 10, 1_000));

    final EventLog log = new MemoryEventLog(
            RetentionPolicy.of(new Retention(1_000, 1L << 20, Duration.ofDays(1))),
            Duration.ofHours(1),
            Clock.systemUTC(),
            RandomGeneratorFactory.getDefault().create(7));
    final Hub hub = new Hub(SETTINGS, log, Runnable::run, System::nanoTime, Thread::new);

    /** Everything that the server counts. */
    Metrics metrics() {
        return new Metrics(
                new HubMetrics(hub, new ConnectionLimits(10, 10)),
                new LogMetrics(log, Optional.of(Path.of("."))),
                new LimitMetrics(() -> Map.of("connections.max", 3L)),
                new FeedMetrics(() -> Map.of("demo", new FeedMetrics.Figures(true, 12, 1))),
                new SocketMetrics(() -> new SocketMetrics.Figures(
                        Map.of("polling", 2, "websocket", 5),
                        Map.of("/", 4, "/chat", 3),
                        5,
                        Map.of("recovered", 2L, "anew", 1L),
                        Map.of("connect", 1L, "packet", 0L))));
    }

    /** The same log, which says that its disk is full. */
    EventLog unwritableLog() {
        return (EventLog) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {EventLog.class},
                (proxy, method, arguments) ->
                        method.getName().equals("isWritable") ? (Object) false : method.invoke(log, arguments));
    }

    @Override
    public void close() {
        hub.close();
        log.close();
    }
}
