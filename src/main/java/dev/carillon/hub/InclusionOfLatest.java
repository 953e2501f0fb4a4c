package dev.carillon.hub;

import dev.carillon.event.SelectorSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one subscriber has included of conflating channels: a position in a feed that conflates. It has no place in the order of all
 * others.
 *
 * <p>Threading: its shard's alone.
 */
final class InclusionOfLatest {

    private final Shard shard;
    private final Subscriber subscriber;
    private @Nullable Position position;

    InclusionOfLatest(Shard shard, Subscriber subscriber) {
        this.shard = shard;
        this.subscriber = subscriber;
    }

    /** As {@link Subscriber#exclude}. */
    void exclude(SelectorSet selectors) {
        Position old = position;
        if (old == null) {
            return;
        }
        SelectorSet all = old.feed.key.selectors();
        SelectorSet rest = all.minus(selectors);
        if (rest.isEmpty()) {
            shard.subscribers().leave(old);
            position = null;
        } else if (!rest.equals(all)) {
            position = move(old, rest, SelectorSet.none());
        }
    }

    /** As {@link Subscriber#include}. */
    void include(SelectorSet selectors) {
        Position old = position;
        if (old != null) {
            SelectorSet all = old.feed.key.selectors();
            if (!all.plus(selectors).equals(all)) {
                position = move(old, all.plus(selectors), selectors.minus(all));
            }
        } else if (!selectors.isEmpty()) {
            ConflatingFeed feed = feed(selectors);
            position = Subscribers.enter(subscriber, feed);
            feed.join(position, !subscriber.isPoll());
        }
    }

    /** The reader is told what he was not sent yet, and what the keys say that are new to him. */
    private Position move(Position old, SelectorSet selectors, SelectorSet added) {
        ConflatingFeed from = (ConflatingFeed) old.feed;
        ConflatingFeed feed = feed(selectors);
        List<ConflatedEvent> told = new ArrayList<>();
        Set<Latest> known = new HashSet<>();
        for (ConflatedEvent event : from.waitingFor(old)) {
            if (selectors.matches(event.latest.key.channel()) && known.add(event.latest)) {
                told.add(event);
            }
        }
        for (ConflatedEvent event : shard.feeds().conflating().latest(added)) {
            if (!from.key.selectors().matches(event.latest.key.channel())) {
                told.add(event);
            }
        }
        Position next = new Position(subscriber, feed);
        next.owesGap = old.owesGap;
        shard.subscribers().replace(old, next);
        feed.join(next, told);
        return next;
    }

    private ConflatingFeed feed(SelectorSet selectors) {
        return shard.feeds().conflating().feed(selectors, subscriber.format(), Pace.ANY.maxRate());
    }
}
