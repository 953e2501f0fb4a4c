package dev.carillon.chat.state;

import dev.carillon.event.Entry;
import dev.carillon.event.Event;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Everything that the chat knows in memory, as entries change it.
 *
 * <p>Threading: one thread at a time applies; any thread asks.
 */
final class Directories {

    private final RoomDirectory rooms;
    private final PeopleDirectory people;
    private final ReportDirectory reports;

    /** The offset of the last entry that concerned each room, for pictures that may be used again. */
    private final Map<String, Long> newestOf = new ConcurrentHashMap<>();

    Directories(RoomDirectory rooms, PeopleDirectory people, ReportDirectory reports) {
        this.rooms = rooms;
        this.people = people;
        this.reports = reports;
    }

    void apply(Entry entry) {
        Event event = entry.event();
        switch (event.channel().value()) {
            case "~chat/rooms" -> {
                rooms.applyRoom(event);
                reports.applyRoom(event);
                touch("chat/" + event.key(), entry.offset());
            }
            case "~chat/standings" -> rooms.applyStanding(event);
            case "~chat/people" -> people.applyPerson(event);
            case "~chat/guests" -> people.applyGuest(event);
            case "~chat/reports" -> reports.apply(event, rooms);
            default -> touch(event.channel().value(), entry.offset());
        }
    }

    /** A room that is gone has no newest entry, or the map would never get smaller. */
    void touch(String channel, long offset) {
        if (rooms.has(channel.substring(channel.indexOf('/') + 1))) {
            newestOf.put(channel, offset);
        } else {
            newestOf.remove(channel);
        }
    }

    /** 0 if nothing has happened in the room since the start. */
    long newestOf(String channel) {
        return newestOf.getOrDefault(channel, 0L);
    }

    Leftovers leftovers() {
        return new Leftovers(rooms, people);
    }
}
