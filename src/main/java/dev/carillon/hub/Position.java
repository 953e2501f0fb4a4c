package dev.carillon.hub;

import org.jspecify.annotations.Nullable;

/**
 * Where a subscriber stands in a feed. It is in one of three states: at the tail ({@link Feed} has it among the ready),
 * lagging (its place is {@link #sequence}, and the ring keeps the frames from there on), or replaying (it reads the log; its
 * place in the ring, if it has one already, is where it will go on).
 *
 * <p>Threading: its shard's alone.
 */
final class Position {

    final Subscriber subscriber;
    final Feed feed;

    /** Index in the list of the feed that has it; -1 if none has. */
    int index = -1;

    boolean lagging;

    /**
     * Sequence number of the next frame, while it is lagging; of the first one that it missed, while it reads the log because it
     * has left the ring.
     */
    long sequence = Long.MAX_VALUE;

    /** It has seen everything of the log up to here, while it is lagging. */
    long offset;

    /** It reads the log because it has left the ring. */
    boolean leftRing;

    /** It lost volatile events and was not told yet. */
    boolean owesGap;

    @Nullable
    Replay replay;

    /** It keeps its place and is sent nothing, until what belongs before it has been sent. */
    boolean held;

    /** Only what the log has up to here is for it; then it ends. */
    long until = Long.MAX_VALUE;

    /** The same in the ring: only frames before this one are for it. */
    long end = Long.MAX_VALUE;

    /** It sends what was asked for of the past. */
    boolean past;

    /** What it is a part of; null if it was subscribed for itself. */
    @Nullable
    Inclusion inclusion;

    /** What it was not told yet of what every key said when it came, in a feed that conflates. */
    @Nullable
    Snapshot snapshot;

    /** Whoever waits for the end of its first replay. */
    @Nullable
    Runnable onLive;

    /** Events that wait for it, or entries of the log. */
    long lag() {
        if (replay != null) {
            return replay.lag();
        }
        return lagging ? feed.lag(this) : 0;
    }

    Position(Subscriber subscriber, Feed feed) {
        this.subscriber = subscriber;
        this.feed = feed;
    }
}
