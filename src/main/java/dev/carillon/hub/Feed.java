package dev.carillon.hub;

import dev.carillon.event.EventId;
import dev.carillon.event.SelectorSet;

/**
 * The live tail for one set of selectors in one wire format, shared by all who listen to just that: to every event ({@link
 * RingFeed}), or to the newest of each key ({@link ConflatingFeed}).
 *
 * <p>{@link #flush()} sends what is new to everybody who stands at the tail. Who cannot take it becomes a laggard, and goes on from
 * its place when it can.
 *
 * <p>Threading: its shard's alone.
 */
abstract sealed class Feed permits RingFeed, ConflatingFeed {

    /**
     * What makes two feeds the same.
     *
     * @param pauseNanos between two flushes, at least; 0 where every event counts
     */
    record Key(SelectorSet selectors, WireFormat format, long pauseNanos) {

        /** Of a feed of every event. */
        Key(SelectorSet selectors, WireFormat format) {
            this(selectors, format, 0);
        }
    }

    final Key key;

    /** Marks the event that it was given last, so that one that matches by two selectors is given once. */
    long lastMatch;

    boolean touched;

    /** How many positions belong to it; those that replay are in neither of its lists. */
    int members;

    /** When bytes went to all its ready subscribers the last time, on the shard's clock. */
    long lastWriteNanos;

    /** Whether it gets heartbeats. */
    final boolean beats;

    final Shard shard;
    final Positions ready = new Positions();
    final Positions laggards = new Positions();

    Feed(Key key, Shard shard) {
        this.key = key;
        this.beats = key.format().hasHeartbeat();
        this.shard = shard;
    }

    int laggards() {
        return laggards.size();
    }

    Positions ready() {
        return ready;
    }

    /** How many frames it holds. */
    abstract long retainedFrames();

    /** What waits for a laggard, in frames. */
    abstract long lag(Position position);

    /** Sends what is new, in as few pieces as possible, to everybody at the tail. */
    abstract void flush();

    /** Sends a laggard what it missed, until it is at the tail or its sink is blocked again. */
    abstract void catchUp(Position position);

    /** The position is where everybody at the tail is. */
    abstract void placeAtTail(Position position);

    /** Drops frames that nobody needs. */
    abstract void trim();

    /** Adds a position at the tail. Whatever was appended before has to be {@linkplain #flush() flushed}. */
    final void joinAtTail(Position position) {
        position.lagging = false;
        ready.add(position);
    }

    /** Makes a position a laggard if it was at the tail, because its sink is blocked now. */
    final void block(Position position) {
        if (!position.lagging && position.index >= 0) {
            placeAtTail(position);
            ready.remove(position);
            lag(position, true);
        }
    }

    final void lag(Position position, boolean lagging) {
        if (lagging) {
            position.lagging = true;
            laggards.add(position);
        } else {
            laggards.remove(position);
            position.lagging = false;
        }
    }

    final void remove(Position position) {
        if (position.index >= 0) {
            (position.lagging ? laggards : ready).remove(position);
            position.lagging = false;
            trim();
        }
    }

    /** Tells a reader that volatile events were lost for it. */
    final void tellGap(Position position) {
        position.owesGap = false;
        shard.stats().gap(Gap.Reason.SLOW);
        EventId here = shard.idAt(position.offset);
        position.subscriber.write(Chunk.of(key.format().gap(new Gap(Gap.Reason.SLOW, here, here))));
    }
}
