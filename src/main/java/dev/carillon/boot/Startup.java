package dev.carillon.boot;

import dev.carillon.admin.EffectiveSettings;
import dev.carillon.api.ApiSettings;
import dev.carillon.api.BodyFilter;
import dev.carillon.api.ClientGoneFilter;
import dev.carillon.api.FeatureChannels;
import dev.carillon.api.HeadFilter;
import dev.carillon.api.PublishFilter;
import dev.carillon.api.RefusalFilter;
import dev.carillon.api.Refusals;
import dev.carillon.hub.Hub;
import dev.carillon.log.EventLog;
import dev.carillon.log.sqlite.SqliteEventLog;
import dev.carillon.security.Authenticator;
import dev.carillon.security.CorsFilter;
import dev.carillon.security.CorsPolicy;
import dev.carillon.security.ForwardedFilter;
import dev.carillon.security.IdentityFilter;
import dev.carillon.security.LimitStats;
import dev.carillon.security.PublishRates;
import dev.carillon.security.SecurityHeadersFilter;
import dev.carillon.stream.ServerStop;
import dev.carillon.stream.StreamFilter;
import dev.carillon.stream.Transport;
import dev.carillon.stream.servlet.ServletTransport;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/** Puts the filters before the application, in their order, and stops the hub before the container closes its connections. */
@WebListener
public class Startup implements ServletContextListener {

    private static final System.Logger LOGGER = System.getLogger(Startup.class.getName());
    private static final String TOMCAT_TRANSPORT = "dev.carillon.stream.tomcat.TomcatTransport";
    private static final String TOMCAT_STOP = "dev.carillon.stream.tomcat.TomcatStop";

    private Runnable forgetStop = () -> {};

    /** Ends what looks after connections. */
    private Runnable watch = () -> {};

    @Override
    public void contextInitialized(ServletContextEvent event) {
        RecordHandles.takeOver();
        ServletContext context = event.getServletContext();
        Settings settings = CDI.current().select(Settings.class).get();
        readKeys();
        List<Transport> transports = transports(settings);
        add(context, "head", CDI.current().select(HeadFilter.class).get(), "/*");
        add(
                context,
                "forwarded",
                new ForwardedFilter(
                        settings.limits().proxies().addresses(),
                        settings.limits().proxies().dialect()),
                "/*");
        add(context, "security-headers", new SecurityHeadersFilter(), "/*");
        add(
                context,
                "cors",
                new CorsFilter(settings.cors()),
                "/api/events/*",
                "/api/session",
                "/api/tickets",
                "/api/chat/*");
        add(context, "cors-clock", new CorsFilter(CorsPolicy.anybody()), "/sse", "/api/clock");
        // From here on a request may come a second time, when its body is there.
        add(context, "body", CDI.current().select(BodyFilter.class).get(), "/*");
        add(
                context,
                "refusals",
                new RefusalFilter(CDI.current().select(Refusals.class).get()),
                "/api/*",
                "/sse",
                "/metrics");
        add(context, "identity", CDI.current().select(IdentityFilter.class).get(), "/api/*", "/sse", "/metrics");
        add(context, "publish", publishFilter(), "/api/events/*");
        add(context, "stream", new StreamFilter(transports), "/api/*", "/sse");
        // Behind the streams, whose sinks have to know that their client has gone.
        add(context, "client-gone", new ClientGoneFilter(), "/api/*");
        OperationWiring.addServlets(context, settings);
        watch = LimitsWiring.watchHeads(
                settings,
                CDI.current().select(ScheduledExecutorService.class).get(),
                CDI.current().select(LimitStats.class).get());
        SettingsReport.warnOfUnknown(
                CDI.current().select(EffectiveSettings.class).get());
        CDI.current().select(AdminWiring.class).get().startedIn(context);
        Hub hub = CDI.current().select(Hub.class).get();
        HubManagement.register(hub, context);
        forgetStop = tomcats(TOMCAT_STOP, ServerStop.class)
                .map(stop -> stop.before(context, () -> Departure.of(hub)))
                .orElse(forgetStop);
        Banner.print(context, transports.get(0).name(), settings);
        CDI.current()
                .select(FirstAdministrator.class)
                .get()
                .code()
                .ifPresent(code -> Banner.printSignInLink(context, code));
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        forgetStop.run();
        watch.run();
        HubManagement.unregister(event.getServletContext());
        CDI.current().select(Hub.class).get().close();
        CDI.current().select(EventLog.class).get().close();
        SqliteEventLog.leaveServer();
    }

    /** Now, so that what is wrong with the hub's key or with its ledger of tokens ends the start. */
    private static void readKeys() {
        try {
            CDI.current().select(Authenticator.class).get();
        } catch (RuntimeException e) {
            // Tomcat writes what a listener throws into another file than the one that everybody looks at.
            LOGGER.log(System.Logger.Level.ERROR, e.getMessage());
            throw e;
        }
    }

    private static PublishFilter publishFilter() {
        CDI<Object> beans = CDI.current();
        return new PublishFilter(
                beans.select(Hub.class).get(),
                beans.select(PublishRates.class).get(),
                beans.select(ApiSettings.class).get(),
                beans.select(Refusals.class).get(),
                beans.select(InstantSource.class).get(),
                beans.select(FeatureChannels.class, Any.Literal.INSTANCE).stream()
                        .toList());
    }

    private static void add(ServletContext context, String name, Filter filter, String... paths) {
        FilterRegistration.Dynamic registration = context.addFilter(name, filter);
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), true, paths);
    }

    private static List<Transport> transports(Settings settings) {
        List<Transport> transports = new ArrayList<>();
        if (settings.sink() == Settings.SinkChoice.AUTO) {
            tomcats(TOMCAT_TRANSPORT, Transport.class).ifPresent(transports::add);
        }
        transports.add(new ServletTransport());
        return transports;
    }

    /** An object that needs Tomcat's classes; empty where they are not. */
    private static <T> Optional<T> tomcats(String name, Class<T> type) {
        try {
            return Optional.of(Class.forName(name)
                    .asSubclass(type)
                    .getDeclaredConstructor()
                    .newInstance());
        } catch (ReflectiveOperationException | LinkageError notTomcat) {
            LOGGER.log(System.Logger.Level.DEBUG, "not on Tomcat, done without " + name, notTomcat);
            return Optional.empty();
        }
    }
}
