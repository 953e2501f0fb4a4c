package dev.carillon.hub;

import java.util.Optional;

/**
 * A feed of every event.
 *
 * <p>Frames are appended to the ring. Who lags has a place in it; while there are no laggards it is empty after each flush.
 *
 * <p>Threading: its shard's alone.
 */
final class RingFeed extends Feed {

    private final Ring ring;
    private long flushed;

    RingFeed(Key key, Shard shard) {
        super(key, shard);
        this.ring = new Ring(shard.settings().ring(), shard.feeds().budget());
    }

    @Override
    long retainedFrames() {
        return ring.tail() - ring.head();
    }

    @Override
    long lag(Position position) {
        return Math.max(0, Math.min(position.end, ring.tail()) - position.sequence);
    }

    /**
     * How many laggards are far behind although their sinks were writable a moment ago. Those that read the log do not count:
     * they were behind when they came.
     */
    int farBehind(long nowNanos) {
        long mark = ring.farBehind();
        if (mark <= ring.head()) {
            return 0;
        }
        long graceNanos = shard.settings().timing().slowGrace().toNanos();
        int count = 0;
        for (int i = 0; i < laggards.size(); i++) {
            Position position = laggards.get(i);
            boolean moving =
                    position.subscriber.isWritable() || nowNanos - position.subscriber.blockedSinceNanos() < graceNanos;
            if (position.replay == null && !position.held && position.sequence < mark && moving) {
                count++;
            }
        }
        return count;
    }

    void append(Frame frame) {
        if (ring.hasRoomFor(frame)) {
            ring.add(frame);
            return;
        }
        flush();
        makeRoomFor(frame);
        boolean keeps = ring.hasRoomFor(frame);
        ring.add(frame);
        if (!keeps) {
            // Other feeds hold what all rings may hold, or the frame is larger than a ring: only who is at the tail
            // gets it.
            flush();
            ring.loseBefore(ring.tail());
            leaveBehind();
        }
    }

    @Override
    void flush() {
        while (flushed < ring.tail()) {
            if (ready.size() == 0) {
                flushed = ring.tail();
                break;
            }
            Chunk chunk = shard.feeds().joiner().live(ring, flushed);
            long next = shard.feeds().joiner().next();
            boolean forSome = shard.feeds().joiner().isForSome();
            shard.stats().delivered(ready.size(), next - flushed, chunk.length());
            for (int i = ready.size() - 1; i >= 0; i--) {
                Position position = ready.get(i);
                boolean more = forSome ? writeOwn(position, flushed, next, chunk) : position.subscriber.write(chunk);
                if (!more) {
                    // It has become a laggard by that, but it has got the chunk.
                    place(position, next);
                }
            }
            flushed = next;
        }
        trim();
    }

    /** Of these frames, what is for this reader; false if it is blocked now. */
    private boolean writeOwn(Position position, long from, long to, Chunk shared) {
        Chunk own = Joiner.forOne(ring, from, to, shared, position.subscriber.name());
        return own == null || position.subscriber.write(own);
    }

    /** From now on the ring keeps, within its limits, what comes after this moment for the position. */
    void reserve(Position position, long offset) {
        flush();
        position.owesGap |= ring.hadVolatileSince(position.sequence);
        position.sequence = ring.tail();
        position.offset = offset;
        lag(position, true);
    }

    /** The reader has seen everything of the log up to here that is for the position. */
    long seen(Position position) {
        flush();
        if (position.replay != null) {
            return position.replay.cursor();
        }
        if (isAtTail(position)) {
            // What came since is not for it; and whoever is told this must not be told less later.
            position.offset = Math.min(shard.feeds().handled(), position.until);
        }
        return position.offset;
    }

    /** Whether there is something for the position that it has not got, of what was published until now. */
    boolean waitsFor(Position position) {
        flush();
        Replay replay = position.replay;
        return replay == null
                ? !isAtTail(position)
                : replay.cursor() < shard.feeds().handled() || (replay.isAnchored() && position.sequence < ring.tail());
    }

    /** What is published from now on is not for the position. */
    void endHere(Position position) {
        flush();
        position.until = shard.feeds().handled();
        position.end = ring.tail();
        if (position.replay != null && !position.replay.isAnchored()) {
            position.owesGap |= ring.hadVolatileSince(position.sequence);
        }
    }

    private boolean isAtTail(Position position) {
        return !position.lagging || position.sequence == ring.tail();
    }

    /**
     * Lets a new position of another feed go on from where one of this feed is: in the ring if that is the tail, else in the log. What
     * is volatile and waits in this ring is lost by that, and is owed as a gap.
     */
    void handOver(Position old, Position next, RingFeed other) {
        flush();
        other.flush();
        next.owesGap = old.owesGap;
        if (old.replay == null && isAtTail(old)) {
            other.reserve(next, shard.feeds().handled());
            return;
        }
        next.owesGap |= ring.hadVolatileSince(old.sequence);
        if (old.sequence != Long.MAX_VALUE) {
            next.sequence = other.ring.tail();
        }
        if (old.replay != null) {
            shard.replays().move(old, next, other);
        } else {
            shard.replays().begin(next, other, new Start.After(old.offset, Optional.empty()));
        }
    }

    @Override
    void catchUp(Position position) {
        flush();
        while (position.subscriber.isWritable()) {
            if (position.owesGap) {
                tellGap(position);
            } else if (position.sequence >= position.end) {
                break;
            } else if (position.sequence == ring.tail()) {
                lag(position, false);
                joinAtTail(position);
                trim();
                return;
            } else {
                sendMissed(position);
            }
        }
        if (position.inclusion != null && position.sequence >= position.end && !position.owesGap) {
            position.inclusion.sent(position);
        }
    }

    private void sendMissed(Position position) {
        Joiner joiner = shard.feeds().joiner();
        long from = position.sequence;
        Chunk chunk = joiner.catchUp(ring, from, Math.min(position.end, ring.tail()));
        long next = joiner.next();
        shard.stats().delivered(1, next - from, chunk.length());
        Chunk own = joiner.isForSome() ? Joiner.forOne(ring, from, next, chunk, position.subscriber.name()) : chunk;
        position.offset = ring.get(next - 1).offset();
        position.sequence = next;
        if (own != null) {
            position.subscriber.write(own);
        }
    }

    @Override
    void placeAtTail(Position position) {
        place(position, flushed);
    }

    private void place(Position position, long sequence) {
        position.sequence = sequence;
        position.offset = offsetBefore(sequence);
    }

    private long offsetBefore(long sequence) {
        if (sequence > ring.head()) {
            return ring.get(sequence - 1).offset();
        }
        if (sequence == ring.tail()) {
            return shard.feeds().handled();
        }
        Frame next = ring.get(sequence);
        return next.durable() ? next.offset() - 1 : next.offset();
    }

    private void makeRoomFor(Frame frame) {
        long needed = ring.tail();
        for (int i = 0; i < laggards.size(); i++) {
            needed = Math.min(needed, laggards.get(i).sequence);
        }
        ring.dropBefore(Math.max(needed, ring.head()));
        if (ring.hasRoomFor(frame)) {
            return;
        }
        while (!ring.isEmpty() && !ring.hasRoomFor(frame)) {
            ring.loseOldestEighth();
        }
        leaveBehind();
    }

    private void leaveBehind() {
        for (int i = laggards.size() - 1; i >= 0; i--) {
            Position position = laggards.get(i);
            if (position.sequence < ring.head()) {
                overrun(position);
            }
        }
    }

    /**
     * The ring dropped what the position needs next. If all of it was volatile the reader is told of the gap, else it has
     * to read the log; it remembers its place in the ring, to be told of what was volatile when it comes back.
     */
    private void overrun(Position position) {
        if (ring.lostDurableSince(position.sequence)) {
            lag(position, false);
            // Of one that ends in between it is not known whether it was before that; too much is said rather than too
            // little.
            position.owesGap |= position.end < Long.MAX_VALUE && ring.hadVolatileSince(position.sequence);
            shard.replays().leftRing(position, this);
        } else {
            position.owesGap = true;
            position.sequence = ring.head();
        }
    }

    @Override
    void trim() {
        if (laggards.size() == 0) {
            ring.dropBefore(flushed);
        }
    }
}
