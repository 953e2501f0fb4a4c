package dev.carillon.boot;

import dev.carillon.security.SignInCodes;
import jakarta.servlet.ServletContext;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What the log says once Carillon runs: where it is and what to try. */
final class Banner {

    private static final System.Logger LOGGER = System.getLogger(Banner.class.getName());

    private Banner() {}

    static void print(ServletContext context, String sink, Settings settings) {
        String url = url(context);
        String text = String.join(
                System.lineSeparator(),
                "",
                "  Carillon runs at " + url + "/",
                "    sink=" + sink + " shards=" + settings.hub().shards() + " log="
                        + settings.log().kind().name().toLowerCase(Locale.ROOT) + " server=" + context.getServerInfo(),
                "  Try it in two terminals:",
                "    curl -N '" + url + "/api/events?channel=demo'",
                "    curl -d hello " + url + "/api/events/demo",
                "");
        LOGGER.log(System.Logger.Level.INFO, text);
    }

    /** The code stands behind the {@code #}, so that a browser sends it to no server but by the page itself. */
    static void printSignInLink(ServletContext context, String code) {
        String text = String.join(
                System.lineSeparator(),
                "",
                "  Nobody is signed in as administrator. This link works once, for " + SignInCodes.LIFETIME.toMinutes()
                        + " minutes:",
                "    " + url(context) + "/sign-in/#" + code,
                "");
        LOGGER.log(System.Logger.Level.INFO, text);
    }

    private static String url(ServletContext context) {
        return "http://localhost:" + port().orElse(8080) + context.getContextPath();
    }

    /** Tomcat tells its port only through JMX; other servers get the usual one. */
    private static Optional<Integer> port() {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        Set<Integer> ports = new TreeSet<>();
        try {
            for (ObjectName connector : beans.queryNames(new ObjectName("*:type=Connector,*"), null)) {
                if (beans.getAttribute(connector, "port") instanceof Integer port) {
                    ports.add(port);
                }
            }
        } catch (JMException | RuntimeException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "the port is not known", e);
        }
        return ports.stream().findFirst();
    }
}
