package dev.carillon.chat;

import dev.carillon.api.Service;
import dev.carillon.chat.model.Actor;
import dev.carillon.chat.model.Penalty;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.model.Standing;
import dev.carillon.chat.state.ChatEvents;
import dev.carillon.chat.state.RoomDirectory;
import dev.carillon.event.Event;
import jakarta.inject.Inject;
import java.time.InstantSource;

/**
 * What somebody is told who may not read a room any more, and had no connection when that came: the same as whoever had one.
 *
 * <p>Threading: any thread.
 */
@Service
public class Farewells {

    private final RoomDirectory rooms;
    private final ChatEvents events;
    private final InstantSource clock;

    @Inject
    public Farewells(RoomDirectory rooms, ChatEvents events, InstantSource clock) {
        this.rooms = rooms;
        this.events = events;
        this.clock = clock;
    }

    public boolean isGone(RoomId room) {
        return rooms.room(room).isEmpty();
    }

    /** {@code room-closed}, or {@code kicked} with the reason. */
    public Event to(Actor actor, RoomId room) {
        if (isGone(room)) {
            return events.roomGone(room);
        }
        Person person = actor.person();
        if (person == null) {
            return events.kicked(room, "kick", "The room is private now.", null);
        }
        Standing standing = rooms.standing(room, person);
        Penalty ban = standing.ban();
        return ban != null && ban.isInForce(clock.instant())
                ? events.kicked(room, "ban", ban.reason(), ban.until())
                : events.kicked(room, "kick", "You are no member any more.", null);
    }
}
