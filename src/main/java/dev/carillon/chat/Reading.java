package dev.carillon.chat;

import dev.carillon.api.Service;
import dev.carillon.chat.archive.Edit;
import dev.carillon.chat.archive.Message;
import dev.carillon.chat.archive.MessageArchive;
import dev.carillon.chat.model.Actor;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Right;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.state.ChatLog;
import dev.carillon.chat.text.Words;
import dev.carillon.event.EventId;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks into what was said, for whoever may.
 *
 * <p>Threading: request threads: it waits for the disk.
 */
@Service
public class Reading {

    private static final String EARLIER = "earlier";
    private static final String LATER = "later";

    private final MessageArchive archive;
    private final ChatLog log;
    private final Gatekeeper gatekeeper;
    private final Messages messages;

    @Inject
    public Reading(MessageArchive archive, ChatLog log, Gatekeeper gatekeeper, Messages messages) {
        this.archive = archive;
        this.log = log;
        this.gatekeeper = gatekeeper;
        this.messages = messages;
    }

    /** Which messages, by offsets. */
    public sealed interface Place {
        /** The newest before it. */
        record Before(long offset) implements Place {}

        record After(long offset) implements Place {}

        /** Answers in a thread. */
        record Answers(long root, long after) implements Place {}
    }

    /**
     * Some messages, oldest first.
     *
     * @param direction what {@code next} is called
     * @param next where to page on; null if there is nothing more
     */
    public record Page(
            List<Message> messages,
            String direction,
            @Nullable String next) {}

    public Page page(Actor actor, RoomId room, Place place, int limit) {
        gatekeeper.require(actor, room, Right.READ);
        if (place instanceof Place.Before before) {
            List<Message> found = archive.before(room.value(), before.offset(), limit + 1);
            boolean more = found.size() > limit;
            List<Message> shown = more ? found.subList(1, found.size()) : found;
            return new Page(shown, EARLIER, more ? id(shown.get(0)) : null);
        }
        List<Message> found = place instanceof Place.Answers thread
                ? archive.thread(room.value(), thread.root(), thread.after(), limit + 1)
                : archive.after(room.value(), ((Place.After) place).offset(), limit + 1);
        boolean more = found.size() > limit;
        List<Message> shown = more ? found.subList(0, limit) : found;
        return new Page(shown, LATER, more ? id(shown.get(limit - 1)) : null);
    }

    /** With all of the words, newest first. */
    public Page search(Actor actor, RoomId room, String words, long before, int limit) {
        gatekeeper.require(actor, room, Right.READ);
        List<Message> found = archive.search(room.value(), Words.query(words), before, limit + 1);
        boolean more = found.size() > limit;
        List<Message> shown = more ? found.subList(0, limit) : found;
        return new Page(shown, EARLIER, more ? id(shown.get(limit - 1)) : null);
    }

    public Message message(Actor actor, RoomId room, EventId id) {
        gatekeeper.require(actor, room, Right.READ);
        return messages.require(room, id);
    }

    /** Its author may see how he has changed it, and whoever moderates. */
    public List<Edit> edits(Actor actor, RoomId room, EventId id) {
        gatekeeper.require(actor, room, Right.READ);
        Message message = messages.require(room, id);
        Person person = actor.person();
        if (person == null || !person.id().value().equals(message.author().id())) {
            gatekeeper.require(actor, room, Right.SEE_EDITS);
        }
        return archive.edits(room.value(), id.offset());
    }

    /** A part of everything, oldest first, for whoever takes all of it with him. */
    public List<Message> exported(Actor actor, RoomId room, long after, int count) {
        gatekeeper.require(actor, room, Right.EXPORT);
        return archive.after(room.value(), after, count);
    }

    private String id(Message message) {
        return log.at(message.offset()).toString();
    }
}
