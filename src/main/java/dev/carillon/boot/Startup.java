package dev.carillon.boot;

import dev.carillon.admin.EffectiveSettings;
import dev.carillon.api.ApiSettings;
import dev.carillon.api.BodyFilter;
import dev.carillon.api.ClientGoneFilter;
import dev.carillon.api.HeadFilter;
import dev.carillon.api.PublishFilter;
import dev.carillon.api.PublishRules;
import dev.carillon.api.RefusalFilter;
import dev.carillon.api.Refusals;
import dev.carillon.hub.Hub;
import dev.carillon.log.EventLog;
import dev.carillon.log.sqlite.SqliteEventLog;
import dev.carillon.operation.LiveFigures;
import dev.carillon.page.StaticFilesFilter;
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
import dev.carillon.ticker.Ticker;
import dev.carillon.ticker.api.QuotePollFilter;
import dev.carillon.ticker.api.QuoteReader;
import dev.carillon.ticker.feed.run.Feeds;
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

    /** Not looked up when the application ends: on Tomcat there are no beans any more then, and all of it has happened. */
    private Runnable stop = () -> {};

    /** Ends what looks after connections. */
    private Runnable watch = () -> {};

    /** Ends what tells administrators how the server is. */
    private Runnable figures = () -> {};

    @Override
    public void contextInitialized(ServletContextEvent event) {
        RecordHandles.takeOver();
        ServletContext context = event.getServletContext();
        Settings settings = CDI.current().select(Settings.class).get();
        requireRight();
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
        add(context, "static-files", new StaticFilesFilter(), "/*");
        add(
                context,
                "cors",
                new CorsFilter(settings.cors()),
                "/api/events/*",
                "/api/session",
                "/api/tickets",
                "/api/chat/*",
                "/api/ticker/*",
                SocketWiring.PATH);
        boolean sockets = SocketWiring.isEnabled(settings);
        if (sockets) {
            add(context, "socket-posts", SocketWiring.postFilter(), SocketWiring.PATH);
        }
        add(context, "cors-clock", new CorsFilter(CorsPolicy.anybody()), "/sse", "/api/clock");
        // From here on a request may come a second time, when its body is there.
        add(context, "body", CDI.current().select(BodyFilter.class).get(), "/*");
        add(
                context,
                "refusals",
                new RefusalFilter(CDI.current().select(Refusals.class).get()),
                "/api/*",
                "/sse",
                "/metrics",
                SocketWiring.PATH);
        add(
                context,
                "identity",
                CDI.current().select(IdentityFilter.class).get(),
                "/api/*",
                "/sse",
                "/metrics",
                SocketWiring.PATH);
        add(context, "publish", publishFilter(), "/api/events/*");
        add(context, "quote-polls", quotePollFilter(), "/api/ticker", "/api/ticker/*");
        add(context, "stream", new StreamFilter(transports), "/api/*", "/sse");
        // Behind the streams, whose sinks have to know that their client has gone.
        add(context, "client-gone", new ClientGoneFilter(), "/api/*");
        OperationWiring.addServlets(context, settings);
        if (sockets) {
            SocketWiring.addServlet(context, settings.sink());
        }
        watch = LimitsWiring.watchHeads(
                settings,
                CDI.current().select(ScheduledExecutorService.class).get(),
                CDI.current().select(LimitStats.class).get());
        figures = CDI.current()
                .select(LiveFigures.class)
                .get()
                .start(CDI.current().select(ScheduledExecutorService.class).get());
        SettingsReport.warnOfUnknown(
                CDI.current().select(EffectiveSettings.class).get());
        CDI.current().select(AdminWiring.class).get().startedIn(context);
        Hub hub = CDI.current().select(Hub.class).get();
        HubManagement.register(hub, context);
        Runnable endSessions = sockets ? SocketWiring.ending() : () -> {};
        forgetStop = tomcats(TOMCAT_STOP, ServerStop.class)
                .map(stop -> stop.before(context, () -> {
                    Departure.of(hub);
                    endSessions.run();
                }))
                .orElse(forgetStop);
        Feeds feeds = CDI.current().select(Feeds.class).get();
        feeds.start();
        stop = stopping(feeds, hub, endSessions);
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
        figures.run();
        HubManagement.unregister(event.getServletContext());
        stop.run();
        SqliteEventLog.leaveServer();
    }

    private static Runnable stopping(Feeds feeds, Hub hub, Runnable endSessions) {
        Ticker ticker = CDI.current().select(Ticker.class).get();
        EventLog log = CDI.current().select(EventLog.class).get();
        return () -> {
            feeds.stop();
            hub.close();
            endSessions.run();
            ticker.stop();
            log.close();
        };
    }

    /** Now, so that what is wrong with the hub's key, with its ledger of tokens, with a namespace of Socket.IO or with the feeds of the settings ends the start. */
    private static void requireRight() {
        try {
            SocketIoWiring.serve();
            CDI.current().select(Authenticator.class).get();
            CDI.current().select(Feeds.class).get();
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
                beans.select(PublishRules.class).get(),
                beans.select(Refusals.class).get(),
                beans.select(InstantSource.class).get());
    }

    private static QuotePollFilter quotePollFilter() {
        CDI<Object> beans = CDI.current();
        return new QuotePollFilter(
                beans.select(QuoteReader.class).get(),
                beans.select(ApiSettings.class).get(),
                beans.select(Refusals.class).get());
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
    static <T> Optional<T> tomcats(String name, Class<T> type) {
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
