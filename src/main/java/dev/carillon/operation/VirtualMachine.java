package dev.carillon.operation;

import com.sun.management.OperatingSystemMXBean;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

/**
 * What the virtual machine tells of itself.
 *
 * <p>Threading: any thread.
 */
final class VirtualMachine {

    private VirtualMachine() {}

    /**
     * Times are those since its start. The share of the processors is not asked for: the machine tells that of the time since the
     * last question, whoever asked it, so it would spoil the one that {@code /metrics} tells.
     */
    static JsonObjectBuilder figures() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        long collections = 0;
        long millis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            // -1 says that it is not known.
            collections += Math.max(0, collector.getCollectionCount());
            millis += Math.max(0, collector.getCollectionTime());
        }
        return Json.createObjectBuilder()
                .add("heapUsedBytes", heap.getUsed())
                .add("heapCommittedBytes", heap.getCommitted())
                .add("heapMaxBytes", heap.getMax())
                .add("collections", collections)
                .add("collectionMillis", millis)
                .add("threads", ManagementFactory.getThreadMXBean().getThreadCount())
                .add("cpuMillis", cpuMillis())
                .add("processors", Runtime.getRuntime().availableProcessors());
    }

    private static long cpuMillis() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? Math.max(0, system.getProcessCpuTime() / 1_000_000)
                : 0;
    }
}
