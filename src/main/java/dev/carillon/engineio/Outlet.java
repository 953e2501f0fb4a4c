package dev.carillon.engineio;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The way out of one session: the wire that it has right now, what waits for it, and whose sinks wait with it.
 *
 * <p>Threading: under the session's lock.
 */
final class Outlet {

    /** What may wait beside chunks of the hub, of which there is at most one for each sink: acknowledgements, and what is meant for one. */
    static final int MAX_WAITING_BYTES = 1 << 20;

    private Wire wire;
    private boolean ready;
    private final ArrayDeque<FrameBytes> waiting = new ArrayDeque<>(2);
    private final List<EngineSink> blocked = new ArrayList<>(1);
    private long waitingBytes;

    /** Of a wire that takes nothing yet. */
    Outlet(Wire wire) {
        this.wire = wire;
    }

    Wire wire() {
        return wire;
    }

    boolean isReady() {
        return ready;
    }

    /** Whether everything was given to the wire. */
    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Whether there is room for so many more bytes. */
    boolean hasRoomFor(int bytes) {
        return ready || waitingBytes + bytes <= MAX_WAITING_BYTES;
    }

    /** Writes behind everything that waits. */
    void write(FrameBytes frames) {
        if (ready) {
            ready = wire.write(frames);
        } else {
            waiting.add(frames.kept());
            waitingBytes += frames.length();
        }
    }

    /** It is told when the wire takes bytes. */
    void block(EngineSink sink) {
        if (!blocked.contains(sink)) {
            blocked.add(sink);
        }
    }

    void forget(EngineSink sink) {
        blocked.remove(sink);
    }

    /** The wire may take bytes again. */
    void wake() {
        if (ready) {
            return;
        }
        ready = wire.drain();
        FrameBytes next = ready ? waiting.poll() : null;
        while (next != null) {
            waitingBytes -= next.length();
            ready = wire.write(next);
            next = ready ? waiting.poll() : null;
        }
        if (ready && !blocked.isEmpty()) {
            List<EngineSink> woken = List.copyOf(blocked);
            blocked.clear();
            woken.forEach(EngineSink::wake);
        }
    }

    /** The wire has been given something behind our back, and takes nothing now. */
    void pause() {
        ready = false;
    }

    /** Takes all that waits out of it. */
    List<FrameBytes> takeWaiting() {
        List<FrameBytes> taken = new ArrayList<>(waiting);
        waiting.clear();
        waitingBytes = 0;
        return taken;
    }

    /** From now on everything goes over another wire, what waits first. */
    void use(Wire other) {
        wire = other;
        ready = false;
        wake();
    }
}
