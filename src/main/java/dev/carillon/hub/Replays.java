package dev.carillon.hub;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The replays of a shard. They are written in turns, a little in each round, so that a thousand of them do not delay what is
 * live, nor a fast reader the others.
 *
 * <p>Threading: its shard's alone.
 */
final class Replays {

    /** What one replay writes before it is another one's turn. */
    private static final int TURN_BYTES = 64 << 10;

    /** What all of them write before the inbox is looked at again; some 0.3 ms on a loopback. */
    private static final long ROUND_BYTES = 256 << 10;

    /** The same in turns, for a small write costs nearly as much as a large one: some 0.5 ms. */
    private static final int ROUND_TURNS = 64;

    private final Shard shard;
    private final PageReads pages;
    private final Set<Replay> ready = new LinkedHashSet<>();

    /**
     * Those for whom the ring keeps what is live. They come before the others: they are nearly done, and a ring that overflows
     * meanwhile, because thousands have their turn before them, would make them begin again, and again.
     */
    private final Set<Replay> anchored = new LinkedHashSet<>();

    private final Set<Replay> early = new LinkedHashSet<>();
    private int running;

    Replays(Shard shard) {
        this.shard = shard;
        this.pages = new PageReads(shard, this::ready);
    }

    PageReads pages() {
        return pages;
    }

    /** How many positions read the log. */
    int running() {
        return running;
    }

    /** It has its turn later in the round: here we may be in the middle of an append, and the ring is not in order. */
    void begin(Position position, RingFeed feed, Start.After start) {
        position.replay = new Replay(shard, position, feed, start);
        running++;
        ready(position.replay);
    }

    /** The position's place has left the ring: it goes on in the log. */
    void leftRing(Position position, RingFeed feed) {
        if (!position.held) {
            // Else it is not the reader that is late.
            position.subscriber.leftRing();
        }
        if (position.replay != null) {
            position.replay.liftAnchor();
        } else {
            if (!position.held) {
                position.leftRing = true;
                shard.load().enteredLog();
            }
            begin(position, feed, new Start.After(position.offset, Optional.empty()));
        }
    }

    /** Another position, of another feed, goes on reading for this one, from the same place. */
    void move(Position old, Position next, RingFeed feed) {
        Replay replay = old.replay;
        if (replay == null) {
            throw new IllegalStateException("it does not read the log");
        }
        remove(replay);
        old.replay = null;
        next.leftRing = old.leftRing;
        old.leftRing = false;
        next.replay = replay.movedTo(next, feed);
        ready(next.replay);
    }

    /** The position reads the log no more, if it did; whatever it waited for. */
    void finish(Position position) {
        if (position.replay != null) {
            remove(position.replay);
            position.replay = null;
            running--;
        }
        if (position.leftRing) {
            position.leftRing = false;
            shard.load().leftLog();
        }
        if (position.onLive != null) {
            position.onLive.run();
            position.onLive = null;
        }
    }

    private void remove(Replay replay) {
        ready.remove(replay);
        anchored.remove(replay);
        early.remove(replay);
        pages.leave(replay);
    }

    /** It wants a turn. One that waits for a page has it when that is there, and keeps its place in the queue. */
    void ready(Replay replay) {
        if (replay.position().held || (replay.read != null && !replay.read.isFound())) {
            return;
        }
        if (replay.isAnchored()) {
            ready.remove(replay);
            anchored.add(replay);
        } else {
            ready.add(replay);
        }
    }

    /** It wants a turn as soon as the shard has come as far as it has itself. */
    void early(Replay replay) {
        early.add(replay);
    }

    /**
     * Gives turns to those that are ready.
     *
     * @return whether there are more
     */
    boolean round(long nowNanos) {
        pages.tidy(nowNanos);
        ready.addAll(early);
        early.clear();
        long bytes = ROUND_BYTES;
        // A turn may end others that wait: their subscriber ends, or they are anchored by now and have come to the
        // tail.
        for (int turns = Math.min(waiting(), ROUND_TURNS); turns > 0 && bytes > 0 && waiting() > 0; turns--) {
            bytes -= turn(next(anchored.isEmpty() ? ready : anchored));
        }
        return waiting() > 0;
    }

    /** Whatever fails: a replay that has no turn any more must not stay, for nobody would notice. */
    private int turn(Replay replay) {
        boolean failed = true;
        try {
            int bytes = replay.turn(TURN_BYTES);
            failed = false;
            return bytes;
        } finally {
            if (failed) {
                shard.subscribers().end(replay.position().subscriber, CloseReason.LOG_FAILED);
            }
        }
    }

    void stop() {
        pages.stop();
    }

    /** Whether none wants a turn or waits for a page. */
    boolean isEmpty() {
        return waiting() == 0 && early.isEmpty() && pages.waitingReplays() == 0;
    }

    private int waiting() {
        return ready.size() + anchored.size();
    }

    private static Replay next(Set<Replay> from) {
        Replay next = from.iterator().next();
        from.remove(next);
        return next;
    }
}
