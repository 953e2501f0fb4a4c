package dev.carillon.socketio.server;

import dev.carillon.event.ChannelName;
import dev.carillon.event.SelectorSet;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.util.HashSet;
import java.util.Set;

/**
 * To whom a broadcast goes: to whoever is in one of these rooms, or everybody if there are none, but for those who are in one of others,
 * and for some sockets.
 *
 * @param moment at which they have to be in the others, see {@link Outside}
 */
record Audience(Set<String> rooms, Set<String> exceptRooms, Set<String> exceptSockets, long moment) {

    static final Audience EVERYBODY = new Audience(Set.of(), Set.of(), Set.of(), 0);

    private static final String ROOMS = "rooms";
    private static final String EXCEPT = "except";
    private static final String SOCKETS = "sockets";
    private static final String MOMENT = "moment";

    Audience {
        rooms = Set.copyOf(rooms);
        exceptRooms = Set.copyOf(exceptRooms);
        exceptSockets = Set.copyOf(exceptSockets);
    }

    Audience to(String room) {
        return new Audience(with(rooms, room), exceptRooms, exceptSockets, moment);
    }

    Audience exceptRoom(String room) {
        return new Audience(rooms, with(exceptRooms, room), exceptSockets, moment);
    }

    Audience exceptSockets(Set<String> ids) {
        Set<String> all = new HashSet<>(exceptSockets);
        all.addAll(ids);
        return new Audience(rooms, exceptRooms, all, moment);
    }

    Audience at(long now) {
        return new Audience(rooms, exceptRooms, exceptSockets, now);
    }

    /** Whether it is who listens to one channel, but for at most one socket: then nobody has to look at it again. */
    boolean isOneChannel() {
        return rooms.size() <= 1 && exceptRooms.isEmpty() && exceptSockets.size() <= 1;
    }

    /** The one channel; else the one to which everybody listens. */
    ChannelName channel(String namespace) {
        return isOneChannel() && !rooms.isEmpty()
                ? Names.room(namespace, rooms.iterator().next())
                : Names.everybody(namespace);
    }

    /** Whether those are meant who listen to just these channels. */
    boolean includes(String namespace, SelectorSet channels) {
        boolean meant =
                rooms.isEmpty() || rooms.stream().anyMatch(room -> channels.matches(Names.room(namespace, room)));
        return meant && exceptRooms.stream().noneMatch(room -> isIn(namespace, room, channels));
    }

    private boolean isIn(String namespace, String room, SelectorSet channels) {
        return channels.matches(Names.room(namespace, room)) && !Outside.says(channels, namespace, room, moment);
    }

    JsonObjectBuilder json() {
        return Json.createObjectBuilder()
                .add(ROOMS, array(rooms))
                .add(EXCEPT, array(exceptRooms))
                .add(SOCKETS, array(exceptSockets))
                .add(MOMENT, moment);
    }

    static Audience of(JsonObject json) {
        return new Audience(
                names(json.getJsonArray(ROOMS)),
                names(json.getJsonArray(EXCEPT)),
                names(json.getJsonArray(SOCKETS)),
                json.containsKey(MOMENT) ? json.getJsonNumber(MOMENT).longValueExact() : 0);
    }

    private static JsonArrayBuilder array(Set<String> names) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        names.forEach(array::add);
        return array;
    }

    private static Set<String> names(JsonArray array) {
        return new HashSet<>(array.getValuesAs(JsonString::getString));
    }

    private static Set<String> with(Set<String> names, String name) {
        Set<String> all = new HashSet<>(names);
        all.add(name);
        return all;
    }
}
