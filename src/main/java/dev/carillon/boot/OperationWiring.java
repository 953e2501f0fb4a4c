package dev.carillon.boot;

import dev.carillon.engineio.Sessions;
import dev.carillon.hub.Hub;
import dev.carillon.log.EventLog;
import dev.carillon.operation.FeedMetrics;
import dev.carillon.operation.Gauges;
import dev.carillon.operation.HealthChecks;
import dev.carillon.operation.HealthServlet;
import dev.carillon.operation.HubMetrics;
import dev.carillon.operation.LimitMetrics;
import dev.carillon.operation.LiveFigures;
import dev.carillon.operation.LogMetrics;
import dev.carillon.operation.Metrics;
import dev.carillon.operation.MetricsServlet;
import dev.carillon.operation.SocketMetrics;
import dev.carillon.security.ConnectionLimits;
import dev.carillon.security.LimitStats;
import dev.carillon.socketio.server.SocketServer;
import dev.carillon.ticker.feed.run.FeedFigures.Health;
import dev.carillon.ticker.feed.run.Feeds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Singleton;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/** Health and metrics. */
@ApplicationScoped
public class OperationWiring {

    @Produces
    @Singleton
    HealthChecks healthChecks(Hub hub, EventLog log, ScheduledExecutorService scheduler) {
        return new HealthChecks(hub, log, scheduler);
    }

    /** Whoever counts something of its own adds its collector here, as {@link dev.carillon.operation.LimitMetrics}. */
    @Produces
    @Singleton
    Metrics metrics(
            Hub hub,
            EventLog log,
            ConnectionLimits connections,
            LimitStats limits,
            Feeds feeds,
            SocketMetrics sockets,
            Settings settings) {
        return new Metrics(
                new HubMetrics(hub, connections),
                new LogMetrics(log, directory(settings)),
                new LimitMetrics(limits::byName),
                new FeedMetrics(() -> figures(feeds)),
                sockets);
    }

    @Produces
    @Singleton
    SocketMetrics socketMetrics(Sessions sessions, SocketServer sockets) {
        return new SocketMetrics(() -> new SocketMetrics.Figures(
                sessions.byTransport(),
                sockets.counts(),
                sessions.upgrades(),
                sockets.stats().comebacks(),
                sockets.stats().refused()));
    }

    @Produces
    @Singleton
    LiveFigures liveFigures(
            Hub hub,
            EventLog log,
            ConnectionLimits connections,
            LimitStats limits,
            Feeds feeds,
            Settings settings,
            InstantSource clock) {
        return new LiveFigures(
                hub,
                new Gauges(new Gauges.Sources(
                        hub, log, directory(settings), connections, limits::byName, () -> gauges(feeds))),
                clock);
    }

    private static Optional<Path> directory(Settings settings) {
        boolean onDisk = settings.log().kind() == LogSettings.Kind.SQLITE;
        return onDisk ? Optional.of(settings.log().dataDir()) : Optional.empty();
    }

    private static List<Gauges.Feed> gauges(Feeds feeds) {
        return feeds.all().stream()
                .map(feed -> new Gauges.Feed(
                        feed.definition().name().value(),
                        feed.figures().health().label(),
                        feed.figures().perSecond(),
                        feed.figures().failures()))
                .toList();
    }

    private static Map<String, FeedMetrics.Figures> figures(Feeds feeds) {
        Map<String, FeedMetrics.Figures> figures = new HashMap<>();
        feeds.all()
                .forEach(feed -> figures.put(
                        feed.definition().name().value(),
                        new FeedMetrics.Figures(
                                feed.figures().health() == Health.UP,
                                feed.figures().quotes(),
                                feed.figures().failures())));
        return figures;
    }

    void stop(@Disposes Metrics metrics) {
        metrics.close();
    }

    static void addServlets(ServletContext context, Settings settings) {
        CDI<Object> beans = CDI.current();
        add(
                context,
                "health",
                new HealthServlet(beans.select(HealthChecks.class).get()),
                "/health/*");
        add(
                context,
                "metrics",
                new MetricsServlet(
                        beans.select(Metrics.class).get(), settings.operation().metrics()),
                "/metrics");
    }

    private static void add(ServletContext context, String name, Servlet servlet, String path) {
        ServletRegistration.Dynamic registration = context.addServlet(name, servlet);
        registration.addMapping(path);
    }
}
