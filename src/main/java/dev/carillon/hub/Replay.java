package dev.carillon.hub;

import dev.carillon.event.EventId;
import org.jspecify.annotations.Nullable;

/**
 * Brings one position from a place in the log to the tail of its feed.
 *
 * <p>Whenever it has its turn it writes of the page at its cursor what the sink takes, and then waits for the next page.
 * While it is far from the tail it keeps nothing but its cursor. Near the tail it <em>anchors</em>: the ring keeps what comes
 * from that moment on, the log is read up to that moment and no further, and then the position goes on in the ring. So
 * nothing is lost and nothing repeated, however fast the hub runs on in the meantime. A ring that overflows before lifts the
 * anchor.
 *
 * <p>The log may have holes, and entries before them. The reader gets these, and is told of the gap when it passes the newest
 * event that was lost.
 *
 * <p>Threading: its shard's alone.
 */
final class Replay {

    private static final long NOT_ANCHORED = -1;
    private static final long NO_GAP = 0;

    /** What it waits for; {@link PageReads} keeps it. */
    PageReads.@Nullable Read read;

    private final Shard shard;
    private final Position position;
    private final RingFeed feed;
    private final Start.After start;
    private long cursor;
    private long anchor = NOT_ANCHORED;

    /** The newest event that was lost and that it was not told of yet; and what it had when it came to know. */
    private long gapThrough = NO_GAP;

    private @Nullable EventId gapAfter;

    /** Where the page ends that it was counted for. */
    private long countedThrough;

    /** The position is one of the feed. */
    Replay(Shard shard, Position position, RingFeed feed, Start.After start) {
        this.shard = shard;
        this.position = position;
        this.feed = feed;
        this.start = start;
        this.cursor = start.offset();
    }

    /** The same for another position: it goes on at the same place, and is not anchored. */
    Replay movedTo(Position next, RingFeed nextFeed) {
        Replay moved = new Replay(shard, next, nextFeed, start);
        moved.cursor = cursor;
        moved.gapThrough = gapThrough;
        moved.gapAfter = gapAfter;
        return moved;
    }

    Position position() {
        return position;
    }

    Feed.Key key() {
        return feed.key;
    }

    long cursor() {
        return cursor;
    }

    /** Entries between its place and the newest, of whatever channel. */
    long lag() {
        return Math.max(0, shard.feeds().handled() - cursor);
    }

    boolean isWritable() {
        return position.subscriber.isWritable();
    }

    boolean isAnchored() {
        return anchor != NOT_ANCHORED;
    }

    /** The ring did not keep what comes after the anchor. */
    void liftAnchor() {
        anchor = NOT_ANCHORED;
    }

    /**
     * Goes on as far as the sink takes it and the pages are there.
     *
     * @param maxBytes after which it leaves off and wants another turn
     * @return the bytes that were written
     */
    int turn(int maxBytes) {
        Replays replays = shard.replays();
        replays.pages().leave(this);
        int written = 0;
        while (isWritable() && !position.held) {
            if (gapThrough != NO_GAP && cursor >= gapThrough) {
                tellGap(gapThrough);
            } else if (isAnchored() && cursor >= anchor) {
                finish();
                break;
            } else if (cursor >= position.until && position.owesGap) {
                position.offset = cursor;
                feed.tellGap(position);
            } else if (cursor >= position.until) {
                finishAtLimit();
                break;
            } else if (isEarly()) {
                // The client comes from a shard that was faster. The entries are in our inbox.
                replays.early(this);
                break;
            } else if (anchors() && cursor >= anchor) {
                finish();
                break;
            } else if (written >= maxBytes) {
                replays.ready(this);
                break;
            } else {
                ReplayPage page = replays.pages().find(key(), cursor, limit());
                if (page == null) {
                    replays.pages().request(this);
                    break;
                }
                written += write(page, maxBytes - written);
            }
        }
        return written;
    }

    private boolean isEarly() {
        long handled = shard.feeds().handled();
        return !isAnchored() && (cursor > handled || (cursor == handled && position.until < Long.MAX_VALUE));
    }

    /** Anchors if it is near enough; whether it is anchored. */
    private boolean anchors() {
        if (!isAnchored() && !isFar(cursor) && position.until == Long.MAX_VALUE) {
            anchor = shard.feeds().handled();
            feed.reserve(position, anchor);
        }
        return isAnchored();
    }

    private boolean isFar(long offset) {
        return shard.feeds().handled() - offset
                > shard.settings().replay().page().entries();
    }

    private int write(ReplayPage page, int maxBytes) {
        count(page);
        if (page.lostThrough() > cursor) {
            oweGap(page.lostThrough());
        }
        long until = Math.min(page.through(), limit());
        if (gapThrough != NO_GAP) {
            until = Math.min(until, gapThrough);
        }
        int written = 0;
        while (isWritable() && cursor < until && written < maxBytes) {
            ReplayPage.Slice slice = page.next(cursor, until);
            if (slice == null) {
                cursor = until;
            } else {
                Chunk own = slice.forOne(position.subscriber.name());
                if (own != null) {
                    position.subscriber.write(own);
                }
                cursor = slice.lastOffset();
                written += slice.chunk().length();
                shard.stats().delivered(1, slice.events(), slice.chunk().length());
            }
        }
        if (isWritable() && !isAnchored() && page.through() < limit() && isFar(page.through())) {
            shard.replays().pages().readAhead(key(), page.through());
        }
        return written;
    }

    /** What comes after is for the ring. */
    private long limit() {
        return Math.min(position.until, isAnchored() ? anchor : shard.feeds().handled());
    }

    private void count(ReplayPage page) {
        if (countedThrough != page.through()) {
            countedThrough = page.through();
            shard.stats().pageUsed();
        }
    }

    private void oweGap(long lostThrough) {
        if (gapThrough == NO_GAP) {
            boolean namedNothing = cursor == start.offset()
                    && start.gap().filter(gap -> gap.after() == null).isPresent();
            gapAfter = namedNothing ? null : shard.idAt(cursor);
        }
        gapThrough = Math.max(gapThrough, lostThrough);
    }

    private void tellGap(long through) {
        Gap gap = new Gap(Gap.Reason.TRIMMED, gapAfter, shard.idAt(through));
        gapThrough = NO_GAP;
        shard.stats().gap(Gap.Reason.TRIMMED);
        position.subscriber.write(Chunk.of(key().format().gap(gap)));
    }

    private void finishAtLimit() {
        if (gapThrough != NO_GAP) {
            // As below: what was lost last is for whoever goes on from here.
            tellGap(cursor);
        }
        Inclusion inclusion = position.inclusion;
        if (inclusion == null) {
            throw new IllegalStateException("nobody goes on after " + position.until);
        }
        inclusion.sent(position);
    }

    private void finish() {
        if (gapThrough != NO_GAP) {
            // What was lost last stands after the anchor, and the ring has it.
            tellGap(cursor);
        }
        shard.replays().finish(position);
        feed.catchUp(position);
    }
}
