package dev.carillon.stream.tomcat;

import dev.carillon.stream.ServerStop;
import jakarta.servlet.ServletContext;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.Container;
import org.apache.catalina.Engine;
import org.apache.catalina.Globals;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleListener;
import org.apache.catalina.WebResourceRoot;

/**
 * Hears of the stop from Tomcat's server itself: before it stops its applications it pauses its connectors, and a client that
 * connects from then on waits for nothing.
 *
 * <p>Threading: the thread that starts and stops the application.
 */
public final class TomcatStop implements ServerStop {

    /** Fails with a {@link LinkageError} where Tomcat is not; Payara has some of the classes that are needed here, but not all. */
    public TomcatStop() {
        UpgradedConnection.requireTomcat();
    }

    @Override
    public Runnable before(ServletContext application, Runnable task) {
        LifecycleListener listener = event -> {
            if (isStop(event)) {
                task.run();
            }
        };
        List<Lifecycle> told = ancestors(application);
        told.forEach(component -> component.addLifecycleListener(listener));
        return () -> told.forEach(component -> component.removeLifecycleListener(listener));
    }

    private static boolean isStop(LifecycleEvent event) {
        return Lifecycle.BEFORE_STOP_EVENT.equals(event.getType());
    }

    /** The application itself, which may be stopped alone, and the server. */
    private static List<Lifecycle> ancestors(ServletContext application) {
        List<Lifecycle> ancestors = new ArrayList<>();
        if (application.getAttribute(Globals.RESOURCES_ATTR) instanceof WebResourceRoot resources) {
            Container container = resources.getContext();
            ancestors.add(container);
            while (container.getParent() != null) {
                container = container.getParent();
            }
            if (container instanceof Engine engine && engine.getService() != null) {
                ancestors.add(engine.getService().getServer());
            }
        }
        return ancestors;
    }
}
