package dev.carillon.chat;

import dev.carillon.api.Service;
import dev.carillon.chat.model.Actor;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Right;
import dev.carillon.chat.model.Rights;
import dev.carillon.chat.model.Role;
import dev.carillon.chat.model.Room;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.model.RoomKind;
import dev.carillon.chat.model.Standing;
import dev.carillon.chat.state.RoomDirectory;
import dev.carillon.event.AccessDeniedException;
import dev.carillon.event.HubException;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.event.UnauthenticatedException;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says who may do what in which room. A room that somebody may not know of does not exist for him.
 *
 * <p>Threading: any thread.
 */
@Service
public class Gatekeeper {

    private final RoomDirectory rooms;
    private final ChatSettings settings;
    private final InstantSource clock;

    @Inject
    public Gatekeeper(RoomDirectory rooms, ChatSettings settings, InstantSource clock) {
        this.rooms = rooms;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The room, if this may be done there.
     *
     * @throws HubException with the problem {@code no-such-room}, {@code banned}, {@code muted} or {@code not-allowed-in-room}
     */
    public Room require(Actor actor, RoomId id, Right right) {
        Room room = rooms.room(id).orElseThrow(() -> noSuchRoom(id));
        Set<Right> rights = rights(actor, room);
        if (!rights.contains(right)) {
            throw refusal(actor, room, right, rights);
        }
        return room;
    }

    public Set<Right> rights(Actor actor, Room room) {
        Person person = actor.person();
        if (person == null) {
            boolean reads = settings.anonymous() != ChatSettings.Anonymous.NONE
                    && Rights.of(room.kind(), false, Role.VISITOR, false, false).contains(Right.READ);
            return reads ? EnumSet.of(Right.READ) : EnumSet.noneOf(Right.class);
        }
        Standing standing = rooms.standing(room.id(), person);
        if (actor.admin() && room.kind() != RoomKind.DIRECT) {
            return Rights.of(room.kind(), room.archived(), Role.OWNER, false, false);
        }
        Instant now = clock.instant();
        return Rights.of(room.kind(), room.archived(), standing.role(), standing.isMuted(now), standing.isBanned(now));
    }

    /** What somebody is in a room. An administrator of the hub counts as an owner where he has the rights of one. */
    public Role role(Actor actor, Room room) {
        Person person = actor.person();
        if (person == null) {
            return Role.VISITOR;
        }
        return actor.admin() && room.kind() != RoomKind.DIRECT
                ? Role.OWNER
                : rooms.standing(room.id(), person).role();
    }

    /** Who he is, if he has said so. */
    public Person requirePerson(Actor actor) {
        Person person = actor.person();
        if (person == null) {
            throw new UnauthenticatedException(
                    Problem.UNAUTHENTICATED,
                    "Whoever does something in the chat says who he is.",
                    "The request does not.",
                    settings.anonymous() == ChatSettings.Anonymous.WRITE
                            ? "Choose a nickname with POST /api/chat/session, or send a token."
                            : "Send a token in Authorization: Bearer, or sign in with POST /api/session.");
        }
        return person;
    }

    /** Who he is, if he has shown a token. */
    public Person requireSignedIn(Actor actor, String toDoWhat) {
        Person person = requirePerson(actor);
        if (actor.isGuest()) {
            throw new AccessDeniedException(
                    Problem.NOT_ALLOWED_IN_ROOM,
                    "Guests cannot " + toDoWhat + ".",
                    "You have a nickname only.",
                    "Sign in with a token.");
        }
        return person;
    }

    private HubException refusal(Actor actor, Room room, Right right, Set<Right> rights) {
        Person person = actor.person();
        Standing standing = person == null ? null : rooms.standing(room.id(), person);
        Instant now = clock.instant();
        if (standing != null && standing.isBanned(now) && standing.ban() != null) {
            return new AccessDeniedException(
                    Problem.BANNED,
                    "Whoever was sent out of a room stays out for the time that a moderator said.",
                    "You were sent out of " + room.id() + until(standing.ban().until()) + '.'
                            + because(standing.ban().reason()),
                    "Wait, or talk to a moderator of the room.");
        }
        if (!rights.contains(Right.READ)) {
            return noSuchRoom(room.id());
        }
        if (person == null) {
            requirePerson(actor);
        }
        if (standing != null && standing.isMuted(now) && standing.mute() != null) {
            return new AccessDeniedException(
                    Problem.MUTED,
                    "Whoever was muted does not write.",
                    "You were muted in " + room.id() + until(standing.mute().until()) + '.'
                            + because(standing.mute().reason()),
                    "Wait, or talk to a moderator of the room.");
        }
        return notAllowed(actor, room, right);
    }

    private HubException notAllowed(Actor actor, Room room, Right right) {
        String finding = room.archived()
                ? room.id() + " is archived."
                : "You are " + role(actor, room).label() + " in " + room.id() + ", which is "
                        + room.kind().label() + '.';
        return new AccessDeniedException(
                Problem.NOT_ALLOWED_IN_ROOM,
                "It takes the right " + right.label() + " in the room.",
                finding,
                "Ask an owner of the room.");
    }

    private static String until(@Nullable Instant until) {
        return until == null ? " for good" : " until " + until;
    }

    private static String because(String reason) {
        return reason.isEmpty() ? "" : " The reason: " + InvalidRequestException.quote(reason) + '.';
    }

    static HubException noSuchRoom(RoomId id) {
        return new InvalidRequestException(
                Problem.NO_SUCH_ROOM,
                "A room is one that exists and that you may see.",
                "There is no room " + id + " for you.",
                "GET /api/chat/rooms lists those that you can see.");
    }
}
