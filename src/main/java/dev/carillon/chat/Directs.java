package dev.carillon.chat;

import dev.carillon.api.Service;
import dev.carillon.chat.model.Actor;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Role;
import dev.carillon.chat.model.Room;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.model.RoomKind;
import dev.carillon.chat.model.Standing;
import dev.carillon.chat.model.UserId;
import dev.carillon.chat.state.ChatEvents;
import dev.carillon.chat.state.ChatLog;
import dev.carillon.chat.state.RoomDirectory;
import dev.carillon.event.Event;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Rooms of two people: nobody else can see them, not even an administrator.
 *
 * <p>Threading: any thread; nothing waits.
 */
@Service
public class Directs {

    private static final int MAX_PER_PERSON = 1_000;

    private final ChatLog log;
    private final ChatEvents documents;
    private final RoomDirectory rooms;
    private final Gatekeeper gatekeeper;
    private final People people;
    private final Turns turns;
    private final ChatSettings settings;

    @Inject
    public Directs(
            ChatLog log,
            ChatEvents documents,
            RoomDirectory rooms,
            Gatekeeper gatekeeper,
            People people,
            Turns turns,
            ChatSettings settings) {
        this.log = log;
        this.documents = documents;
        this.rooms = rooms;
        this.gatekeeper = gatekeeper;
        this.people = people;
        this.turns = turns;
        this.settings = settings;
    }

    /** A room and the other one in it. */
    public record Direct(Room room, Person with) {}

    /** The room with somebody, made if there was none. Guests answer, but do not begin. */
    public CompletionStage<Direct> with(Actor actor, UserId other) {
        Person self = gatekeeper.requirePerson(actor);
        if (self.id().equals(other)) {
            throw new InvalidRequestException(
                    Problem.BAD_REQUEST,
                    "A direct room has two people.",
                    "You are " + other + " yourself.",
                    "Name somebody else.");
        }
        RoomId id = RoomId.direct(self.id(), other);
        Optional<Room> known = rooms.room(id);
        if (known.isPresent()) {
            return CompletableFuture.completedStage(new Direct(known.get(), otherIn(known.get(), self)));
        }
        gatekeeper.requireSignedIn(actor, "begin a direct conversation");
        // A server knows its users before they come.
        Person with = actor.by() != null
                ? people.invited(other)
                : people.require(other).person();
        return turns.alone("rooms", () -> turns.alone(id, () -> make(id, self, with)));
    }

    private CompletionStage<Direct> make(RoomId id, Person self, Person with) {
        Optional<Room> meanwhile = rooms.room(id);
        if (meanwhile.isPresent()) {
            return CompletableFuture.completedStage(new Direct(meanwhile.get(), with));
        }
        if (rooms.count() >= settings.maxRooms() || rooms.roomsOf(self.id()).size() >= MAX_PER_PERSON) {
            throw new InvalidRequestException(
                    Problem.CHAT_FULL,
                    "The chat has at most " + settings.maxRooms()
                            + " rooms (carillon.chat.max-rooms), and one person is in " + MAX_PER_PERSON + " at most.",
                    "This would be one more.",
                    "Ask the operator.");
        }
        Room room = new Room(id, "", "", RoomKind.DIRECT, false, Duration.ZERO, documents.now(), self);
        List<Event> events = new ArrayList<>(List.of(
                documents.room(room),
                documents.standing(id, Standing.of(self).as(Role.MEMBER)),
                documents.standing(id, Standing.of(with).as(Role.MEMBER)),
                documents.roomChanged(room, "created", self)));
        events.addAll(people.meet(self));
        return log.publish(events).thenApply(done -> new Direct(room, with));
    }

    /** Of whoever asks, in the order of their ids. */
    public List<Direct> of(Person self) {
        return rooms.roomsOf(self.id()).stream()
                .filter(RoomId::isDirect)
                .sorted(Comparator.comparing(RoomId::value))
                .map(rooms::room)
                .flatMap(Optional::stream)
                .map(room -> new Direct(room, otherIn(room, self)))
                .toList();
    }

    private Person otherIn(Room room, Person self) {
        return rooms.standings(room.id()).stream()
                .map(Standing::person)
                .filter(person -> !person.id().equals(self.id()))
                .map(person -> people.named(person))
                .findFirst()
                .orElse(self);
    }
}
