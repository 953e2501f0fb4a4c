package dev.carillon.hub;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Selector;
import org.jspecify.annotations.Nullable;

/**
 * Chooses connections: those for which all holds that is given.
 *
 * @param channel it listens to this channel, by its name or by a pattern; given a pattern, it listens to just that pattern
 * @param subject who it is; empty are those that nobody knows
 * @param address where it comes from
 * @param minLag it {@linkplain ConnectionState#lag() lags} by so much, or more
 * @param id it is this one
 */
public record ConnectionFilter(
        @Nullable Selector channel,
        @Nullable String subject,
        @Nullable String address,
        long minLag,
        @Nullable Long id) {

    /** Chooses every connection. */
    public static final ConnectionFilter ALL = new ConnectionFilter(null, null, null, 0, null);

    public static ConnectionFilter withId(long id) {
        return new ConnectionFilter(null, null, null, 0, id);
    }

    public static ConnectionFilter ofSubject(String subject) {
        return new ConnectionFilter(null, subject, null, 0, null);
    }

    public static ConnectionFilter listeningTo(Selector channel) {
        return new ConnectionFilter(channel, null, null, 0, null);
    }

    /** The cheap questions first. */
    boolean chooses(Subscriber subscriber) {
        Peer peer = subscriber.peer();
        return (id == null || id == subscriber.id())
                && (subject == null || subject.equals(peer.subject()))
                && (address == null || address.equals(peer.address()))
                && (channel == null || listens(subscriber, channel))
                && (minLag <= 0 || subscriber.lag() >= minLag);
    }

    private static boolean listens(Subscriber subscriber, Selector wanted) {
        for (Position position : subscriber.positions()) {
            boolean listens = wanted.isPattern()
                    ? position.feed.key.selectors().selectors().contains(wanted)
                    : position.feed.key.selectors().matches(new ChannelName(wanted.value()));
            if (listens) {
                return true;
            }
        }
        return false;
    }
}
