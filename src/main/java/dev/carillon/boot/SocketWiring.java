package dev.carillon.boot;

import dev.carillon.engineio.EngineServlet;
import dev.carillon.engineio.PostFilter;
import dev.carillon.engineio.SessionAcceptor;
import dev.carillon.engineio.Sessions;
import dev.carillon.engineio.WebSocketUpgrade;
import dev.carillon.hub.CloseReason;
import dev.carillon.hub.Hub;
import dev.carillon.security.ConnectionLimits;
import dev.carillon.socketio.server.SocketServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Singleton;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/** Makes what {@code /socket.io/} needs, as {@link Wiring} does. */
@ApplicationScoped
public class SocketWiring {

    private static final System.Logger LOGGER = System.getLogger(SocketWiring.class.getName());

    static final String PATH = "/socket.io/*";
    private static final String TOMCAT = "dev.carillon.engineio.tomcat.TomcatUpgrade";
    private static final String STANDARD = "dev.carillon.engineio.websocket.StandardUpgrade";

    @Produces
    @Singleton
    Sessions sessions(
            Settings settings,
            Instance<SessionAcceptor> acceptor,
            SocketServer server,
            ConnectionLimits limits,
            Hub hub,
            ScheduledExecutorService scheduler) {
        return new Sessions(
                settings.sockets().engine(),
                acceptor.isUnsatisfied() ? server : session -> acceptor.get().open(session),
                limits,
                hub::requireOpen,
                scheduler,
                System::nanoTime,
                new SecureRandom());
    }

    static boolean isEnabled(Settings settings) {
        return settings.sockets().enabled();
    }

    /** Ends the sessions that are left when the hub has let its connections go. */
    static Runnable ending() {
        Sessions sessions = CDI.current().select(Sessions.class).get();
        return () -> sessions.close(CloseReason.STOPPED);
    }

    /** Stands before the filter that reads bodies. */
    static PostFilter postFilter() {
        return new PostFilter(CDI.current().select(Sessions.class).get());
    }

    /** {@code sink} decides for WebSockets as it does for streams. */
    static void addServlet(ServletContext context, Settings.SinkChoice sink) {
        CDI<Object> beans = CDI.current();
        EngineServlet servlet = new EngineServlet(
                beans.select(Sessions.class).get(),
                upgrades(context, sink, beans.select(ExecutorService.class).get()),
                beans.select(InstantSource.class).get());
        ServletRegistration.Dynamic registration = context.addServlet("socket.io", servlet);
        registration.setAsyncSupported(true);
        registration.addMapping(PATH);
    }

    private static List<WebSocketUpgrade> upgrades(
            ServletContext context, Settings.SinkChoice sink, ExecutorService io) {
        List<WebSocketUpgrade> upgrades = new ArrayList<>();
        if (sink == Settings.SinkChoice.AUTO) {
            Startup.tomcats(TOMCAT, WebSocketUpgrade.class).ifPresent(upgrades::add);
        }
        standard(context, io).ifPresent(upgrades::add);
        return upgrades;
    }

    /** Empty where the container has no WebSockets. */
    private static Optional<WebSocketUpgrade> standard(ServletContext context, ExecutorService io) {
        try {
            return Optional.of(Class.forName(STANDARD)
                    .asSubclass(WebSocketUpgrade.class)
                    .getDeclaredConstructor(ServletContext.class, Executor.class)
                    .newInstance(context, io));
        } catch (ReflectiveOperationException | LinkageError none) {
            LOGGER.log(System.Logger.Level.INFO, "this container has no Jakarta WebSocket", none);
            return Optional.empty();
        }
    }
}
