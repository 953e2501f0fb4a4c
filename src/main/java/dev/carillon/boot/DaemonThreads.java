package dev.carillon.boot;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Numbered threads that do not keep a server from stopping. */
final class DaemonThreads implements ThreadFactory {

    private static final System.Logger LOGGER = System.getLogger(DaemonThreads.class.getName());

    private final String prefix;
    private final AtomicInteger number = new AtomicInteger();

    DaemonThreads(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(task, prefix + number.getAndIncrement());
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler(
                (dead, cause) -> LOGGER.log(System.Logger.Level.ERROR, "thread died name=" + dead.getName(), cause));
        return thread;
    }
}
