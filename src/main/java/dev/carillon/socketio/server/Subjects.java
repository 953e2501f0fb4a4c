package dev.carillon.socketio.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.carillon.security.ConnectionLimits;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * As whom a client is connected beside the one who opened its session: by tokens that it has shown to namespaces. For each of them its
 * connection counts once, in whatever many namespaces he is.
 *
 * <p>Threading: any thread.
 */
final class Subjects {

    private final ConnectionLimits limits;
    private final String opener;

    @GuardedBy("this")
    private final Map<String, Integer> sockets = new HashMap<>(0);

    Subjects(ConnectionLimits limits, String opener) {
        this.limits = limits;
        this.opener = opener;
    }

    /**
     * One more socket is somebody's. What is returned ends that; it may be run more than once.
     *
     * @throws dev.carillon.event.ConnectionLimitException if he has as many connections as he may have
     */
    Runnable take(String subject) {
        if (subject.isEmpty() || subject.equals(opener)) {
            return () -> {};
        }
        synchronized (this) {
            if (!sockets.containsKey(subject)) {
                limits.acquireFor(subject);
            }
            sockets.merge(subject, 1, Integer::sum);
        }
        AtomicBoolean given = new AtomicBoolean();
        return () -> {
            if (given.compareAndSet(false, true)) {
                giveBack(subject);
            }
        };
    }

    private synchronized void giveBack(String subject) {
        boolean isLast = sockets.merge(subject, -1, Integer::sum) == 0;
        if (isLast) {
            sockets.remove(subject);
            limits.releaseFor(subject);
        }
    }
}
