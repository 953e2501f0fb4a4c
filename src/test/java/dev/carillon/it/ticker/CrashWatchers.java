package dev.carillon.it.ticker;

import dev.carillon.it.client.HubClient;
import dev.carillon.it.client.RawStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;

/**
 * People who watch prices of a server that is killed again and again, and what it must keep of their alerts.
 *
 * <p>Threading: the test's thread; each of them has two.
 */
public final class CrashWatchers implements AutoCloseable {

    private static final int WATCHERS = 3;

    /** What has to happen to each of them in every life of the server. */
    private static final int MORE_ALERTS = 5;

    private final List<CrashWatcher> watchers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());

    /** What may fail. */
    private interface Work {
        void run() throws InterruptedException;
    }

    public CrashWatchers(HubClient hub, Random random) {
        for (int i = 0; i < WATCHERS; i++) {
            watchers.add(new CrashWatcher("ALERT" + i, hub, new Random(random.nextLong()), complaints::add));
        }
        for (CrashWatcher watcher : watchers) {
            start(watcher::publish, watcher);
            start(watcher::wish, watcher);
        }
    }

    private void start(Work work, CrashWatcher watcher) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                complaints.add(watcher + " has failed: " + e);
            }
        });
        thread.start();
        threads.add(thread);
    }

    public List<String> complaints() {
        synchronized (complaints) {
            return List.copyOf(complaints);
        }
    }

    /** So that no life of the server is without alerts. */
    public void awaitMoreAlerts() {
        List<Integer> before = watchers.stream().map(CrashWatcher::alerts).toList();
        Awaitility.await("alerts").atMost(RawStream.PATIENCE).until(() -> {
            boolean enough = true;
            for (int i = 0; i < WATCHERS; i++) {
                enough &= watchers.get(i).alerts() >= before.get(i) + MORE_ALERTS;
            }
            return enough || !complaints.isEmpty();
        });
    }

    public void look() throws IOException, InterruptedException {
        for (CrashWatcher watcher : watchers) {
            watcher.look();
        }
    }

    /** Lets prices rise above all alerts, and ends all threads. */
    public void finish() throws InterruptedException {
        watchers.forEach(CrashWatcher::stopWishing);
        Awaitility.await("prices above all alerts")
                .atMost(RawStream.PATIENCE)
                .until(() -> watchers.stream().allMatch(CrashWatcher::hasCrossedAll));
        watchers.forEach(CrashWatcher::stopPublishing);
        for (Thread thread : threads) {
            thread.join(RawStream.PATIENCE.toMillis());
        }
    }

    public void lookAtLast() throws IOException, InterruptedException {
        for (CrashWatcher watcher : watchers) {
            watcher.lookAtLast();
        }
    }

    public String summary() {
        return watchers.toString();
    }

    /** Whether or not they have finished. */
    @Override
    public void close() {
        watchers.forEach(CrashWatcher::stopWishing);
        watchers.forEach(CrashWatcher::stopPublishing);
        threads.forEach(Thread::interrupt);
    }
}
