package dev.carillon.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** CPU time and memory of the processes of a server, from Linux' {@code /proc} and from {@code jcmd}. */
final class ProcessProbe {
    /** USER_HZ: 100 on every Linux that Java 17 runs on. */
    private static final long MICROS_PER_TICK = 10_000;

    private final List<Long> pids;
    private final boolean jvm;

    ProcessProbe(List<Long> pids, boolean jvm) {
        this.pids = pids;
        this.jvm = jvm;
    }

    /** Memory in KB; the live heap is 0 for what is no JVM. */
    record Memory(long rssKb, long liveHeapKb) {}

    /** User and system time of all processes so far. */
    long cpuMicros() throws IOException {
        long ticks = 0;
        for (long pid : pids) {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // The second field is the command in brackets and may hold blanks; utime and stime are fields 14 and 15.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        }
        return ticks * MICROS_PER_TICK;
    }

    /** All processes of this machine, the kernel's own work included. */
    static long machineCpuMicros() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
            // cpu user nice system idle iowait irq softirq …
            String[] fields = lines.findFirst().orElseThrow().split(" +", -1);
            return MICROS_PER_TICK
                    * IntStream.of(1, 2, 3, 6, 7)
                            .mapToLong(field -> Long.parseLong(fields[field]))
                            .sum();
        }
    }

    /**
     * In a JVM, collects garbage and frees what the native heap keeps (the compiler's work space above all) first, so that
     * what is resident is what is needed.
     */
    Memory memory() throws IOException {
        long liveBytes = 0;
        if (jvm) {
            liveBytes = liveHeapBytes();
            jcmd("System.trim_native_heap");
        }
        return new Memory(rssKb(), liveBytes / 1024);
    }

    long rssKb() throws IOException {
        long sum = 0;
        for (long pid : pids) {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    sum += Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        }
        return sum;
    }

    /** The last line of the class histogram, which counts after a full collection: {@code Total  instances  bytes}. */
    private long liveHeapBytes() throws IOException {
        String total = "";
        for (String line : jcmd("GC.class_histogram")) {
            total = line.startsWith("Total") ? line : total;
        }
        if (total.isEmpty()) {
            throw new IOException("jcmd gave no class histogram of process " + pids.get(0));
        }
        return Long.parseLong(total.trim().split("\\s+", -1)[2]);
    }

    private List<String> jcmd(String request) throws IOException {
        Process jcmd = new ProcessBuilder("jcmd", pids.get(0).toString(), request)
                .redirectErrorStream(true)
                .start();
        try {
            List<String> lines = jcmd.inputReader().lines().toList();
            if (!jcmd.waitFor(30, TimeUnit.SECONDS)) {
                throw new IOException("jcmd " + request + " of process " + pids.get(0) + " did not come to an end");
            }
            return lines;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            jcmd.destroyForcibly();
        }
    }
}
