package dev.carillon.socketio.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.carillon.event.LimitExceededException;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.Start;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of one socket: what it belongs to, and what it hears for that.
 *
 * <p>Who leaves a room while the log still writes down what was sent to it before listens to it until that is done. What is sent to the
 * room after he has left is {@linkplain Served#leaving not for him}; and what is sent to others than those in a room is for whoever was
 * {@link Outside} then, as it is of the npm server, which knows at once who is meant.
 *
 * <p>Threading: any thread. Guarded, so that what it hears changes in the order of what it belongs to.
 */
final class Rooms {

    private static final System.Logger LOGGER = System.getLogger(Rooms.class.getName());

    private final SocketServer server;
    private final Served served;
    private final Supplier<String> socket;
    private final Line line;

    @GuardedBy("this")
    private final Belongings belongings;

    /** Those that it has left and still listens to. */
    @GuardedBy("this")
    private final Map<String, Leaving> leaving = new HashMap<>(0);

    /** What it says of times at which it was in a room that it hears, or was not. */
    @GuardedBy("this")
    private final Set<SelectorSet> said = new HashSet<>(0);

    /**
     * It listens to a room that it has left.
     *
     * @param sending until when
     * @param since as of {@link Outside}
     */
    private record Leaving(CompletableFuture<?> sending, long since) {

        Outside outside() {
            return new Outside(since, Long.MAX_VALUE);
        }
    }

    Rooms(SocketServer server, Served served, Supplier<String> socket, Line line, Belongings belongings) {
        this.server = server;
        this.served = served;
        this.socket = socket;
        this.line = line;
        this.belongings = belongings;
    }

    /** Whether that is new. */
    synchronized boolean join(String room) {
        if (!belongings.join(room, server.surroundings().hub().head().offset())) {
            return false;
        }
        Leaving left = leaving.remove(room);
        if (left != null) {
            served.stays(room, socket.get());
        } else if (belongings.size() + leaving.size() + said.size() > Belongings.MAX) {
            // The hub counts them. What was sent to those that it has left just before that is lost.
            Map.copyOf(leaving).forEach(this::stopHearing);
            Set.copyOf(said).forEach(this::unsay);
        }
        boolean done = false;
        try {
            sayItCame(room, left);
            // Also if it was leaving: it hears the room still only if it was connected when it left.
            line.include(served.room(room), new Start.Live(), () -> {});
            done = true;
        } finally {
            if (!done) {
                belongings.leave(room);
            }
        }
        return true;
    }

    /** It was not in it when something was sent to others than those in it, which is on its way. */
    @GuardedBy("this")
    private void sayItCame(String room, @Nullable Leaving left) {
        CompletableFuture<?> sending =
                server.outgoing().untilExcept(served.name, room).orElse(null);
        if (sending != null) {
            SelectorSet outside = new Outside(left == null ? 0 : left.since, server.moment()).in(served.name, room);
            say(outside);
            var unused = sending.whenCompleteAsync(
                    (done, failure) -> unsay(outside), server.surroundings().threads());
        }
        if (left != null) {
            unsay(left.outside().in(served.name, room));
        }
    }

    /** Something is about to be sent to others than those in the room. */
    synchronized void saysItLeft(String room) {
        Leaving left = leaving.get(room);
        if (left != null) {
            say(left.outside().in(served.name, room));
        }
    }

    @GuardedBy("this")
    private void say(SelectorSet outside) {
        if (belongings.size() + leaving.size() + said.size() >= Belongings.MAX) {
            // The room that it joins, and may join, needs the last place.
            LOGGER.log(System.Logger.Level.DEBUG, "a socket in so many rooms may miss what was on its way");
            return;
        }
        try {
            line.include(outside, new Start.Live(), () -> {});
            said.add(outside);
        } catch (LimitExceededException full) {
            LOGGER.log(System.Logger.Level.DEBUG, "a socket in so many rooms may miss what was on its way", full);
        }
    }

    private synchronized void unsay(SelectorSet outside) {
        if (said.remove(outside)) {
            line.exclude(outside);
        }
    }

    /** Whether it was in it. */
    boolean leave(String room) {
        Leaving left;
        synchronized (this) {
            if (!belongings.leave(room)) {
                return false;
            }
            CompletableFuture<?> sending = server.outgoing().until(served.name).orElse(null);
            if (sending == null || !served.leaves(room, socket.get(), this)) {
                line.exclude(served.room(room));
                return true;
            }
            left = new Leaving(sending, server.moment());
            leaving.put(room, left);
        }
        // Not on the thread of the log, which others wait for.
        var unused = left.sending.whenCompleteAsync(
                (done, failure) -> stopHearing(room, left),
                server.surroundings().threads());
        return true;
    }

    private synchronized void stopHearing(String room, Leaving left) {
        // Else it has joined again meanwhile.
        if (leaving.remove(room, left)) {
            line.exclude(served.room(room));
            unsay(left.outside().in(served.name, room));
            served.stays(room, socket.get());
        }
    }

    synchronized Set<String> all() {
        return belongings.rooms();
    }
}
