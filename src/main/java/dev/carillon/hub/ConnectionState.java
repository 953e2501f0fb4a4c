package dev.carillon.hub;

import dev.carillon.event.Selector;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * How one connection stood when it was looked at.
 *
 * @param id later connections have larger ones
 * @param sink what holds it at that moment
 * @param selectors what it listens to
 * @param format the name of its wire format
 * @param age how long it has been there
 * @param lag events that wait for it; while it is replaying, entries of the log that it has not looked at yet, of all
 *     channels
 * @param replaying it reads the log
 * @param blocked for how long it has taken nothing; empty if it takes what comes
 */
public record ConnectionState(
        long id,
        Peer peer,
        String sink,
        Set<Selector> selectors,
        String format,
        Duration age,
        long lag,
        boolean replaying,
        Optional<Duration> blocked) {

    public ConnectionState {
        selectors = Set.copyOf(selectors);
    }

    /** On its shard's thread. */
    static ConnectionState of(Subscriber subscriber, long nowNanos) {
        Set<Selector> selectors = new HashSet<>();
        subscriber
                .positions()
                .forEach(position ->
                        selectors.addAll(position.feed.key.selectors().selectors()));
        return new ConnectionState(
                subscriber.id(),
                subscriber.peer(),
                subscriber.transport(),
                selectors,
                subscriber.format().label(),
                since(subscriber.sinceNanos(), nowNanos),
                subscriber.lag(),
                subscriber.isReplaying(),
                subscriber.isWritable()
                        ? Optional.empty()
                        : Optional.of(since(subscriber.blockedSinceNanos(), nowNanos)));
    }

    private static Duration since(long nanos, long nowNanos) {
        return Duration.ofNanos(Math.max(0, nowNanos - nanos));
    }
}
