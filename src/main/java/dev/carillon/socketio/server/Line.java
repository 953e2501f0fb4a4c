package dev.carillon.socketio.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.CloseReason;
import dev.carillon.hub.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to one socket: what is sent before its client is told that it is connected waits until a moment later, or until something else
 * is sent to it; and what is sent after its end is forgotten.
 *
 * <p>Threading: any thread.
 */
final class Line {

    /** What a bean does before its client is connected; more is a mistake of the bean. */
    private static final int MAX_HELD_BACK = 10_000;

    enum State {
        CONNECTING,
        CONNECTED,
        CLOSED
    }

    /** {@code otherwise} is run if it is never done. */
    private record HeldBack(Runnable act, Runnable otherwise) {}

    private volatile State state = State.CONNECTING;

    @GuardedBy("this")
    private final List<HeldBack> heldBack = new ArrayList<>(2);

    @GuardedBy("this")
    private @Nullable Listening listening;

    @GuardedBy("this")
    private @Nullable CloseReason endsEarly;

    boolean isConnected() {
        return state == State.CONNECTED;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    /**
     * It is connected; what waits is done by {@link #settle}.
     *
     * @param first what it is sent and hears before everything that waits
     * @return false if it is closed already
     */
    synchronized boolean open(Supplier<Listening> opening, Consumer<Listening> first) {
        if (state == State.CLOSED) {
            return false;
        }
        Listening opened = opening.get();
        listening = opened;
        state = State.CONNECTED;
        first.accept(opened);
        return true;
    }

    /** Whether something waits. */
    synchronized boolean holdsBack() {
        return !heldBack.isEmpty();
    }

    /** Does what waits, if it is connected. */
    synchronized void settle() {
        Listening open = listening;
        if (state != State.CONNECTED || open == null) {
            return;
        }
        List<HeldBack> acts = List.copyOf(heldBack);
        heldBack.clear();
        CloseReason early = endsEarly;
        endsEarly = null;
        for (HeldBack held : acts) {
            // One of them may be its end.
            (isConnected() ? held.act : held.otherwise).run();
        }
        if (early != null && isConnected()) {
            open.close(early);
        }
    }

    /** It is over; tells how it stood before. */
    synchronized State close() {
        State before = state;
        state = State.CLOSED;
        heldBack.forEach(held -> held.otherwise.run());
        heldBack.clear();
        return before;
    }

    /** Lets go of the hub, once it is closed. */
    synchronized void leave(Consumer<Listening> how) {
        Listening open = listening;
        if (open != null) {
            how.accept(open);
        }
    }

    /** Whether the hub has let go of it, too. */
    synchronized boolean hasLeft() {
        Listening open = listening;
        return open == null || open.hasEnded();
    }

    synchronized void send(byte[] frames) {
        act(open -> open.send(frames), true);
    }

    /** Comes last of all: behind everything that it has heard. */
    synchronized void sendLast(byte[] frames) {
        act(open -> open.sendLast(frames), true);
    }

    /** What cannot be sent now is dropped. */
    synchronized void offer(byte[] frames) {
        act(open -> open.offer(frames), false);
    }

    /** Before it is connected nothing has to be done: it will begin with all that it listens to by then. */
    synchronized void include(SelectorSet channels, Start start, Runnable onLive) {
        Listening open = listening;
        if (state == State.CONNECTED && open != null) {
            open.include(channels, start, onLive);
        } else {
            onLive.run();
        }
    }

    synchronized void exclude(SelectorSet channels) {
        act(open -> open.exclude(channels), false);
    }

    /**
     * Whether it will be done later, since the client is not connected yet.
     *
     * @param otherwise is run if it is never done
     */
    synchronized boolean isHeldBack(Runnable act, Runnable otherwise) {
        settle();
        if (state == State.CONNECTING) {
            holdBack(new HeldBack(act, otherwise));
            return true;
        }
        return false;
    }

    synchronized void end(CloseReason reason) {
        if (state == State.CONNECTING) {
            endsEarly = reason;
        } else {
            act(open -> open.close(reason), false);
        }
    }

    @GuardedBy("this")
    private void act(Consumer<Listening> act, boolean waits) {
        Listening open = listening;
        if (state == State.CONNECTED && open != null) {
            settle();
            act.accept(open);
        } else if (state == State.CONNECTING && waits) {
            holdBack(new HeldBack(() -> again(act), () -> {}));
        }
    }

    private synchronized void again(Consumer<Listening> act) {
        act(act, false);
    }

    @GuardedBy("this")
    private void holdBack(HeldBack act) {
        if (heldBack.size() >= MAX_HELD_BACK) {
            throw new IllegalStateException("more than " + MAX_HELD_BACK + " acts before the client is connected");
        }
        heldBack.add(act);
    }
}
