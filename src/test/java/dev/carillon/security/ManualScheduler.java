package dev.carillon.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A scheduler whose time passes when the test says so; it has no thread.
 *
 * <p>Threading: any thread leaves tasks; one lets time pass, and runs them.
 */
public final class ManualScheduler extends ScheduledThreadPoolExecutor implements InstantSource {

    private final List<Task> tasks = new ArrayList<>();
    private volatile Instant now;

    public ManualScheduler(Instant now) {
        super(0);
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        Task task = new Task(command, now.plusNanos(unit.toNanos(delay)));
        synchronized (tasks) {
            tasks.add(task);
        }
        return task;
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        Runnable again = () -> {
            command.run();
            var unused = scheduleWithFixedDelay(command, delay, delay, unit);
        };
        return schedule(again, initialDelay, unit);
    }

    public void pass(Duration time) {
        Instant then = now.plus(time);
        Optional<Task> next = takeNext(then);
        while (next.isPresent()) {
            now = next.get().due;
            next.get().run();
            next = takeNext(then);
        }
        now = then;
    }

    /** Tasks that wait. */
    public int waiting() {
        synchronized (tasks) {
            tasks.removeIf(FutureTask::isCancelled);
            return tasks.size();
        }
    }

    private Optional<Task> takeNext(Instant then) {
        synchronized (tasks) {
            Optional<Task> next = tasks.stream()
                    .filter(task -> !task.isCancelled() && !task.due.isAfter(then))
                    .min(Comparator.comparing(task -> task.due));
            next.ifPresent(tasks::remove);
            return next;
        }
    }

    private static final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {

        private final Instant due;

        Task(Runnable command, Instant due) {
            super(asCallable(command));
            this.due = due;
        }

        private static Callable<Void> asCallable(Runnable command) {
            return () -> {
                command.run();
                return null;
            };
        }

        @Override
        public long getDelay(TimeUnit unit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int compareTo(Delayed other) {
            throw new UnsupportedOperationException();
        }
    }
}
