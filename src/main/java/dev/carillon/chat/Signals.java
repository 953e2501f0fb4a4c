package dev.carillon.chat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.carillon.api.Service;
import dev.carillon.chat.archive.MessageArchive;
import dev.carillon.chat.model.Actor;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Right;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.state.ChatEvents;
import dev.carillon.chat.state.ChatLog;
import dev.carillon.event.EventId;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * That somebody types, that he looks, and how far he has read.
 *
 * <p>Threading: request threads: how far somebody has read may be a look at the disk.
 */
@Service
public class Signals {

    /** How often it is told that one person types in one room. */
    private static final Duration TYPING_AGAIN = Duration.ofSeconds(3);

    /** After that it ends by itself: two signals that got lost. */
    private static final Duration TYPING_ENDS = Duration.ofSeconds(6);

    private static final int MAX_TYPING = 100_000;

    private final ChatLog log;
    private final ChatEvents documents;
    private final MessageArchive archive;
    private final Gatekeeper gatekeeper;
    private final Messages messages;
    private final Roster roster;
    private final Flood flood;
    private final Cache<String, Boolean> typing = Caffeine.newBuilder()
            .maximumSize(MAX_TYPING)
            .expireAfterWrite(TYPING_AGAIN)
            .executor(Runnable::run)
            .build();

    @Inject
    public Signals(
            ChatLog log,
            ChatEvents documents,
            MessageArchive archive,
            Gatekeeper gatekeeper,
            Messages messages,
            Roster roster,
            Flood flood) {
        this.log = log;
        this.documents = documents;
        this.archive = archive;
        this.gatekeeper = gatekeeper;
        this.messages = messages;
        this.roster = roster;
        this.flood = flood;
    }

    public void type(Actor actor, RoomId room) {
        Person person = gatekeeper.requirePerson(actor);
        gatekeeper.require(actor, room, Right.TYPE);
        String key = room.value() + ' ' + person.id().value();
        if (typing.asMap().putIfAbsent(key, true) == null) {
            log.tell(documents.typing(room, person, TYPING_ENDS));
        }
    }

    /** Somebody who is there looks away, or back. It counts as a message: it is told in all of his rooms. */
    public void setStatus(Actor actor, Status status) {
        Person person = gatekeeper.requirePerson(actor);
        flood.count(person.id());
        roster.setStatus(person, status);
    }

    /** Never goes back. */
    public CompletionStage<?> read(Actor actor, RoomId room, EventId message) {
        Person person = gatekeeper.requirePerson(actor);
        gatekeeper.require(actor, room, Right.READ);
        messages.require(room, message);
        if (archive.readMarker(room.value(), person.id().value()) >= message.offset()) {
            return CompletableFuture.completedStage(null);
        }
        return log.publish(List.of(documents.readUpTo(room, person.id(), message)))
                .thenApply(done -> {
                    if (roster.online(room) <= Roster.SMALL_ROOM) {
                        log.tell(documents.read(room, person, message));
                    }
                    return done;
                });
    }
}
