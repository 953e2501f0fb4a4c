package dev.carillon.chat;

import dev.carillon.api.Service;
import dev.carillon.chat.model.Actor;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Right;
import dev.carillon.chat.model.Role;
import dev.carillon.chat.model.Room;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.model.RoomKind;
import dev.carillon.chat.model.Standing;
import dev.carillon.chat.model.UserId;
import dev.carillon.chat.state.ChatEvents;
import dev.carillon.chat.state.ChatLog;
import dev.carillon.chat.state.ReportDirectory;
import dev.carillon.chat.state.RoomDirectory;
import dev.carillon.chat.text.RoomTitle;
import dev.carillon.chat.text.Topic;
import dev.carillon.event.AccessDeniedException;
import dev.carillon.event.Event;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.log.EventLog;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes rooms, changes them and removes them.
 *
 * <p>Threading: any thread; nothing waits.
 */
@Service
public class Rooms {

    /** The hub itself, where somebody has to have done something. */
    static final Person SERVER = new Person(new UserId("~~carillon"), "Carillon");

    private static final int TOGETHER = 100;

    private final ChatLog log;
    private final EventLog events;
    private final ChatEvents documents;
    private final RoomDirectory rooms;
    private final ReportDirectory reports;
    private final Gatekeeper gatekeeper;
    private final Roster roster;
    private final People people;
    private final Turns turns;
    private final Acts acts;
    private final ChatSettings settings;
    private final RandomGenerator random;

    @Inject
    public Rooms(
            ChatLog log,
            EventLog events,
            ChatEvents documents,
            RoomDirectory rooms,
            ReportDirectory reports,
            Gatekeeper gatekeeper,
            Roster roster,
            People people,
            Turns turns,
            Acts acts,
            ChatSettings settings,
            RandomGenerator random) {
        this.log = log;
        this.events = events;
        this.documents = documents;
        this.rooms = rooms;
        this.reports = reports;
        this.gatekeeper = gatekeeper;
        this.roster = roster;
        this.people = people;
        this.turns = turns;
        this.acts = acts;
        this.settings = settings;
        this.random = random;
    }

    /** The room that is there from the beginning. Waits for the log. */
    void ensureLobby() {
        if (rooms.room(RoomId.LOBBY).isEmpty()) {
            Room lobby =
                    new Room(RoomId.LOBBY, "Lobby", "", RoomKind.PUBLIC, false, Duration.ZERO, documents.now(), SERVER);
            log.publish(List.of(documents.room(lobby))).toCompletableFuture().join();
        }
    }

    /** {@code id} may be left out. */
    public CompletionStage<Room> create(Actor actor, @Nullable RoomId id, RoomTitle name, Topic topic, RoomKind kind) {
        Person owner = gatekeeper.requireSignedIn(actor, "make rooms");
        if (settings.creators() == ChatSettings.Creators.ADMIN && !actor.admin()) {
            throw new AccessDeniedException(
                    "Only administrators make rooms here (carillon.chat.creators).",
                    "You have no grant of an administrator.",
                    "Ask one.");
        }
        if (id != null && id.isDirect()) {
            throw new InvalidRequestException(
                    Problem.INVALID_ROOM,
                    "Ids that begin with 'direct.' belong to the rooms of two people.",
                    id + " is one of them.",
                    "Choose another id.");
        }
        RoomId chosen = id == null ? RoomId.like(name.value(), random) : id;
        Room room = new Room(chosen, name.value(), topic.value(), kind, false, Duration.ZERO, documents.now(), owner);
        // One for all: two rooms at a time could be one too many.
        return turns.alone("rooms", () -> turns.alone(chosen, () -> create(actor, room)));
    }

    private CompletionStage<Room> create(Actor actor, Room room) {
        requirePlace(room.createdBy());
        if (rooms.room(room.id()).isPresent()) {
            throw new InvalidRequestException(
                    Problem.ROOM_EXISTS,
                    "Each room has an id of its own.",
                    "There is a room " + room.id() + '.',
                    "Choose another id, or leave it out.");
        }
        Person owner = room.createdBy();
        List<Event> made = new ArrayList<>(List.of(
                documents.room(room),
                documents.standing(room.id(), Standing.of(owner).as(Role.OWNER)),
                documents.roomChanged(room, "created", owner),
                acts.event(
                        actor,
                        "chat-create-room",
                        room.id(),
                        act -> act.with("kind", room.kind().label()))));
        made.addAll(people.meet(owner));
        return log.publish(made).thenApply(done -> room);
    }

    private void requirePlace(Person owner) {
        if (rooms.count() >= settings.maxRooms()) {
            throw full("The chat has at most " + settings.maxRooms() + " rooms (carillon.chat.max-rooms).");
        }
        if (rooms.countCreatedBy(owner.id()) >= settings.maxRoomsPerPerson()) {
            throw full("One person has at most " + settings.maxRoomsPerPerson()
                    + " rooms (carillon.chat.max-rooms-per-person).");
        }
    }

    private static InvalidRequestException full(String rule) {
        return new InvalidRequestException(
                Problem.CHAT_FULL, rule, "This would be one more.", "Remove a room that nobody needs any more.");
    }

    /** What is to become of a room; what is null stays. */
    public record Change(
            @Nullable RoomTitle name,
            @Nullable Topic topic,
            @Nullable RoomKind kind,
            @Nullable Boolean archived,
            @Nullable Duration slowMode) {

        public Change {
            if (slowMode != null && (slowMode.isNegative() || slowMode.compareTo(Room.MAX_SLOW_MODE) > 0)) {
                throw new InvalidRequestException(
                        Problem.BAD_REQUEST,
                        "slowModeSeconds is 0 to " + Room.MAX_SLOW_MODE.toSeconds() + ".",
                        "It is " + slowMode.toSeconds() + ".",
                        "Send 0 for no slow mode.");
            }
        }

        /** The rights that it takes. */
        Set<Right> rights() {
            Set<Right> rights = new LinkedHashSet<>();
            if (archived != null) {
                rights.add(Right.ARCHIVE);
            }
            if (name != null || kind != null) {
                rights.add(Right.SET_ROOM);
            }
            if (topic != null || slowMode != null) {
                rights.add(Right.SET_TOPIC);
            }
            return rights;
        }

        Room of(Room room) {
            Room changed = room;
            changed = name == null ? changed : changed.named(name.value());
            changed = topic == null ? changed : changed.about(topic.value());
            changed = kind == null ? changed : changed.ofKind(kind);
            changed = archived == null ? changed : changed.archived(archived);
            return slowMode == null ? changed : changed.slowed(slowMode);
        }
    }

    public CompletionStage<Room> change(Actor actor, RoomId id, Change change) {
        Person person = gatekeeper.requirePerson(actor);
        return turns.alone(id, () -> {
            Room room = gatekeeper.require(actor, id, Right.READ);
            // Who wakes an archived room may do in the same request what can be done in one that is awake.
            boolean wakes = Boolean.FALSE.equals(change.archived()) && room.archived();
            for (Right right : change.rights()) {
                if (right == Right.ARCHIVE || !wakes) {
                    gatekeeper.require(actor, id, right);
                }
            }
            Room changed = change.of(room);
            if (changed.equals(room)) {
                return CompletableFuture.completedStage(room);
            }
            List<Event> published = List.of(
                    documents.room(changed),
                    documents.roomChanged(changed, "settings", person),
                    acts.event(
                            actor,
                            "chat-change-room",
                            id,
                            act -> act.with("name", changed.name())
                                    .with("topic", changed.topic())
                                    .with("kind", changed.kind().label())
                                    .with("archived", changed.archived())
                                    .with("slowModeSeconds", changed.slowMode().toSeconds())));
            return log.publish(published).thenApply(done -> {
                sendAwayWhoMayNotRead(changed);
                return changed;
            });
        });
    }

    /** A room that has become private is for its members. */
    private void sendAwayWhoMayNotRead(Room room) {
        if (room.kind() == RoomKind.PRIVATE) {
            Event last = documents.kicked(room.id(), "kick", "The room is private now.", null);
            for (Person person : roster.present(room.id(), Integer.MAX_VALUE)) {
                if (rooms.standing(room.id(), person).role() == Role.VISITOR) {
                    roster.expel(room.id(), person.id(), "kicked", last);
                }
            }
            roster.endViewers(room.id(), last);
        }
    }

    /** Everything of it goes: what was said in it too. */
    public CompletionStage<Room> delete(Actor actor, RoomId id) {
        Person person = gatekeeper.requirePerson(actor);
        return turns.alone(id, () -> {
            Room room = gatekeeper.require(actor, id, Right.DELETE_ROOM);
            if (id.equals(RoomId.LOBBY)) {
                throw new InvalidRequestException(
                        Problem.BAD_REQUEST,
                        "There is always a lobby.",
                        "This would remove it.",
                        "Archive it instead, with PATCH and {\"archived\":true}.");
            }
            Event closed = documents.roomClosed(id, person);
            List<Event> gone = new ArrayList<>();
            gone.add(closed);
            gone.add(acts.event(actor, "chat-delete-room", id, act -> act.with("name", room.name())));
            gone.add(documents.noRoom(id));
            List<Event> leftovers = leftovers(id);
            return log.publish(gone).thenApply(done -> {
                roster.close(id);
                forget(leftovers);
                Acts.ignore(events.trim(id.selectors(), done.ids().get(0).offset()));
                return room;
            });
        });
    }

    /** What the directories know of it beside the room itself. */
    private List<Event> leftovers(RoomId id) {
        List<Event> removals = new ArrayList<>();
        rooms.standings(id)
                .forEach(standing ->
                        removals.add(documents.noStanding(id, standing.person().id())));
        reports.reports(id, "", Integer.MAX_VALUE).forEach(report -> removals.add(documents.noReport(id, report.id())));
        return removals;
    }

    /** Removes what is kept of rooms and guests that are gone. */
    void remove(List<Event> kept) {
        forget(kept.stream().map(documents::removal).toList());
    }

    /** If the server dies meanwhile, what is left is ignored, and removed at the next start. */
    private void forget(List<Event> leftovers) {
        for (int from = 0; from < leftovers.size(); from += TOGETHER) {
            Acts.ignore(log.publish(leftovers.subList(from, Math.min(leftovers.size(), from + TOGETHER))));
        }
    }
}
