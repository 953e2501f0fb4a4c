package dev.carillon.hub;

import dev.carillon.event.Entry;
import dev.carillon.log.Page;
import dev.carillon.log.PageLimit;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings one position from a place in the log to the tail of its feed.
 *
 * <p>It reads pages on an I/O thread and writes them as far as the sink takes them. While it is far from the tail it keeps
 * nothing but its cursor. Near the tail it <em>anchors</em>: the ring keeps what comes from that moment on, the log is read
 * up to that moment and no further, and then the position goes on in the ring. So nothing is lost and nothing repeated,
 * however fast the hub runs on in the meantime. A ring that overflows before lifts the anchor.
 *
 * <p>Threading: its shard's alone; only {@link #read} runs on an I/O thread, one at a time, and touches nothing of it.
 */
final class Replay {

    private static final PageLimit PAGE = new PageLimit(512, 256 << 10);
    private static final long NOT_ANCHORED = -1;

    /** What came of reading one page. */
    private record Found(List<Frame> frames, long through, long lostThrough) {}

    private final Shard shard;
    private final Position position;
    private long cursor;
    private long anchor = NOT_ANCHORED;
    private boolean reading;

    Replay(Shard shard, Position position, long after) {
        this.shard = shard;
        this.position = position;
        this.cursor = after;
    }

    /** The ring did not keep what comes after the anchor. */
    void liftAnchor() {
        anchor = NOT_ANCHORED;
    }

    /** Takes the next step, if there is one to take. */
    void proceed() {
        Subscriber subscriber = position.subscriber;
        if (reading || subscriber.isEnded() || !subscriber.isWritable()) {
            return;
        }
        if (anchor == NOT_ANCHORED) {
            if (cursor > shard.handled()) {
                // The client comes from a shard that was faster. The entries are in our inbox, before this command.
                shard.offer(this::proceed);
                return;
            }
            if (shard.handled() - cursor <= PAGE.entries()) {
                anchor = shard.handled();
                position.feed.reserve(position, anchor);
            }
        }
        if (anchor != NOT_ANCHORED && cursor >= anchor) {
            shard.replayed(position);
            position.feed.catchUp(position);
            return;
        }
        reading = true;
        long after = cursor;
        shard.runOnIo(subscriber, () -> {
            Found found = read(after);
            return () -> write(found);
        });
    }

    private Found read(long after) {
        Page page = shard.log().read(after, position.feed.key.selectors(), PAGE);
        WireFormat format = position.feed.key.format();
        List<Frame> frames = new ArrayList<>(page.entries().size());
        for (Entry entry : page.entries()) {
            frames.add(new Frame(format.event(entry.event(), entry.id()), entry.offset(), true));
        }
        return new Found(frames, page.through(), page.lostThrough());
    }

    private void write(Found found) {
        reading = false;
        Subscriber subscriber = position.subscriber;
        if (subscriber.isEnded() || !subscriber.isWritable()) {
            return;
        }
        long limit = anchor != NOT_ANCHORED ? anchor : Math.max(cursor, shard.handled());
        // What is after the limit may be lost in the log, but the ring has it or will have it.
        announce(Math.min(found.lostThrough, limit));
        int next = 0;
        while (subscriber.isWritable()
                && next < found.frames.size()
                && found.frames.get(next).offset() <= limit) {
            Chunk chunk = shard.joiner().replay(found.frames, next, limit);
            int end = (int) shard.joiner().next();
            shard.countReplayed(end - next, chunk.length());
            subscriber.write(chunk);
            cursor = found.frames.get(end - 1).offset();
            next = end;
        }
        boolean all = next == found.frames.size() || found.frames.get(next).offset() > limit;
        if (all) {
            cursor = Math.max(cursor, Math.min(found.through, limit));
        }
        proceed();
    }

    private void announce(long lostThrough) {
        if (lostThrough > cursor) {
            Gap gap = new Gap(Gap.Reason.TRIMMED, shard.idAt(cursor), shard.idAt(lostThrough));
            position.subscriber.write(Chunk.of(position.feed.key.format().gap(gap)));
            cursor = lostThrough;
        }
    }
}
