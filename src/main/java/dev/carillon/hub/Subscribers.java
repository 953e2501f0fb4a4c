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

    /** As {@link Subscriber#subscribe(SelectorSet, Start, Runnable)}. */
    void subscribe(Subscriber subscriber, SelectorSet selectors, Start start, Runnable onLive) {
        if (subscriber.isEnded() || subscriber.closing() != null) {
            onLive.run();
            return;
        }
        Feed feed = shard.feeds().feed(new Feed.Key(selectors, subscriber.format()));
        if (subscriber.isIn(feed)) {
            onLive.run();
            return;
        }
        Position position = new Position(subscriber, feed);
        subscriber.positions().add(position);
        feed.members++;
        feed.flush();
        if (start instanceof Start.After after) {
            tellGap(position, after);
            position.onLive = onLive;
            shard.replays().begin(position, after);
        } else {
            onLive.run();
            beginLive(position, start);
        }
    }

    /** One by retention is told when the replay comes past it. */
    private void tellGap(Position position, Start.After after) {
        after.gap().filter(gap -> gap.reason() != Gap.Reason.TRIMMED).ifPresent(gap -> {
            shard.stats().gap(gap.reason());
            position.subscriber.sendControl(position.feed.key.format().gap(gap));
        });
    }

    private void beginLive(Position position, Start start) {
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
        for (int i = 0; i < subscriber.positions().size() && subscriber.isWritable(); i++) {
            Position position = subscriber.positions().get(i);
            if (position.replay != null) {
                shard.replays().ready(position.replay);
            } else if (position.lagging) {
                position.feed.catchUp(position);
            }
        }
    }

    /** At once, whatever waits for it. */
    void end(Subscriber subscriber, CloseReason reason) {
        if (subscriber.isEnded() || !connections.remove(subscriber)) {
            return;
        }
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
