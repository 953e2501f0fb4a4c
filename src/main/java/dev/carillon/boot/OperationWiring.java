package dev.carillon.boot;

import dev.carillon.hub.Hub;
import dev.carillon.log.EventLog;
import dev.carillon.operation.HealthChecks;
import dev.carillon.operation.HealthServlet;
import dev.carillon.operation.HubMetrics;
import dev.carillon.operation.LimitMetrics;
import dev.carillon.operation.LogMetrics;
import dev.carillon.operation.Metrics;
import dev.carillon.operation.MetricsServlet;
import dev.carillon.security.ConnectionLimits;
import dev.carillon.security.LimitStats;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Singleton;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
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
    Metrics metrics(Hub hub, EventLog log, ConnectionLimits connections, LimitStats limits, Settings settings) {
        boolean onDisk = settings.log().kind() == LogSettings.Kind.SQLITE;
        return new Metrics(
                new HubMetrics(hub, connections),
                new LogMetrics(log, onDisk ? Optional.of(settings.log().dataDir()) : Optional.empty()),
                new LimitMetrics(limits::byName));
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
