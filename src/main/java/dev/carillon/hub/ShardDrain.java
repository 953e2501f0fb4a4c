package dev.carillon.hub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Closes the connections of a shard in random order, evenly over a time. Polls that wait are answered at once.
 *
 * <p>Threading: its shard's alone; it tells of its end on the shard's thread.
 */
final class ShardDrain {

    /** Closes of one round; some 1 ms. */
    private static final int CLOSES = 64;

    private final Shard shard;
    private final long timeNanos;
    private final long startNanos;
    private final int total;

    /** Random order, so the last one is as good as any. */
    private final List<Subscriber> left = new ArrayList<>();

    private @Nullable Runnable onDone;

    /** {@code onDone} is told once, when no connection is left or the drain is over. */
    ShardDrain(Shard shard, Duration time, Random random, Runnable onDone) {
        this.onDone = onDone;
        this.shard = shard;
        this.timeNanos = time.toNanos();
        this.startNanos = shard.nowNanos();
        for (Subscriber subscriber : shard.connections().all()) {
            if (subscriber.isPoll()) {
                shard.endings().close(subscriber, CloseReason.DRAINED);
            } else {
                left.add(subscriber);
            }
        }
        Collections.shuffle(left, random);
        this.total = left.size();
    }

    /** It was on its way when the drain began. */
    void add(Subscriber late) {
        left.add(late);
    }

    /** Closes those whose time has come; whether there are more of them. */
    boolean round(long nowNanos) {
        int mayBeLeft = mayBeLeft(nowNanos - startNanos);
        int closes = 0;
        while (left.size() > mayBeLeft && closes < CLOSES) {
            Subscriber next = left.remove(left.size() - 1);
            if (!next.isEnded()) {
                shard.endings().close(next, CloseReason.DRAINED);
                closes++;
            }
        }
        if (left.isEmpty() && shard.connections().size() == 0) {
            tellDone();
        }
        return left.size() > mayBeLeft;
    }

    long nanosUntilDue(long nowNanos) {
        if (left.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long sinceNanos = nowNanos - startNanos;
        if (left.size() > mayBeLeft(sinceNanos)) {
            return 0;
        }
        // When one less may be left.
        long closed = (long) total - left.size();
        return Math.max(0, closed * timeNanos / total - sinceNanos);
    }

    /** It is not to go on. */
    void cancel() {
        left.clear();
        tellDone();
    }

    private void tellDone() {
        Runnable told = onDone;
        onDone = null;
        if (told != null) {
            told.run();
        }
    }

    /** The first one is closed at once, and the last one an interval before the time is over. */
    private int mayBeLeft(long sinceNanos) {
        if (sinceNanos >= timeNanos || total == 0) {
            return 0;
        }
        long closed = (long) ((double) total * sinceNanos / timeNanos) + 1;
        return (int) Math.max(0, total - closed);
    }
}
