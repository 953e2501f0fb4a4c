package dev.carillon.hub;

import dev.carillon.event.EventId;
import dev.carillon.event.SelectorSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that one subscriber has included: one position in the feed of all its selectors, so that the last id that the reader has got
 * is exact for all of them; and one in a feed that conflates, if any of them chooses such channels.
 *
 * <p>When the selectors change, another position goes on in another feed. If the reader has not got yet what was published before the
 * change, the old position sends him that first, also of channels that he has excluded, and ends there. What is asked for of the past
 * has a position of its own, which comes next. Each is held until it is its turn. So nothing is sent twice or left out in between,
 * and what he hears of a channel begins and ends where he asked for it, however late he reads.
 *
 * <p>Threading: its shard's alone.
 */
final class Inclusion {

    /**
     * Old positions, and those of the past, that may wait for a reader. One who changes his channels more often, before he reads on,
     * goes on in the log, and is told of a gap for what he loses by that. Each of them costs a feed.
     */
    static final int MAX_BEFORE = 16;

    private final Shard shard;
    private final Subscriber subscriber;

    /** What the reader gets before he gets what the main position has, one after the other; all but the first are held. */
    private final List<Position> before = new ArrayList<>(0);

    /** What comes before those, of one who comes back. Each begins when the one before it is done, so that it costs a feed only then. */
    private final Deque<Stretch> stretches = new ArrayDeque<>(0);

    private @Nullable Position main;
    private final InclusionOfLatest latest;

    /** A step, and where the next one begins. */
    private record Stretch(Step step, long until) {}

    /** Something was lost between what comes before and the main position; told once, however often that happens. */
    private boolean owesGap;

    Inclusion(Shard shard, Subscriber subscriber) {
        this.shard = shard;
        this.subscriber = subscriber;
        this.latest = new InclusionOfLatest(shard, subscriber);
    }

    /** As {@link Subscriber#include}. */
    void include(SelectorSet selectors, Start start, Runnable onLive) {
        SelectorSet conflating = shard.settings().conflation().channels();
        latest.include(selectors.only(conflating::overlaps));
        SelectorSet more = selectors
                .only(selector -> !conflating.covers(selector))
                .minus(main == null ? SelectorSet.none() : main.feed.key.selectors());
        if (more.isEmpty()) {
            onLive.run();
        } else if (main == null) {
            main = begin(more, start, onLive);
        } else {
            join(main, more, start, onLive);
        }
    }

    /** As {@link Subscriber#resume}. */
    void resume(List<Step> steps, Runnable onLive) {
        SelectorSet conflating = shard.settings().conflation().channels();
        Step last = steps.get(steps.size() - 1);
        latest.include(last.selectors().only(conflating::overlaps));
        for (int i = 0; i < steps.size() - 1; i++) {
            Step step = steps.get(i);
            SelectorSet some = step.selectors().only(selector -> !conflating.covers(selector));
            if (!some.isEmpty()) {
                long until = steps.get(i + 1).after();
                stretches.add(new Stretch(new Step(some, step.after()), until));
            }
        }
        SelectorSet all = last.selectors().only(selector -> !conflating.covers(selector));
        if (all.isEmpty()) {
            onLive.run();
            return;
        }
        beginStretch();
        main = begin(all, new Start.After(last.after(), Optional.empty()), onLive);
    }

    private void beginStretch() {
        Stretch next = stretches.poll();
        if (next != null) {
            RingFeed feed = shard.feeds().feed(next.step.selectors(), subscriber.format());
            Position position = Subscribers.enter(subscriber, feed);
            position.until = next.until;
            position.inclusion = this;
            before.add(0, position);
            shard.replays().begin(position, feed, new Start.After(next.step.after(), Optional.empty()));
        }
    }

    /** As {@link Subscriber#exclude}. */
    void exclude(SelectorSet selectors) {
        latest.exclude(selectors);
        excludeFromPasts(selectors);
        if (main != null) {
            main = excludeFrom(main, selectors);
        }
        release();
    }

    private void excludeFromPasts(SelectorSet selectors) {
        boolean ended = false;
        for (Position past : List.copyOf(before)) {
            if (past.past) {
                int index = before.indexOf(past);
                Position rest = without(past, selectors);
                if (rest == null) {
                    before.remove(index);
                    ended = true;
                } else {
                    before.set(index, rest);
                }
            }
        }
        if (ended) {
            tellPlaceAfterPast();
        }
    }

    /** A position has sent all that was for it. */
    void sent(Position position) {
        Runnable onLive = position.onLive;
        position.onLive = null;
        before.remove(position);
        shard.subscribers().leave(position);
        if (position.past) {
            tellPlaceAfterPast();
        }
        beginStretch();
        release();
        if (onLive != null) {
            onLive.run();
        }
    }

    /** The last id that the reader has got may be an old one. */
    private void tellPlaceAfterPast() {
        Position next = first();
        if (next != null && !next.past) {
            tellCursor(place(next));
        }
    }

    private Position begin(SelectorSet selectors, Start start, Runnable onLive) {
        RingFeed feed = shard.feeds().feed(selectors, subscriber.format());
        feed.flush();
        Position position = Subscribers.enter(subscriber, feed);
        position.inclusion = this;
        position.held = !before.isEmpty();
        if (start instanceof Start.After after) {
            position.onLive = onLive;
            shard.subscribers().tellGap(position, after);
            shard.replays().begin(position, feed, after);
        } else if (position.held) {
            onLive.run();
            feed.reserve(position, shard.feeds().handled());
        } else {
            onLive.run();
            shard.subscribers().beginLive(position, start);
        }
        return position;
    }

    private void join(Position old, SelectorSet more, Start start, Runnable onLive) {
        SelectorSet all = old.feed.key.selectors().plus(more);
        Position joined = succeed(old, all);
        main = joined;
        long here = place(joined);
        if (start instanceof Start.After after && after.offset() < here) {
            joined.held = true;
            beginPast(more, after, here, onLive);
            return;
        }
        if (start instanceof Start.After after) {
            shard.subscribers().tellGap(joined, after);
        } else if (start instanceof Start.Live live && live.tellsCursor()) {
            Position first = first();
            tellCursor(place(first == null ? joined : first));
        }
        release();
        onLive.run();
    }

    private @Nullable Position excludeFrom(Position old, SelectorSet selectors) {
        SelectorSet all = old.feed.key.selectors();
        SelectorSet rest = all.minus(selectors);
        if (rest.equals(all)) {
            return old;
        }
        boolean waits = ((RingFeed) old.feed).waitsFor(old);
        if (!rest.isEmpty()) {
            Position next = succeed(old, rest);
            next.owesGap |= waits && !before.contains(old);
            return next;
        }
        boolean owes = waits || old.owesGap;
        if (owes && before.size() < MAX_BEFORE) {
            endHere(old);
        } else {
            shard.subscribers().leave(old);
            owesGap |= owes;
        }
        return null;
    }

    /** A position of other selectors for what is published from now on, or from where the old one is; held if others come before it. */
    private Position succeed(Position old, SelectorSet selectors) {
        if (!((RingFeed) old.feed).waitsFor(old) || before.size() >= MAX_BEFORE) {
            Position next = move(old, selectors);
            next.held = !before.isEmpty();
            return next;
        }
        endHere(old);
        RingFeed feed = shard.feeds().feed(selectors, subscriber.format());
        feed.flush();
        Position next = Subscribers.enter(subscriber, feed);
        next.inclusion = this;
        next.held = true;
        feed.reserve(next, shard.feeds().handled());
        return next;
    }

    private void endHere(Position old) {
        ((RingFeed) old.feed).endHere(old);
        before.add(old);
    }

    private void sayGap(EventId here) {
        shard.stats().gap(Gap.Reason.SLOW);
        subscriber.sendControl(subscriber.format().gap(new Gap(Gap.Reason.SLOW, here, here)));
    }

    private void tellCursor(long offset) {
        byte[] cursor = subscriber.format().cursor(shard.idAt(offset));
        if (cursor.length > 0) {
            subscriber.sendControl(cursor);
        }
    }

    private void beginPast(SelectorSet selectors, Start.After start, long until, Runnable onLive) {
        RingFeed feed = shard.feeds().feed(selectors, subscriber.format());
        Position past = Subscribers.enter(subscriber, feed);
        past.past = true;
        past.held = !before.isEmpty();
        past.until = until;
        past.inclusion = this;
        past.onLive = onLive;
        before.add(past);
        shard.subscribers().tellGap(past, start);
        shard.replays().begin(past, feed, start);
    }

    /** The same without some selectors, from the same place; null if nothing is left. */
    private @Nullable Position without(Position position, SelectorSet selectors) {
        SelectorSet all = position.feed.key.selectors();
        SelectorSet rest = all.minus(selectors);
        if (rest.isEmpty()) {
            shard.subscribers().leave(position);
            return null;
        }
        if (rest.equals(all)) {
            return position;
        }
        return move(position, rest);
    }

    /** The position that the reader is at. */
    private @Nullable Position first() {
        return before.isEmpty() ? main : before.get(0);
    }

    /** Up to where the reader has got everything, but for what that position may still send of the past. */
    private static long place(Position position) {
        return position.past ? position.until : ((RingFeed) position.feed).seen(position);
    }

    /** Nothing that comes before it is missing any more. */
    private void release() {
        if (owesGap && before.isEmpty()) {
            owesGap = false;
            sayGap(shard.idAt(main == null ? shard.feeds().handled() : place(main)));
        }
        Position released = first();
        if (released == null || (!released.held && released != main)) {
            return;
        }
        released.held = false;
        if (released.replay != null) {
            shard.replays().ready(released.replay);
        } else if (released.lagging && subscriber.isWritable()) {
            released.feed.catchUp(released);
        }
    }

    /** Another position takes its place, at the same point; what is volatile and waits is lost if it lags. */
    private Position move(Position old, SelectorSet selectors) {
        RingFeed feed = shard.feeds().feed(selectors, subscriber.format());
        Position next = new Position(subscriber, feed);
        next.held = old.held;
        next.past = old.past;
        next.until = old.until;
        next.inclusion = old.inclusion;
        next.onLive = old.onLive;
        old.onLive = null;
        ((RingFeed) old.feed).handOver(old, next, feed);
        shard.subscribers().replace(old, next);
        return next;
    }
}
