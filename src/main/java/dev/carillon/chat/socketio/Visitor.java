package dev.carillon.chat.socketio;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.carillon.chat.Roster;
import dev.carillon.chat.model.Actor;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.RoomId;
import dev.carillon.event.Event;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.StartingPoint;
import dev.carillon.socketio.Socket;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One socket in the chat: as whom, and in which rooms.
 *
 * <p>Threading: any thread.
 */
final class Visitor {

    private final Socket socket;
    private final Roster roster;
    private volatile Actor actor;

    /** What ends his being in each room. */
    @GuardedBy("this")
    private final Map<RoomId, Runnable> rooms = new HashMap<>(2);

    @GuardedBy("this")
    private boolean gone;

    Visitor(Socket socket, Roster roster, Actor actor) {
        this.socket = socket;
        this.roster = roster;
        this.actor = actor;
    }

    Actor actor() {
        return actor;
    }

    /** He has said who he is; in rooms he is so from the next time on that he joins. */
    void becomes(Actor other) {
        actor = other;
    }

    /** He hears the room from this place on, and the others know that he is there. */
    synchronized void enter(RoomId room, @Nullable StartingPoint from) {
        if (gone || rooms.containsKey(room)) {
            return;
        }
        if (from != null) {
            socket.listen(room.selectors(), from);
        }
        Person person = actor.person();
        Roster.Connection connection = last -> sentAway(room, last);
        rooms.put(room, person == null ? roster.view(room, connection) : roster.join(room, person, connection));
    }

    /** As {@link Roster.Connection#end}; called while others wait, so it only leaves notes. */
    private void sentAway(RoomId room, @Nullable Event last) {
        if (last != null) {
            tell(room, last);
        }
        leave(room);
    }

    /** Tells him alone. */
    void tell(RoomId room, Event event) {
        if (event.type() != null) {
            try (JsonReader reader =
                    Json.createReader(new StringReader(event.payload().text()))) {
                socket.emit(event.type(), reader.readValue(), Map.of("room", room.value()));
            }
        }
    }

    /** Whether he was in it. */
    @CanIgnoreReturnValue
    boolean leave(RoomId room) {
        Runnable leaving;
        synchronized (this) {
            leaving = rooms.remove(room);
        }
        if (leaving == null) {
            return false;
        }
        socket.ignore(room.selectors());
        leaving.run();
        return true;
    }

    /** He is gone for good, or for a while: then the others learn of it after the grace time only. */
    void leaveAll() {
        List<Runnable> all;
        synchronized (this) {
            gone = true;
            all = List.copyOf(rooms.values());
            rooms.clear();
        }
        all.forEach(Runnable::run);
    }

    /** Notices that are for him alone. */
    void hearNotices() {
        Person person = actor.person();
        if (person != null) {
            socket.listen(SelectorSet.of(person.id().channel().value()), new StartingPoint.Now());
        }
    }
}
