package dev.carillon.socketio.server;

import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import java.util.Set;

/**
 * A time during which a socket was not in a room whose channel it hears: it has left the room and hears what is on its way, or has joined
 * it while something was on its way. A socket says so by listening to a channel of this name, to which nothing is ever sent.
 *
 * @param from the first moment
 * @param until the moment after the last one
 */
record Outside(long from, long until) {

    private static final int RADIX = 36;

    /** What a socket listens to. */
    SelectorSet in(String namespace, String room) {
        String name = prefix(namespace, room) + Long.toString(from, RADIX) + '/' + Long.toString(until, RADIX);
        return SelectorSet.of(Set.of(new Selector(name)));
    }

    /** Whether whoever listens to these channels was outside then. */
    static boolean says(SelectorSet channels, String namespace, String room, long moment) {
        String prefix = prefix(namespace, room);
        return channels.selectors().stream()
                .map(Selector::value)
                .filter(name -> name.startsWith(prefix))
                .map(name -> of(name.substring(prefix.length())))
                .anyMatch(outside -> outside.from <= moment && moment < outside.until);
    }

    private static String prefix(String namespace, String room) {
        return Names.room(namespace, room).value() + '/';
    }

    private static Outside of(String text) {
        int slash = text.indexOf('/');
        return new Outside(
                Long.parseLong(text, 0, slash, RADIX), Long.parseLong(text, slash + 1, text.length(), RADIX));
    }
}
