package dev.carillon.socketio.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.carillon.event.ChannelName;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One namespace that somebody uses.
 *
 * <p>Threading: any thread.
 */
final class Served {

    /** As many names are in an event for those who are still in the room. More of them lose what was sent just before they left. */
    private static final int MAX_LEAVING = 64;

    final String name;
    final Behaviour behaviour;
    final NamespaceFormat format;
    final ChannelName everybody;
    final boolean recovers;

    @GuardedBy("this")
    private final Map<String, ClientSocket> sockets = new HashMap<>();

    /** For each room those who have left it and still listen to it, and what they are in. */
    @GuardedBy("this")
    private final Map<String, Map<String, Rooms>> leaving = new HashMap<>(0);

    Served(String name, Behaviour behaviour, boolean recovers) {
        this.name = name;
        this.behaviour = behaviour;
        this.recovers = recovers;
        this.format = new NamespaceFormat(name, behaviour.channelEvents(), recovers);
        this.everybody = Names.everybody(name);
    }

    /** What every socket hears. */
    SelectorSet channels() {
        return SelectorSet.of(Set.of(Selector.of(everybody)));
    }

    SelectorSet room(String room) {
        return SelectorSet.of(Set.of(Selector.of(Names.room(name, room))));
    }

    /** The one that had its id until now. */
    synchronized Optional<ClientSocket> add(ClientSocket socket) {
        return Optional.ofNullable(sockets.put(socket.id(), socket));
    }

    /** False if another one has its id by now. */
    synchronized boolean remove(ClientSocket socket) {
        return sockets.remove(socket.id(), socket);
    }

    synchronized Optional<ClientSocket> socket(String id) {
        return Optional.ofNullable(sockets.get(id));
    }

    /** Somebody has left a room and listens to it for a moment more; false if too many do. */
    synchronized boolean leaves(String room, String id, Rooms rooms) {
        Map<String, Rooms> all = leaving.computeIfAbsent(room, any -> new HashMap<>());
        if (all.size() >= MAX_LEAVING) {
            return false;
        }
        all.put(id, rooms);
        return true;
    }

    /** Something is about to be sent that those do not get who are in the room; and whoever has just left it gets it. */
    void tellWhoLeaves(String room) {
        List<Rooms> some;
        synchronized (this) {
            some = List.copyOf(leaving.getOrDefault(room, Map.of()).values());
        }
        some.forEach(known -> known.saysItLeft(room));
    }

    /** He listens to it no more, or is in it again. */
    synchronized void stays(String room, String id) {
        leaving.computeIfPresent(room, (any, all) -> {
            all.remove(id);
            return all.isEmpty() ? null : all;
        });
    }

    /** Sockets that listen to one of the rooms, and are in none of them. */
    Set<String> leaving(Set<String> rooms) {
        Map<String, Rooms> some = new HashMap<>(0);
        synchronized (this) {
            if (leaving.isEmpty()) {
                return Set.of();
            }
            rooms.forEach(room -> some.putAll(leaving.getOrDefault(room, Map.of())));
        }
        some.values().removeIf(known -> !Collections.disjoint(known.all(), rooms));
        return some.keySet();
    }

    synchronized int count() {
        return sockets.size();
    }
}
