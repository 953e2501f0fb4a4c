package dev.carillon.chat;

import dev.carillon.api.Service;
import dev.carillon.chat.model.Penalty;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.model.Standing;
import dev.carillon.chat.state.ChatJson;
import dev.carillon.chat.state.Known;
import dev.carillon.chat.state.PeopleDirectory;
import dev.carillon.chat.state.RoomDirectory;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import java.time.InstantSource;

/** How people look in a room: {@code {"id","name","guest","role","status","lastSeen","mutedUntil"}}. Threading: any thread. */
@Service
public class Members {

    private final RoomDirectory rooms;
    private final PeopleDirectory people;
    private final Presence presence;
    private final InstantSource clock;

    @Inject
    public Members(RoomDirectory rooms, PeopleDirectory people, Presence presence, InstantSource clock) {
        this.rooms = rooms;
        this.people = people;
        this.presence = presence;
        this.clock = clock;
    }

    public JsonObjectBuilder document(RoomId room, Person person) {
        return document(rooms.standing(room, person));
    }

    public JsonObjectBuilder document(Standing standing) {
        Person person = standing.person();
        JsonObjectBuilder json = ChatJson.person(person)
                .add("role", standing.role().label())
                .add("status", presence.status(person.id()).label());
        ChatJson.time(
                json,
                "lastSeen",
                people.person(person.id()).map(Known::lastSeen).orElse(null));
        Penalty mute = standing.isMuted(clock.instant()) ? standing.mute() : null;
        ChatJson.text(
                json,
                "mutedUntil",
                mute == null
                        ? null
                        : mute.until() == null ? "for-good" : mute.until().toString());
        return json;
    }
}
