package dev.carillon.socketio.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * What one socket has still to do, one after the other, on threads of all.
 *
 * <p>Threading: any thread.
 */
final class Mailbox {

    private static final System.Logger LOGGER = System.getLogger(Mailbox.class.getName());

    private final Executor threads;

    @GuardedBy("this")
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>(2);

    @GuardedBy("this")
    private boolean running;

    Mailbox(Executor threads) {
        this.threads = threads;
    }

    void add(Runnable task) {
        synchronized (this) {
            tasks.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        try {
            threads.execute(this::runOne);
        } catch (RejectedExecutionException stopping) {
            LOGGER.log(System.Logger.Level.DEBUG, "the server stops, nothing more is done", stopping);
        }
    }

    /** One at a time, so that a busy socket does not keep a thread for itself. */
    private void runOne() {
        Runnable task;
        synchronized (this) {
            task = tasks.remove();
        }
        try {
            task.run();
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.ERROR, "a task of a socket failed", e);
        }
        synchronized (this) {
            if (tasks.isEmpty()) {
                running = false;
                return;
            }
        }
        try {
            threads.execute(this::runOne);
        } catch (RejectedExecutionException stopping) {
            LOGGER.log(System.Logger.Level.DEBUG, "the server stops, nothing more is done", stopping);
        }
    }
}
