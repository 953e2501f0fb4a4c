package dev.carillon.hub;

import dev.carillon.event.SelectorSet;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of the subscribers of a shard: they come, listen, are blocked, wake up, and end. How they end in order is for
 * {@link Endings}.
 *
 * <p>Threading: its shard's alone.
 */
final class Subscribers {

    private static final System.Logger LOGGER = System.getLogger(Subscribers.class.getName());

    private final Shard shard;
    private final Connections connections;
    private final BlockedSubscribers blocked;
    private final List<Subscriber> woken = new ArrayList<>();

    Subscribers(Shard shard, Connections connections, BlockedSubscribers blocked) {
        this.shard = shard;
        this.connections = connections;
        this.blocked = blocked;
    }

    void connect(Subscriber subscriber) {
        if (shard.isStopped()) {
            shard.stats().refused(CloseReason.STOPPED);
            subscriber.end(CloseReason.STOPPED);
            return;
        }
        connections.add(subscriber);
        shard.stats().opened(subscriber.peer());
        subscriber.block();
        shard.endings().cameLate(subscriber);
    }

    /** As {@link Subscriber#subscribe(SelectorSet, Start, Pace, Runnable)}. */
    void subscribe(Subscriber subscriber, SelectorSet selectors, Start start, Pace pace, Runnable onLive) {
        if (subscriber.isEnded() || subscriber.closing() != null) {
            onLive.run();
            return;
        }
        SelectorSet conflating = shard.settings().conflation().channels();
        if (selectors.overlaps(conflating)) {
            listenToLatest(subscriber, selectors, pace);
        }
        boolean allConflating = !selectors.selectors().isEmpty()
                && selectors.selectors().stream().allMatch(conflating::covers);
        if (allConflating) {
            onLive.run();
        } else {
            listen(subscriber, selectors, start, onLive);
        }
    }

    /** As {@link Subscriber#include}. */
    void include(Subscriber subscriber, SelectorSet selectors, Start start, Runnable onLive) {
        if (subscriber.isEnded() || subscriber.closing() != null) {
            onLive.run();
        } else {
            subscriber.inclusion().include(selectors, start, onLive);
        }
    }

    /** As {@link Subscriber#resume}. */
    void resume(Subscriber subscriber, List<Step> steps, Runnable onLive) {
        if (subscriber.isEnded() || subscriber.closing() != null) {
            onLive.run();
        } else {
            subscriber.inclusion().resume(steps, onLive);
        }
    }

    /** As {@link Subscriber#exclude}. */
    void exclude(Subscriber subscriber, SelectorSet selectors) {
        if (!subscriber.isEnded() && subscriber.closing() == null) {
            subscriber.inclusion().exclude(selectors);
        }
    }

    private void listenToLatest(Subscriber subscriber, SelectorSet selectors, Pace pace) {
        ConflatingFeed feed = shard.feeds().conflating().feed(selectors, subscriber.format(), pace.maxRate());
        if (!subscriber.isIn(feed)) {
            feed.join(enter(subscriber, feed), pace.tellsLatest() && !subscriber.isPoll());
        }
    }

    private void listen(Subscriber subscriber, SelectorSet selectors, Start start, Runnable onLive) {
        RingFeed feed = shard.feeds().feed(selectors, subscriber.format());
        if (subscriber.isIn(feed)) {
            onLive.run();
            return;
        }
        Position position = enter(subscriber, feed);
        feed.flush();
        if (start instanceof Start.After after) {
            tellGap(position, after);
            position.onLive = onLive;
            shard.replays().begin(position, feed, after);
        } else {
            onLive.run();
            beginLive(position, start);
        }
    }

    static Position enter(Subscriber subscriber, Feed feed) {
        Position position = new Position(subscriber, feed);
        subscriber.positions().add(position);
        feed.members++;
        return position;
    }

    /** A position ends, whatever waits for it. */
    void leave(Position position) {
        position.subscriber.positions().remove(position);
        shard.replays().finish(position);
        shard.feeds().leave(position);
    }

    /** Another position takes the place of one. */
    void replace(Position old, Position next) {
        next.feed.members++;
        List<Position> positions = old.subscriber.positions();
        positions.set(positions.indexOf(old), next);
        shard.feeds().leave(old);
    }

    /** One by retention is told when the replay comes past it. */
    void tellGap(Position position, Start.After after) {
        after.gap().filter(gap -> gap.reason() != Gap.Reason.TRIMMED).ifPresent(gap -> {
            shard.stats().gap(gap.reason());
            position.subscriber.sendControl(position.feed.key.format().gap(gap));
        });
    }

    void beginLive(Position position, Start start) {
        Subscriber subscriber = position.subscriber;
        if (start instanceof Start.Live live && live.tellsCursor()) {
            subscriber.sendControl(
                    subscriber.format().cursor(shard.idAt(shard.feeds().handled())));
        }
        position.feed.joinAtTail(position);
        if (!subscriber.isWritable()) {
            position.feed.block(position);
        }
    }

    /** Its sink takes nothing: it keeps its places in the rings. */
    void blocked(Subscriber subscriber) {
        blocked.add(subscriber);
        subscriber.positions().forEach(position -> position.feed.block(position));
    }

    void unblocked(Subscriber subscriber) {
        blocked.remove(subscriber);
    }

    /** Its sink takes bytes: it is sent what it missed, later in the round. */
    void woken(Subscriber subscriber) {
        woken.add(subscriber);
    }

    void sendOnToWoken() {
        if (woken.isEmpty()) {
            return;
        }
        List<Subscriber> now = List.copyOf(woken);
        woken.clear();
        for (Subscriber subscriber : now) {
            if (!subscriber.drain()) {
                continue;
            }
            CloseReason closing = subscriber.closing();
            if (closing != null) {
                end(subscriber, closing);
            } else {
                sendOn(subscriber);
            }
        }
    }

    private void sendOn(Subscriber subscriber) {
        List<Position> positions = subscriber.positions();
        int i = 0;
        while (i < positions.size() && subscriber.isWritable()) {
            Position position = positions.get(i);
            if (position.replay != null) {
                shard.replays().ready(position.replay);
            } else if (position.lagging && !position.held) {
                position.feed.catchUp(position);
            }
            if (i < positions.size() && positions.get(i) == position) {
                // Else it was at its end, and those behind it have moved up.
                i++;
            }
        }
    }

    /** At once, whatever waits for it. */
    void end(Subscriber subscriber, CloseReason reason) {
        if (subscriber.isEnded() || !connections.remove(subscriber)) {
            return;
        }
        subscriber.ends(reason);
        blocked.remove(subscriber);
        shard.endings().ended(subscriber);
        for (Position position : subscriber.positions()) {
            shard.replays().finish(position);
            shard.feeds().leave(position);
        }
        shard.stats().closed(subscriber.peer(), reason);
        LOGGER.log(System.Logger.Level.TRACE, "connection ended reason={0}", reason);
        subscriber.end(reason);
    }
}
