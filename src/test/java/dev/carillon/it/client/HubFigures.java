package dev.carillon.it.client;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What a server tells about its hub by JMX, from the outside. */
public final class HubFigures implements AutoCloseable {

    private final JMXConnector connector;
    private final MBeanServerConnection beans;
    private final ObjectName name;

    private HubFigures(JMXConnector connector) throws IOException, JMException {
        this.connector = connector;
        this.beans = connector.getMBeanServerConnection();
        this.name = new ObjectName("dev.carillon:type=Hub,context=/");
    }

    /** Looks into the server with this process id. */
    @SuppressWarnings("BanJNDI") // The address is that of a process of ours.
    public static HubFigures of(long pid) throws IOException, JMException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                JMXServiceURL address = new JMXServiceURL(machine.startLocalManagementAgent());
                return new HubFigures(JMXConnectorFactory.connect(address));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException(e);
        }
    }

    public int subscribers() {
        return (int) attribute("Subscribers");
    }

    public int feeds() {
        return (int) attribute("Feeds");
    }

    public long logReads() {
        return (long) attribute("LogReads");
    }

    /** How many connections have ended for this reason. */
    public long closed(String reason) {
        TabularData closes = (TabularData) attribute("Closes");
        var row = closes.get(new Object[] {reason});
        return row == null ? 0 : (long) row.get("value");
    }

    private Object attribute(String attribute) {
        try {
            return beans.getAttribute(name, attribute);
        } catch (IOException | JMException e) {
            throw new AssertionError("no " + attribute + " of " + name, e);
        }
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
