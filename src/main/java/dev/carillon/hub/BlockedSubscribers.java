package dev.carillon.hub;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The subscribers whose sink takes nothing at the moment, in the order in which they were blocked; finds those that have been
 * for too long.
 *
 * <p>Threading: its shard's alone.
 */
final class BlockedSubscribers {

    /** Looks within the slow grace. Not one in every round, for there may be thousands of both. */
    private static final int LOOKS = 8;

    private final long graceNanos;
    private final long stallNanos;
    private final Set<Subscriber> subscribers = new LinkedHashSet<>();
    private long lookedNanos;

    BlockedSubscribers(HubSettings.Timing timing, long nowNanos) {
        this.graceNanos = timing.slowGrace().toNanos();
        this.stallNanos = timing.stall().toNanos();
        this.lookedNanos = nowNanos;
    }

    int size() {
        return subscribers.size();
    }

    boolean isEmpty() {
        return subscribers.isEmpty();
    }

    /** Adds it, or puts it to the end because it has made progress. */
    void add(Subscriber subscriber) {
        subscribers.remove(subscriber);
        subscribers.add(subscriber);
    }

    void remove(Subscriber subscriber) {
        subscribers.remove(subscriber);
    }

    /** What waits for them, beside so many bytes in the rings. */
    HubStats.Lag lag(long ringBytes) {
        long events = 0;
        long most = 0;
        for (Subscriber subscriber : subscribers) {
            long lag = subscriber.isReplaying() ? 0 : subscriber.lag();
            events += lag;
            most = Math.max(most, lag);
        }
        return new HubStats.Lag(events, most, ringBytes);
    }

    /**
     * Those that are to be closed: out of the ring and blocked for the grace time, or for as long as their sink may be; or blocked
     * for the stall time.
     */
    List<Subscriber> slow(long nowNanos) {
        if (nowNanos - lookedNanos < graceNanos / LOOKS) {
            return List.of();
        }
        lookedNanos = nowNanos;
        List<Subscriber> slow = new ArrayList<>(0);
        for (Subscriber subscriber : subscribers) {
            long sinceNanos = nowNanos - subscriber.blockedSinceNanos();
            if (sinceNanos < graceNanos) {
                break;
            }
            boolean tooLong =
                    sinceNanos >= stallNanos || (subscriber.isBehindRing() && sinceNanos >= subscriber.patienceNanos());
            // One that the container has called writable is only waiting for us.
            if (tooLong && !subscriber.isSignalled()) {
                slow.add(subscriber);
            }
        }
        return slow;
    }
}
