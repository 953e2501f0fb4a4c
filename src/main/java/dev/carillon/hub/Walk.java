package dev.carillon.hub;

import dev.carillon.event.HubException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Visits the connections of a shard that a filter chooses, in the order of their ids, and gathers what a visit gives.
 *
 * <p>Threading: its shard's alone; {@link #result()} completes on the shard's thread.
 */
final class Walk<T> {

    /** Connections that one step looks at; some 50 µs. */
    private static final int LOOKS = 1024;

    /** Connections that one step visits: a visit may write to a socket, and 32 of them take some 0.3 ms. */
    private static final int VISITS = 32;

    private final ConnectionFilter filter;
    private final long last;
    private final int limit;
    private final Function<Subscriber, @Nullable T> visit;
    private final CompletableFuture<List<T>> result = new CompletableFuture<>();
    private final List<T> found = new ArrayList<>();
    private long cursor;

    /**
     * @param after begins with the next larger id
     * @param limit ends after so many
     * @param visit gives null if nothing is to be gathered
     */
    Walk(ConnectionFilter filter, long after, int limit, Function<Subscriber, @Nullable T> visit) {
        this.filter = filter;
        this.limit = limit;
        this.visit = visit;
        Long only = filter.id();
        this.cursor = only == null ? after : Math.max(after, only - 1);
        this.last = only == null ? Long.MAX_VALUE : only;
    }

    CompletableFuture<List<T>> result() {
        return result;
    }

    /** Makes a step; whether it was the last one. */
    boolean step(Connections connections) {
        boolean done = false;
        try {
            done = visitSome(connections);
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
            return true;
        }
        if (done) {
            end();
        }
        return done;
    }

    void refuse(HubException refusal) {
        result.completeExceptionally(refusal);
    }

    void end() {
        result.complete(found);
    }

    private boolean visitSome(Connections connections) {
        List<Subscriber> chosen = new ArrayList<>();
        boolean more = look(connections, chosen);
        // Not while looking: a visit may end a connection.
        for (Subscriber subscriber : chosen) {
            T gathered = subscriber.isEnded() ? null : visit.apply(subscriber);
            if (gathered != null) {
                found.add(gathered);
            }
        }
        return !more || found.size() >= limit;
    }

    private boolean look(Connections connections, List<Subscriber> chosen) {
        int looks = 0;
        int most = Math.min(VISITS, limit - found.size());
        for (Subscriber subscriber : connections.after(cursor)) {
            if (subscriber.id() > last) {
                return false;
            }
            if (looks == LOOKS || chosen.size() == most) {
                return true;
            }
            looks++;
            cursor = subscriber.id();
            if (filter.chooses(subscriber)) {
                chosen.add(subscriber);
            }
        }
        return false;
    }
}
