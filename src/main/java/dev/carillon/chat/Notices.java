package dev.carillon.chat;

import dev.carillon.api.Service;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Right;
import dev.carillon.chat.model.Rights;
import dev.carillon.chat.model.Room;
import dev.carillon.chat.model.RoomKind;
import dev.carillon.chat.model.Standing;
import dev.carillon.chat.model.UserId;
import dev.carillon.chat.state.ChatEvents;
import dev.carillon.chat.state.ChatLog;
import dev.carillon.chat.state.PeopleDirectory;
import dev.carillon.chat.state.RoomDirectory;
import dev.carillon.chat.text.Mentions;
import dev.carillon.event.Event;
import dev.carillon.event.EventId;
import dev.carillon.event.IdempotencyKey;
import dev.carillon.log.Append;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Tells people in channels of their own what concerns them. A notice names the message by its id, so it is appended after the
 * message; it has an idempotency key made of that id, so whoever sends a message again because he got no answer tells it once.
 *
 * <p>Threading: any thread; nothing waits.
 */
@Service
public class Notices {

    private final ChatLog log;
    private final ChatEvents documents;
    private final PeopleDirectory people;
    private final RoomDirectory rooms;

    @Inject
    public Notices(ChatLog log, ChatEvents documents, PeopleDirectory people, RoomDirectory rooms) {
        this.log = log;
        this.documents = documents;
        this.people = people;
        this.rooms = rooms;
    }

    /** The ids of those whom a text names and who can read it. */
    List<String> mentioned(Room room, String text) {
        return text.indexOf('@') < 0 ? List.of() : Mentions.find(text, name -> reader(room, name));
    }

    private @Nullable String reader(Room room, String name) {
        return people.named(name).stream()
                .map(people::person)
                .flatMap(Optional::stream)
                .map(known -> rooms.standing(room.id(), known.person()))
                .filter(standing -> reads(room, standing))
                .map(standing -> standing.person().id().value())
                .sorted()
                .findFirst()
                .orElse(null);
    }

    private boolean reads(Room room, Standing standing) {
        return Rights.of(room.kind(), false, standing.role(), false, standing.isBanned(documents.now()))
                .contains(Right.READ);
    }

    /** Completes when everybody concerned will find it. */
    CompletionStage<?> tell(Room room, EventId message, ChatEvents.Saying saying) {
        List<Event> notices = new ArrayList<>();
        UserId author = saying.author().id();
        if (room.kind() == RoomKind.DIRECT) {
            rooms.standings(room.id()).stream()
                    .map(Standing::person)
                    .map(Person::id)
                    .filter(user -> !user.equals(author))
                    .forEach(user ->
                            notices.add(documents.notice(user, ChatEvents.DIRECT_MESSAGE, room.id(), message, saying)));
        } else {
            saying.mentions().stream()
                    .map(UserId::new)
                    .filter(user -> !user.equals(author))
                    .forEach(user ->
                            notices.add(documents.notice(user, ChatEvents.MENTION, room.id(), message, saying)));
        }
        if (notices.isEmpty()) {
            return CompletableFuture.completedStage(null);
        }
        IdempotencyKey once = new IdempotencyKey("chat", "notice-" + message);
        return log.publish(new Append(notices, once, message.toString()));
    }
}
