package dev.carillon.hub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/**
 * Gives each shard the thread that makes its rounds.
 *
 * <p>Threading: whoever made the hub starts them; any thread may wait for their end.
 */
final class ShardThreads {

    /** A shard stops in a second or two; a server must stop also if one does not. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final System.Logger LOGGER = System.getLogger(ShardThreads.class.getName());

    private final ThreadFactory factory;
    private final PublishGate gate;
    private final Duration patience;
    private final List<Thread> threads = new ArrayList<>();

    /**
     * @param gate is told after each round, for there may be room again
     * @param patience with each shard that does not stop
     */
    ShardThreads(ThreadFactory factory, PublishGate gate, Duration patience) {
        this.factory = factory;
        this.gate = gate;
        this.patience = patience;
    }

    void start(Shard shard) {
        Thread thread = factory.newThread(() -> run(shard));
        threads.add(thread);
        thread.start();
    }

    /** Waits until all shards have stopped, some seconds at most, or the caller is interrupted. */
    void join() {
        for (Thread thread : threads) {
            try {
                thread.join(patience.toMillis());
                if (thread.isAlive()) {
                    LOGGER.log(System.Logger.Level.ERROR, "a shard does not stop thread=" + thread.getName());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void run(Shard shard) {
        while (!shard.isStopped()) {
            if (!round(shard)) {
                shard.await();
            }
            gate.update();
        }
        shard.abandon();
    }

    /** Whatever fails in a round, the next one is made: the connections of a shard depend on its thread. */
    private static boolean round(Shard shard) {
        try {
            return shard.round();
        } catch (RuntimeException | Error e) {
            LOGGER.log(System.Logger.Level.ERROR, "a round of a shard failed", e);
            return false;
        }
    }
}
