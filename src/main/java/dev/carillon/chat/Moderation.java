package dev.carillon.chat;

import dev.carillon.api.Service;
import dev.carillon.chat.model.Actor;
import dev.carillon.chat.model.Penalty;
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
import dev.carillon.chat.state.RoomDirectory;
import dev.carillon.event.AccessDeniedException;
import dev.carillon.event.Event;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.security.audit.Act;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Gives roles and takes them, and sends away who does not behave. Nobody acts on somebody of the same or a higher role.
 *
 * <p>Threading: any thread; nothing waits.
 */
@Service
public class Moderation {

    /** With a role, muted or banned, in one room. */
    private static final int MAX_STANDINGS = 10_000;

    /** What one may do to oneself. Else a moderator whom an owner has muted could unmute himself. */
    private static final Set<Right> OWN = EnumSet.of(Right.READ, Right.INVITE, Right.SET_ROLE);

    private final ChatLog log;
    private final ChatEvents documents;
    private final RoomDirectory rooms;
    private final Gatekeeper gatekeeper;
    private final Members members;
    private final People people;
    private final Roster roster;
    private final Turns turns;
    private final Acts acts;

    @Inject
    public Moderation(
            ChatLog log,
            ChatEvents documents,
            RoomDirectory rooms,
            Gatekeeper gatekeeper,
            Members members,
            People people,
            Roster roster,
            Turns turns,
            Acts acts) {
        this.log = log;
        this.documents = documents;
        this.rooms = rooms;
        this.gatekeeper = gatekeeper;
        this.members = members;
        this.people = people;
        this.roster = roster;
        this.turns = turns;
        this.acts = acts;
    }

    /** Makes somebody member, moderator or owner; who had no role is told that he was invited. */
    public CompletionStage<Standing> setRole(Actor actor, RoomId id, UserId user, Role role) {
        return act(actor, id, user, role == Role.MEMBER ? Right.INVITE : Right.SET_ROLE, (room, before) -> {
            if (before.role() != Role.VISITOR && before.role() != role) {
                gatekeeper.require(actor, id, Right.SET_ROLE);
                requireAnotherOwner(room, before);
            }
            refuseGuest(room, before.person());
            Standing after = before.as(role);
            Deed deed = new Deed("chat-set-role", after, act -> act.with("role", role.label()));
            return before.role() == Role.VISITOR
                    ? deed.with(documents.invited(user, room, gatekeeper.requirePerson(actor)))
                    : deed;
        });
    }

    /** Takes somebody's role. One's own needs no right. */
    public CompletionStage<Standing> removeRole(Actor actor, RoomId id, UserId user) {
        Person self = gatekeeper.requirePerson(actor);
        Right right = self.id().equals(user) ? Right.READ : Right.SET_ROLE;
        return act(actor, id, user, right, (room, before) -> {
            refuseDirect(room);
            requireAnotherOwner(room, before);
            Deed deed = new Deed("chat-remove-role", before.as(Role.VISITOR), act -> act);
            return room.kind() == RoomKind.PRIVATE
                    ? deed.then(() -> roster.expel(
                            id, user, "left", documents.kicked(id, "kick", "You are no member any more.", null)))
                    : deed;
        });
    }

    /** Ends somebody's streams, and keeps him out until then. */
    public CompletionStage<Standing> kick(Actor actor, RoomId id, UserId user, Penalty penalty) {
        return sendAway(actor, id, user, Right.KICK, "kick", penalty);
    }

    public CompletionStage<Standing> ban(Actor actor, RoomId id, UserId user, Penalty penalty) {
        return sendAway(actor, id, user, Right.BAN, "ban", penalty);
    }

    private CompletionStage<Standing> sendAway(
            Actor actor, RoomId id, UserId user, Right right, String what, Penalty penalty) {
        return act(actor, id, user, right, (room, before) -> {
            // A kick is no way to shorten a ban.
            boolean longer = what.equals("kick") && before.isBanned(documents.now());
            String reason = what.equals("kick") ? "kicked" : "banned";
            return new Deed("chat-" + what, longer ? before : before.banned(penalty), details(penalty))
                    .then(() -> roster.expel(
                            id, user, reason, documents.kicked(id, what, penalty.reason(), penalty.until())));
        });
    }

    public CompletionStage<Standing> unban(Actor actor, RoomId id, UserId user) {
        return act(
                actor, id, user, Right.BAN, (room, before) -> new Deed("chat-unban", before.banned(null), act -> act));
    }

    public CompletionStage<Standing> mute(Actor actor, RoomId id, UserId user, Penalty penalty) {
        return act(
                actor,
                id,
                user,
                Right.MUTE,
                (room, before) -> new Deed("chat-mute", before.muted(penalty), details(penalty)));
    }

    public CompletionStage<Standing> unmute(Actor actor, RoomId id, UserId user) {
        return act(
                actor, id, user, Right.MUTE, (room, before) -> new Deed("chat-unmute", before.muted(null), act -> act));
    }

    // --- how all of it is done ---

    /** What comes of an act, how it is written down, and what is done while it is still its turn. */
    private record Deed(
            String act,
            Standing after,
            UnaryOperator<Act> details,
            List<Event> more,
            @Nullable Runnable last) {

        Deed(String act, Standing after, UnaryOperator<Act> details) {
            this(act, after, details, List.of(), null);
        }

        Deed with(Event event) {
            return new Deed(act, after, details, List.of(event), last);
        }

        Deed then(Runnable deed) {
            return new Deed(act, after, details, more, deed);
        }

        CompletionStage<Standing> done(CompletionStage<?> kept) {
            return kept.thenApply(done -> {
                if (last != null) {
                    last.run();
                }
                return after;
            });
        }
    }

    /** Decides what comes of an act, or refuses it. */
    private interface Decision {
        Deed decide(Room room, Standing before);
    }

    private CompletionStage<Standing> act(Actor actor, RoomId id, UserId user, Right right, Decision decision) {
        Person self = gatekeeper.requirePerson(actor);
        return turns.alone(id, () -> {
            Room room = gatekeeper.require(actor, id, right);
            Person person = roster.present(id, user)
                    .orElseGet(() -> mayBeNew(actor, right)
                            ? people.invited(user)
                            : people.require(user).person());
            Standing before = rooms.standing(id, person);
            if (!self.id().equals(user) || !OWN.contains(right)) {
                requireAbove(actor, room, before);
            }
            Deed deed = decision.decide(room, before);
            if (deed.after.equals(before) && deed.last == null) {
                // Nothing to tell, or a visitor could fill the room with news of what he is not.
                return CompletableFuture.completedStage(before);
            }
            requirePlace(id, before);
            List<Event> published = new ArrayList<>();
            published.add(documents.standing(id, deed.after));
            published.add(documents.memberChanged(room, members.document(deed.after), self));
            published.add(acts.event(
                    actor, deed.act, id, act -> deed.details.apply(act).with("of", user.value())));
            published.addAll(deed.more);
            published.addAll(people.meet(person));
            return deed.done(log.publish(published));
        });
    }

    /** A server gives roles to its users before they come for the first time. */
    private static boolean mayBeNew(Actor actor, Right right) {
        return actor.by() != null && (right == Right.INVITE || right == Right.SET_ROLE);
    }

    private void requireAbove(Actor actor, Room room, Standing other) {
        Role own = gatekeeper.role(actor, room);
        boolean above = own.isAbove(other.role()) || (own == Role.OWNER && actor.admin());
        if (!above && other.role() != Role.VISITOR) {
            throw new AccessDeniedException(
                    Problem.NOT_ALLOWED_IN_ROOM,
                    "Nobody acts on somebody of the same or a higher role.",
                    "You are " + own.label() + ", and " + other.person().id() + " is "
                            + other.role().label() + '.',
                    "Ask an owner or an administrator.");
        }
    }

    private void requireAnotherOwner(Room room, Standing before) {
        boolean last = before.role() == Role.OWNER
                && rooms.standings(room.id()).stream()
                                .filter(one -> one.role() == Role.OWNER)
                                .count()
                        == 1;
        if (last) {
            throw new InvalidRequestException(
                    Problem.BAD_REQUEST,
                    "A room has an owner.",
                    before.person().id() + " is the last one of " + room.id() + '.',
                    "Make somebody else an owner first, or remove the room.");
        }
    }

    private static void refuseGuest(Room room, Person person) {
        if (person.isGuest()) {
            throw new InvalidRequestException(
                    Problem.BAD_REQUEST,
                    "Guests have no role: nobody knows who has the nickname tomorrow.",
                    person.id() + " is a guest in " + room.id() + '.',
                    "Choose somebody who signs in.");
        }
    }

    private static void refuseDirect(Room room) {
        if (room.kind() == RoomKind.DIRECT) {
            throw new InvalidRequestException(
                    Problem.BAD_REQUEST,
                    "A direct room belongs to its two people.",
                    room.id() + " is one.",
                    "Close its streams; nobody has to leave it.");
        }
    }

    private void requirePlace(RoomId id, Standing before) {
        if (before.isNothing(documents.now()) && rooms.standings(id).size() >= MAX_STANDINGS) {
            throw new InvalidRequestException(
                    Problem.CHAT_FULL,
                    "A room has at most " + MAX_STANDINGS + " people with a role, muted or banned.",
                    "This would be one more.",
                    "Take away roles and bans that nobody needs any more.");
        }
    }

    private static UnaryOperator<Act> details(Penalty penalty) {
        return act -> act.with("reason", penalty.reason())
                .with("until", penalty.until() == null ? "for good" : String.valueOf(penalty.until()));
    }
}
