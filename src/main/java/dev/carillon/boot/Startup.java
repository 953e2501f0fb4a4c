package dev.carillon.boot;

import dev.carillon.api.PublishFilter;
import dev.carillon.hub.Hub;
import dev.carillon.log.EventLog;
import dev.carillon.log.sqlite.SqliteEventLog;
import dev.carillon.security.Authenticator;
import dev.carillon.security.CorsFilter;
import dev.carillon.security.CorsPolicy;
import dev.carillon.security.IdentityFilter;
import dev.carillon.stream.StreamFilter;
import dev.carillon.stream.Transport;
import dev.carillon.stream.servlet.ServletTransport;
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

/** Puts the filters before the application, in their order, and stops the hub before the container closes its connections. */
@WebListener
public class Startup implements ServletContextListener {

    private static final System.Logger LOGGER = System.getLogger(Startup.class.getName());
    private static final String TOMCAT_TRANSPORT = "dev.carillon.stream.tomcat.TomcatTransport";

    @Override
    public void contextInitialized(ServletContextEvent event) {
        RecordHandles.takeOver();
        ServletContext context = event.getServletContext();
        Settings settings = CDI.current().select(Settings.class).get();
        readKeys();
        List<Transport> transports = transports(settings);
        add(context, "cors", new CorsFilter(settings.cors()), "/api/events/*");
        add(context, "cors-clock", new CorsFilter(CorsPolicy.anybody()), "/sse", "/api/clock");
        add(context, "identity", new IdentityFilter(settings.auth().anonymous()), "/api/*", "/sse");
        add(context, "publish", publishFilter(), "/api/events/*");
        add(context, "stream", new StreamFilter(transports), "/api/*", "/sse");
        HubManagement.register(CDI.current().select(Hub.class).get(), context);
        Banner.print(context, transports.get(0).name(), settings);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
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
                beans.select(Hub.class).get(), beans.select(InstantSource.class).get());
    }

    private static void add(ServletContext context, String name, Filter filter, String... paths) {
        FilterRegistration.Dynamic registration = context.addFilter(name, filter);
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, paths);
    }

    private static List<Transport> transports(Settings settings) {
        List<Transport> transports = new ArrayList<>();
        if (settings.sink() == Settings.SinkChoice.AUTO) {
            try {
                transports.add(Class.forName(TOMCAT_TRANSPORT)
                        .asSubclass(Transport.class)
                        .getDeclaredConstructor()
                        .newInstance());
            } catch (ReflectiveOperationException | LinkageError notTomcat) {
                LOGGER.log(System.Logger.Level.DEBUG, "not on Tomcat, streams use the portable sink", notTomcat);
            }
        }
        transports.add(new ServletTransport());
        return transports;
    }
}
