package dev.carillon.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Keeps tasks until it is told to run them, so that a test decides what happens in between. */
final class ManualExecutor implements Executor {

    private final List<Runnable> tasks = new ArrayList<>();
    private boolean rejecting;

    @Override
    public void execute(Runnable task) {
        if (rejecting) {
            throw new RejectedExecutionException("it is full");
        }
        tasks.add(task);
    }

    int waiting() {
        return tasks.size();
    }

    /** From now on it takes no more tasks. */
    void rejectAll() {
        rejecting = true;
    }

    /** Runs one of those that wait, counted from the oldest; threads of a pool finish in any order. */
    void run(int index) {
        tasks.remove(index).run();
    }

    /** Runs those that wait, not those which they leave. */
    boolean runWaiting() {
        List<Runnable> batch = List.copyOf(tasks);
        tasks.clear();
        batch.forEach(Runnable::run);
        return !batch.isEmpty();
    }
}
