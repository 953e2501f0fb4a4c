package dev.carillon.chat.state;

import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.model.UserId;
import dev.carillon.event.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what is kept of rooms and guests that are gone, because the server died before it was removed. It would stay in the log for
 * good, and belong to the next room of that name.
 *
 * <p>Threading: one thread, while the chat starts.
 */
final class Leftovers {

    private final RoomDirectory rooms;
    private final PeopleDirectory people;
    private final List<Event> found = new ArrayList<>();

    Leftovers(RoomDirectory rooms, PeopleDirectory people) {
        this.rooms = rooms;
        this.people = people;
    }

    void look(Event event) {
        if (!event.isTombstone() && isLeft(event)) {
            found.add(event);
        }
    }

    List<Event> found() {
        return found;
    }

    private boolean isLeft(Event event) {
        String key = String.valueOf(event.key());
        int space = key.indexOf(' ');
        if (event.channel().equals(ChatChannels.PEOPLE)) {
            return isGone(key);
        }
        if (space < 0) {
            return false;
        }
        RoomId room = new RoomId(key.substring(0, space));
        boolean ofPerson = !event.channel().equals(ChatChannels.REPORTS) && !room.isDirect();
        return !rooms.has(room.value()) || (ofPerson && isGone(key.substring(space + 1)));
    }

    private boolean isGone(String user) {
        UserId id = new UserId(user);
        return id.isGuest() && people.guest(id).isEmpty();
    }
}
