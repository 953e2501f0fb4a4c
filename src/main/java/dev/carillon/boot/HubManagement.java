package dev.carillon.boot;

import dev.carillon.hub.Hub;
import dev.carillon.hub.HubStats;
import jakarta.servlet.ServletContext;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Shows a hub in JMX.
 *
 * <p>Threading: any thread.
 */
final class HubManagement implements HubMXBean {

    private static final System.Logger LOGGER = System.getLogger(HubManagement.class.getName());

    private final Hub hub;

    private HubManagement(Hub hub) {
        this.hub = hub;
    }

    /** The server works without it, so a failure is only told. */
    static void register(Hub hub, ServletContext context) {
        try {
            ManagementFactory.getPlatformMBeanServer().registerMBean(new HubManagement(hub), name(context));
        } catch (JMException | RuntimeException e) {
            LOGGER.log(System.Logger.Level.WARNING, "the hub is not shown in JMX", e);
        }
    }

    /** The server of the whole process would hold on to the application. */
    static void unregister(ServletContext context) {
        try {
            ObjectName name = name(context);
            if (ManagementFactory.getPlatformMBeanServer().isRegistered(name)) {
                ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
            }
        } catch (JMException | RuntimeException e) {
            LOGGER.log(System.Logger.Level.WARNING, "the hub is still shown in JMX", e);
        }
    }

    private static ObjectName name(ServletContext context) throws JMException {
        String path = context.getContextPath();
        return new ObjectName("dev.carillon:type=Hub,context=" + (path.isEmpty() ? "/" : path));
    }

    @Override
    public int getSubscribers() {
        return hub.stats().connections().subscribers();
    }

    @Override
    public int getBlocked() {
        return hub.stats().connections().blocked();
    }

    @Override
    public int getFeeds() {
        return hub.stats().connections().feeds();
    }

    @Override
    public long getDeliveredEvents() {
        return hub.stats().deliveries().events();
    }

    @Override
    public long getDeliveredBytes() {
        return hub.stats().deliveries().bytes();
    }

    @Override
    public long getWrites() {
        return hub.stats().deliveries().writes();
    }

    @Override
    public long getLogReads() {
        return hub.logReads();
    }

    @Override
    public int getReplaysWaiting() {
        return hub.stats().replays().waiting();
    }

    @Override
    public long getReplayPagesRead() {
        return hub.stats().replays().pagesRead();
    }

    @Override
    public long getReplayPagesUsed() {
        return hub.stats().replays().pagesUsed();
    }

    @Override
    public long getReplayCachedBytes() {
        return hub.stats().replays().cachedBytes();
    }

    @Override
    public Map<String, Long> getCloses() {
        HubStats stats = hub.stats();
        Map<String, Long> closes = new TreeMap<>();
        stats.closes().forEach((reason, count) -> closes.put(reason.slug(), count));
        return closes;
    }
}
