package dev.carillon.log;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A log that writes when it is told to, in the order in which it was asked. */
public final class HeldLog extends DelegatingLog {

    private record Waiting(Append append, CompletableFuture<Appended> written) {}

    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private boolean holds;

    public HeldLog(EventLog log) {
        super(log);
    }

    public synchronized void hold() {
        holds = true;
    }

    /** Writes what waits, and from now on everything at once. */
    public synchronized void release() {
        holds = false;
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            CompletableFuture<Appended> written = next.written;
            super.append(next.append).whenComplete((done, failure) -> {
                if (failure == null) {
                    written.complete(done);
                } else {
                    written.completeExceptionally(failure);
                }
            });
        }
    }

    @Override
    public synchronized CompletionStage<Appended> append(Append append) {
        if (!holds) {
            return super.append(append);
        }
        Waiting next = new Waiting(append, new CompletableFuture<>());
        waiting.add(next);
        return next.written;
    }
}
