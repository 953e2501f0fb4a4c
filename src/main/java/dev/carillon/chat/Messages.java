package dev.carillon.chat;

import dev.carillon.api.Service;
import dev.carillon.chat.archive.Message;
import dev.carillon.chat.archive.MessageArchive;
import dev.carillon.chat.model.Actor;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Right;
import dev.carillon.chat.model.Room;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.state.ChatEvents;
import dev.carillon.chat.state.ChatLog;
import dev.carillon.chat.text.Emoji;
import dev.carillon.chat.text.MessageText;
import dev.carillon.chat.text.Reason;
import dev.carillon.event.AccessDeniedException;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.IdempotencyKey;
import dev.carillon.event.InvalidEventIdException;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import dev.carillon.log.Append;
import dev.carillon.log.Appended;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What people say in rooms, and what they do with it later.
 *
 * <p>Threading: request threads: a look into the archive may wait for the disk; the log is not waited for.
 */
@Service
public class Messages {

    private static final Pattern CLIENT_ID = Pattern.compile("[!-~]{1,64}");

    private final ChatLog log;
    private final ChatEvents documents;
    private final MessageArchive archive;
    private final Gatekeeper gatekeeper;
    private final Filters filters;
    private final Notices notices;
    private final Flood flood;
    private final Turns turns;
    private final Acts acts;
    private final People people;

    @Inject
    public Messages(
            ChatLog log,
            ChatEvents documents,
            MessageArchive archive,
            Gatekeeper gatekeeper,
            Filters filters,
            Notices notices,
            Flood flood,
            Turns turns,
            Acts acts,
            People people) {
        this.log = log;
        this.documents = documents;
        this.archive = archive;
        this.gatekeeper = gatekeeper;
        this.filters = filters;
        this.notices = notices;
        this.flood = flood;
        this.turns = turns;
        this.acts = acts;
        this.people = people;
    }

    /**
     * What somebody wants to say.
     *
     * @param replyTo the id of a message in the same room
     * @param clientId makes it one message of what is sent several times
     */
    public record Draft(
            MessageText text,
            @Nullable String replyTo,
            @Nullable String clientId) {

        public Draft {
            if (clientId != null && !CLIENT_ID.matcher(clientId).matches()) {
                throw new InvalidRequestException(
                        Problem.INVALID_MESSAGE,
                        "clientId has 1 to 64 visible characters of ASCII.",
                        "It is " + InvalidRequestException.quote(clientId) + ".",
                        "Send a random UUID, and the same one when you send the message again.");
            }
        }
    }

    /** The id of the event is the message's. */
    public record Sent(EventId id, boolean repeated) {}

    public CompletionStage<Sent> send(Actor actor, RoomId id, Draft draft) {
        Person author = gatekeeper.requirePerson(actor);
        gatekeeper.require(actor, id, Right.SEND);
        String text = filters.pass(id, author, draft.text());
        Message answered = draft.replyTo() == null ? null : require(id, parse(draft.replyTo()));
        flood.count(author.id());
        return turns.shared(id, () -> {
            Room room = gatekeeper.require(actor, id, Right.SEND);
            ChatEvents.Saying saying = new ChatEvents.Saying(
                    author,
                    text,
                    answered == null ? null : log.at(answered.offset()),
                    answered == null ? null : log.at(answered.thread() == 0 ? answered.offset() : answered.thread()),
                    notices.mentioned(room, text),
                    draft.clientId(),
                    actor.by());
            return submit(actor, room, saying, draft);
        });
    }

    private CompletionStage<Sent> submit(Actor actor, Room room, ChatEvents.Saying saying, Draft draft) {
        Person author = saying.author();
        boolean moderates = gatekeeper.rights(actor, room).contains(Right.DELETE_ANY);
        Runnable giveBack = moderates ? () -> {} : flood.takeTurn(room, author, draft.clientId());
        List<Event> events = new ArrayList<>(List.of(documents.newMessage(room.id(), saying)));
        events.addAll(people.meet(author));
        Append append = draft.clientId() == null
                ? new Append(events, null)
                : new Append(
                        events,
                        new IdempotencyKey("chat " + author.id() + ' ' + room.id(), draft.clientId()),
                        fingerprint(draft));
        return log.publish(append)
                .whenComplete((done, failure) -> {
                    if (failure != null || done.repeated()) {
                        giveBack.run();
                    }
                })
                .thenCompose(
                        done -> notices.tell(room, done.ids().get(0), saying).thenApply(told -> sent(done)));
    }

    private static Sent sent(Appended done) {
        return new Sent(done.ids().get(0), done.repeated());
    }

    /** Of what the client has sent; who is mentioned may be another one when he sends it again. */
    private static String fingerprint(Draft draft) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(String.valueOf(draft.replyTo()).getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(draft.text().value().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Only one's own. */
    public CompletionStage<Message> edit(Actor actor, RoomId id, EventId message, MessageText newText) {
        Person editor = gatekeeper.requirePerson(actor);
        gatekeeper.require(actor, id, Right.EDIT_OWN);
        requireOwn(editor, require(id, message));
        String text = filters.pass(id, editor, newText);
        flood.count(editor.id());
        return turns.shared(id, () -> {
                    Room room = gatekeeper.require(actor, id, Right.EDIT_OWN);
                    // It may have been deleted meanwhile.
                    require(id, message);
                    return log.publish(
                            List.of(documents.messageEdited(id, message, text, notices.mentioned(room, text), editor)));
                })
                .thenApply(done -> require(id, message));
    }

    /** One's own, or as a moderator any. */
    public CompletionStage<Appended> delete(Actor actor, RoomId id, EventId message, Reason reason) {
        Person deleter = gatekeeper.requirePerson(actor);
        gatekeeper.require(actor, id, Right.READ);
        boolean own = require(id, message).author().id().equals(deleter.id().value());
        Right right = own ? Right.DELETE_OWN : Right.DELETE_ANY;
        return turns.shared(id, () -> {
            gatekeeper.require(actor, id, right);
            Event deleted = documents.messageDeleted(
                    id, message, deleter, reason.value().isEmpty() ? null : reason.value());
            return log.publish(
                    own
                            ? List.of(deleted)
                            : List.of(
                                    deleted,
                                    acts.event(
                                            actor,
                                            "chat-delete-message",
                                            id,
                                            act -> act.with("message", message.toString())
                                                    .with("reason", reason.value()))));
        });
    }

    public CompletionStage<Appended> react(Actor actor, RoomId id, EventId message, Emoji emoji, boolean added) {
        Person user = gatekeeper.requirePerson(actor);
        gatekeeper.require(actor, id, Right.REACT);
        require(id, message);
        flood.count(user.id());
        return turns.shared(id, () -> {
            gatekeeper.require(actor, id, Right.REACT);
            require(id, message);
            return log.publish(List.of(documents.reaction(id, message, emoji.value(), user, added)));
        });
    }

    /** A message of the room that was not deleted. */
    Message require(RoomId room, EventId id) {
        boolean ours = id.epoch().equals(log.at(0).epoch());
        return (ours ? archive.find(room.value(), id.offset()) : Optional.<Message>empty())
                .filter(message -> message.deletedAt() == null)
                .orElseThrow(() -> new InvalidRequestException(
                        Problem.NO_SUCH_MESSAGE,
                        "A message is one of this room that was not deleted.",
                        "There is none with the id " + id + " in " + room + '.',
                        "Use the id of an event of the type new-message."));
    }

    static EventId parse(String id) {
        try {
            return EventId.parse(id);
        } catch (InvalidEventIdException notOne) {
            throw new InvalidRequestException(
                    Problem.NO_SUCH_MESSAGE,
                    "The id of a message is the id of its event.",
                    InvalidRequestException.quote(id) + " is something else.",
                    "Use the id of an event of the type new-message.");
        }
    }

    private static void requireOwn(Person person, Message message) {
        if (!message.author().id().equals(person.id().value())) {
            throw new AccessDeniedException(
                    Problem.NOT_ALLOWED_IN_ROOM,
                    "Everybody edits his own messages only.",
                    "This one is by " + message.author().id() + ".",
                    "Answer it instead.");
        }
    }
}
