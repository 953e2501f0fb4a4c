package dev.carillon.chat;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** An I/O pool that knows when it has nothing to do. */
final class TestPool extends ThreadPoolExecutor {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private int tasks;

    TestPool() {
        super(2, 2, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "test-io");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void execute(Runnable task) {
        count(1);
        super.execute(() -> {
            try {
                task.run();
            } finally {
                count(-1);
            }
        });
    }

    private synchronized void count(int change) {
        tasks += change;
        notifyAll();
    }

    /** Waits until all tasks are done, and those that they have left. */
    synchronized void settle() {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (tasks > 0) {
            long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (millis <= 0) {
                throw new AssertionError(tasks + " tasks are not done");
            }
            try {
                wait(millis);
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts a test", e);
            }
        }
    }
}
