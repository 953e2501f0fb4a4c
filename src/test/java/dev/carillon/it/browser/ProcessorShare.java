package dev.carillon.it.browser;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How much of a processor somebody gets who wants one: 1 if the machine has nothing else to do. Limits of time are meant of such a
 * machine, and not of one where others compile meanwhile.
 */
final class ProcessorShare implements AutoCloseable {

    private static final long SPIN_NANOS = TimeUnit.MILLISECONDS.toNanos(30);

    private static final long LOOK_EACH_MILLIS = 500;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Double> seen = Collections.synchronizedList(new ArrayList<>());

    private ProcessorShare() {}

    /** Looks twice a second until it is closed. */
    static ProcessorShare watching() {
        ProcessorShare share = new ProcessorShare();
        Thread thread = new Thread(share::watch, "processor-share");
        thread.setDaemon(true);
        thread.start();
        return share;
    }

    private void watch() {
        try {
            do {
                seen.add(now());
            } while (!closed.await(LOOK_EACH_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** At this moment. */
    static double now() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begin = System.nanoTime();
        long used = threads.getCurrentThreadCpuTime();
        while (threads.getCurrentThreadCpuTime() - used < SPIN_NANOS) {
            Thread.onSpinWait();
        }
        return Math.min(1, (double) SPIN_NANOS / (System.nanoTime() - begin));
    }

    /** Of all that was seen. */
    double average() {
        synchronized (seen) {
            return seen.stream().mapToDouble(Double::doubleValue).average().orElse(1);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
