package dev.carillon.hub;

import dev.carillon.event.EventId;
import dev.carillon.event.SelectorSet;

/**
 * The live tail for one set of selectors in one wire format, shared by all who listen to just that.
 *
 * <p>Frames are appended to the ring; {@link #flush()} sends what is new to everybody who stands at the tail. Who cannot take
 * it becomes a laggard with a place in the ring. While there are no laggards the ring is empty after each flush.
 *
 * <p>Threading: its shard's alone.
 */
final class Feed {

    /** What makes two feeds the same. */
    record Key(SelectorSet selectors, WireFormat format) {}

    final Key key;

    /** Marks the event that it was given last, so that one that matches by two selectors is given once. */
    long lastMatch;

    boolean touched;

    /** How many positions belong to it; those that replay are in neither of its lists. */
    int members;

    /** When bytes went to all its ready subscribers the last time, on the shard's clock. */
    long lastWriteNanos;

    private final Shard shard;
    private final Ring ring;
    private final Positions ready = new Positions();
    private final Positions laggards = new Positions();
    private long flushed;

    Feed(Key key, Shard shard) {
        this.key = key;
        this.shard = shard;
        this.ring = new Ring(shard.settings().ring(), shard.feeds().budget());
    }

    int laggards() {
        return laggards.size();
    }

    Positions ready() {
        return ready;
    }

    long tail() {
        return ring.tail();
    }

    long retainedFrames() {
        return ring.tail() - ring.head();
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
            if (position.replay == null && position.sequence < mark && moving) {
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

    /** Sends what is new, in as few pieces as possible, to everybody at the tail. */
    void flush() {
        while (flushed < ring.tail()) {
            if (ready.size() == 0) {
                flushed = ring.tail();
                break;
            }
            Chunk chunk = shard.feeds().joiner().live(ring, flushed);
            long next = shard.feeds().joiner().next();
            shard.stats().delivered(ready.size(), next - flushed, chunk.length());
            for (int i = ready.size() - 1; i >= 0; i--) {
                Position position = ready.get(i);
                if (!position.subscriber.write(chunk)) {
                    // It has become a laggard by that, but it has got the chunk.
                    place(position, next);
                }
            }
            flushed = next;
        }
        if (laggards.size() == 0) {
            ring.dropBefore(flushed);
        }
    }

    /** Adds a position at the tail. Whatever was appended before has to be {@linkplain #flush() flushed}. */
    void joinAtTail(Position position) {
        position.lagging = false;
        ready.add(position);
    }

    /** From now on the ring keeps, within its limits, what comes after this moment for the position. */
    void reserve(Position position, long offset) {
        flush();
        position.owesGap |= ring.hadVolatileSince(position.sequence);
        position.sequence = ring.tail();
        position.offset = offset;
        lag(position);
    }

    /** Sends a laggard what it missed, until it is at the tail or its sink is blocked again. */
    void catchUp(Position position) {
        flush();
        while (position.subscriber.isWritable()) {
            if (position.owesGap) {
                position.owesGap = false;
                shard.stats().gap(Gap.Reason.SLOW);
                position.subscriber.write(gapBySlowness(position));
            } else if (position.sequence == ring.tail()) {
                laggards.remove(position);
                joinAtTail(position);
                dropWhatNobodyNeeds();
                return;
            } else {
                Chunk chunk = shard.feeds().joiner().catchUp(ring, position.sequence);
                long next = shard.feeds().joiner().next();
                shard.stats().delivered(1, next - position.sequence, chunk.length());
                position.offset = ring.get(next - 1).offset();
                position.sequence = next;
                position.subscriber.write(chunk);
            }
        }
    }

    private Chunk gapBySlowness(Position position) {
        EventId here = shard.idAt(position.offset);
        return Chunk.of(key.format().gap(new Gap(Gap.Reason.SLOW, here, here)));
    }

    /** Makes a position a laggard if it was at the tail, because its sink is blocked now. */
    void block(Position position) {
        if (!position.lagging && position.index >= 0) {
            place(position, flushed);
            ready.remove(position);
            lag(position);
        }
    }

    void remove(Position position) {
        if (position.index >= 0) {
            (position.lagging ? laggards : ready).remove(position);
            position.lagging = false;
            dropWhatNobodyNeeds();
        }
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

    private void lag(Position position) {
        position.lagging = true;
        laggards.add(position);
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
            laggards.remove(position);
            position.lagging = false;
            shard.replays().leftRing(position);
        } else {
            position.owesGap = true;
            position.sequence = ring.head();
        }
    }

    private void dropWhatNobodyNeeds() {
        if (laggards.size() == 0) {
            ring.dropBefore(flushed);
        }
    }
}
