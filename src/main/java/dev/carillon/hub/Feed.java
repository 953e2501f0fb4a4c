package dev.carillon.hub;

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
        this.ring = new Ring(shard.settings().ring(), shard.budget());
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

    void append(Frame frame) {
        if (ring.isFull()) {
            flush();
            makeRoom();
        }
        ring.add(frame);
    }

    /** Sends what is new, in as few pieces as possible, to everybody at the tail. */
    void flush() {
        while (flushed < ring.tail()) {
            if (ready.size() == 0) {
                flushed = ring.tail();
                break;
            }
            Chunk chunk = shard.joiner().live(ring, flushed);
            long next = shard.joiner().next();
            shard.countDeliveries(ready.size(), next - flushed, chunk.length());
            for (int i = ready.size() - 1; i >= 0; i--) {
                Position position = ready.get(i);
                if (!position.subscriber.write(chunk)) {
                    lagFrom(position, next);
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
        position.sequence = ring.tail();
        position.offset = offset;
        lag(position);
    }

    /** Sends a laggard what it missed, until it is at the tail or its sink is blocked again. */
    void catchUp(Position position) {
        flush();
        while (position.subscriber.isWritable()) {
            if (position.sequence < ring.head() && !overrun(position)) {
                return;
            }
            if (position.owesGap) {
                position.owesGap = false;
                position.subscriber.write(shard.gapBySlowness(position));
            } else if (position.sequence == ring.tail()) {
                laggards.remove(position);
                joinAtTail(position);
                dropWhatNobodyNeeds();
                return;
            } else {
                Chunk chunk = shard.joiner().catchUp(ring, position.sequence);
                long next = shard.joiner().next();
                shard.countDeliveries(1, next - position.sequence, chunk.length());
                position.offset = ring.get(next - 1).offset();
                position.sequence = next;
                position.subscriber.write(chunk);
            }
        }
    }

    /** Makes a ready position a laggard, because its sink is blocked by something else than this feed. */
    void block(Position position) {
        if (!position.lagging && position.index >= 0) {
            lagFrom(position, flushed);
        }
    }

    void remove(Position position) {
        if (position.index >= 0) {
            (position.lagging ? laggards : ready).remove(position);
            position.lagging = false;
            dropWhatNobodyNeeds();
        }
    }

    private void lagFrom(Position position, long sequence) {
        position.sequence = sequence;
        position.offset = offsetBefore(sequence);
        ready.remove(position);
        lag(position);
    }

    private long offsetBefore(long sequence) {
        if (sequence > ring.head()) {
            return ring.get(sequence - 1).offset();
        }
        if (sequence == ring.tail()) {
            return shard.handled();
        }
        Frame next = ring.get(sequence);
        return next.durable() ? next.offset() - 1 : next.offset();
    }

    private void lag(Position position) {
        position.lagging = true;
        laggards.add(position);
    }

    private void makeRoom() {
        long needed = ring.tail();
        for (int i = 0; i < laggards.size(); i++) {
            needed = Math.min(needed, laggards.get(i).sequence);
        }
        ring.dropBefore(Math.max(needed, ring.head()));
        if (ring.isFull() && ring.head() < ring.tail()) {
            ring.dropOldestEighth();
            for (int i = laggards.size() - 1; i >= 0; i--) {
                Position position = laggards.get(i);
                if (position.sequence < ring.head()) {
                    overrun(position);
                }
            }
        }
    }

    /**
     * The ring dropped what the position needs next. If all of it was volatile the reader is told of the gap, else it has
     * to read the log.
     *
     * @return whether it goes on in the ring
     */
    private boolean overrun(Position position) {
        if (position.replay == null && !ring.lostDurableSince(position.sequence)) {
            position.owesGap = true;
            position.sequence = ring.head();
            return true;
        }
        laggards.remove(position);
        position.lagging = false;
        shard.leftRing(position);
        return false;
    }

    private void dropWhatNobodyNeeds() {
        if (laggards.size() == 0) {
            ring.dropBefore(flushed);
        }
    }
}
