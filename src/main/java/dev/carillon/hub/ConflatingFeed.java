package dev.carillon.hub;

import java.util.ArrayList;
import java.util.List;

/**
 * A feed of the newest event of each key. A reader never gets an event of a key after a newer one; what it was too slow for it never
 * gets.
 *
 * <p>It keeps what has changed since its last flush, and, while somebody lags, since before; for each key one event at most. Who joins
 * is first told what every key says. Between two flushes a pause is kept, so that what changes often is sent in few pieces; a
 * first change after a pause is sent at once.
 *
 * <p>Threading: its shard's alone.
 */
final class ConflatingFeed extends Feed {

    /** When it may be flushed the next time, on the shard's clock. */
    long dueNanos;

    /** Whether it waits for that, and until when. */
    boolean waiting;

    long waitsUntilNanos;

    private final Changes changes = new Changes();

    /** Everybody at the tail was sent what changed before this number. */
    private long flushed;

    /** Whether somebody who came since the last flush is ahead of the others, and joins them with the next one. */
    private boolean somebodyIsAhead;

    ConflatingFeed(Key key, Shard shard) {
        super(key, shard);
        this.dueNanos = shard.nowNanos();
    }

    @Override
    long retainedFrames() {
        return changes.size();
    }

    @Override
    long lag(Position position) {
        Snapshot snapshot = position.snapshot;
        return changes.countFrom(position.sequence) + (snapshot == null ? 0 : snapshot.left());
    }

    boolean isDue(long nowNanos) {
        return nowNanos - dueNanos >= 0;
    }

    void append(ConflatedEvent event) {
        if (changes.put(event)) {
            shard.stats().conflated();
        }
        if (changes.size() > shard.settings().conflation().maxKeys()) {
            long lost = changes.loseOldest();
            for (int i = 0; i < laggards.size(); i++) {
                laggards.get(i).owesGap |= laggards.get(i).sequence <= lost;
            }
        }
    }

    /** Takes a new reader, who is first told what every key says, unless that is of no use to him. */
    void join(Position position, boolean tellLatest) {
        join(position, tellLatest ? shard.feeds().conflating().latest(key.selectors()) : List.of());
    }

    /** The same; what he is told first is given. */
    void join(Position position, List<ConflatedEvent> told) {
        position.subscriber.keepShort();
        position.sequence = changes.tail();
        position.offset = shard.feeds().handled();
        position.snapshot = told.isEmpty() ? null : new Snapshot(told);
        lag(position, true);
        catchUp(position);
    }

    /** What a reader was not sent yet. */
    List<ConflatedEvent> waitingFor(Position position) {
        long from = position.lagging ? position.sequence : flushed;
        List<ConflatedEvent> waiting = new ArrayList<>();
        if (position.snapshot != null) {
            position.snapshot.rest().stream()
                    .filter(event -> !changes.has(event.latest, from))
                    .forEach(waiting::add);
        }
        for (Changes.Change change = changes.firstFrom(from); change != null; change = change.after()) {
            waiting.add(change.event);
        }
        return waiting;
    }

    @Override
    void flush() {
        if (flushed < changes.tail()) {
            dueNanos = shard.nowNanos() + key.pauseNanos();
        }
        while (flushed < changes.tail()) {
            Changes.Change first = ready.size() == 0 ? null : changes.firstFrom(flushed);
            if (first == null) {
                flushed = changes.tail();
                break;
            }
            Joiner joiner = shard.feeds().joiner();
            Chunk chunk = joiner.live(first, key.format());
            long next = joiner.next();
            shard.stats().delivered(ready.size(), joiner.frames(), chunk.length());
            for (int i = ready.size() - 1; i >= 0; i--) {
                Position position = ready.get(i);
                if (!position.subscriber.write(chunk)) {
                    // It has become a laggard by that, but it has got the chunk.
                    position.sequence = next;
                }
            }
            flushed = next;
        }
        if (somebodyIsAhead) {
            somebodyIsAhead = false;
            for (int i = laggards.size() - 1; i >= 0; i--) {
                catchUp(laggards.get(i));
            }
        }
        trim();
    }

    @Override
    void catchUp(Position position) {
        while (position.subscriber.isWritable()) {
            if (position.owesGap) {
                tellGap(position);
            } else if (position.snapshot != null) {
                goOn(position, position.snapshot);
            } else if (position.sequence == flushed) {
                lag(position, false);
                joinAtTail(position);
                trim();
                return;
            } else if (position.sequence > flushed) {
                somebodyIsAhead = true;
                return;
            } else {
                sendMissed(position);
            }
        }
    }

    private void goOn(Position position, Snapshot snapshot) {
        // What has changed since he came is told him later.
        Chunk chunk = snapshot.next(key.format(), latest -> changes.has(latest, position.sequence));
        if (snapshot.left() == 0) {
            position.snapshot = null;
        }
        if (chunk.length() > 0) {
            shard.stats().delivered(1, snapshot.frames(), chunk.length());
            position.subscriber.write(chunk);
        }
    }

    private void sendMissed(Position position) {
        Changes.Change first = changes.firstFrom(position.sequence);
        if (first == null || first.sequence >= flushed) {
            position.sequence = flushed;
            return;
        }
        Joiner joiner = shard.feeds().joiner();
        Chunk chunk = joiner.catchUp(first, flushed, key.format());
        position.sequence = joiner.next();
        shard.stats().delivered(1, joiner.frames(), chunk.length());
        position.subscriber.write(chunk);
    }

    @Override
    void placeAtTail(Position position) {
        position.sequence = flushed;
        position.offset = shard.feeds().handled();
    }

    @Override
    void trim() {
        if (laggards.size() == 0) {
            changes.dropBefore(flushed);
        }
    }
}
