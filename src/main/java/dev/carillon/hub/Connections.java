package dev.carillon.hub;

import dev.carillon.event.Problem;
import dev.carillon.event.RateLimitException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * The subscribers of a shard in the order of their ids, and the walks that visit them: a piece in each round, so that fifty
 * thousand of them hold up nothing that is live.
 *
 * <p>Threading: its shard's alone.
 */
final class Connections {

    /** Walks at a time; who comes then has asked too often. */
    private static final int MAX_WALKS = 256;

    private final TreeMap<Long, Subscriber> byId = new TreeMap<>();
    private final ArrayDeque<Walk<?>> walks = new ArrayDeque<>();

    void add(Subscriber subscriber) {
        byId.put(subscriber.id(), subscriber);
    }

    /** Whether it was there. */
    boolean remove(Subscriber subscriber) {
        return byId.remove(subscriber.id(), subscriber);
    }

    int size() {
        return byId.size();
    }

    /** All there are now; the list does not change. */
    List<Subscriber> all() {
        return List.copyOf(byId.values());
    }

    /** Those after an id, in their order. */
    Collection<Subscriber> after(long id) {
        return byId.tailMap(id, false).values();
    }

    /** Begins with the next round; refused if too many are under way. */
    void begin(Walk<?> walk) {
        if (walks.size() < MAX_WALKS) {
            walks.add(walk);
        } else {
            walk.refuse(new RateLimitException(
                    Problem.RATE_LIMITED,
                    "At most " + MAX_WALKS + " questions about connections are answered at a time.",
                    "As many are being answered.",
                    Duration.ofSeconds(1)));
        }
    }

    /**
     * Makes a step of one walk.
     *
     * @return whether there is more to do
     */
    boolean round() {
        Walk<?> walk = walks.poll();
        if (walk != null && !walk.step(this)) {
            walks.add(walk);
        }
        return !walks.isEmpty();
    }

    /** Nobody is left, so every walk is at its end. */
    void stop() {
        List<Walk<?>> rest = new ArrayList<>(walks);
        walks.clear();
        rest.forEach(Walk::end);
    }

    boolean isEmpty() {
        return byId.isEmpty() && walks.isEmpty();
    }
}
