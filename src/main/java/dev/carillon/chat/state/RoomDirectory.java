package dev.carillon.chat.state;

import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Room;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.model.RoomKind;
import dev.carillon.chat.model.Standing;
import dev.carillon.chat.model.UserId;
import dev.carillon.event.Event;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The rooms, and what people are in them.
 *
 * <p>Threading: {@link ChatLog} applies events one after the other; any thread reads.
 */
@ApplicationScoped
public class RoomDirectory {

    private static final class Kept {
        private volatile Room room;
        private final Map<UserId, Standing> standings =
                new ConcurrentSkipListMap<>(Comparator.comparing(UserId::value));

        Kept(Room room) {
            this.room = room;
        }
    }

    private final ConcurrentSkipListMap<String, Kept> rooms = new ConcurrentSkipListMap<>();
    private final Map<UserId, Set<RoomId>> roomsOf = new ConcurrentHashMap<>();
    private final Map<UserId, Set<RoomId>> created = new ConcurrentHashMap<>();

    public Optional<Room> room(RoomId id) {
        return Optional.ofNullable(rooms.get(id.value())).map(known -> known.room);
    }

    boolean has(String id) {
        return rooms.containsKey(id);
    }

    /** Rooms in the order of their ids, from the one after this id on; the reader takes as many as he needs. */
    public Iterable<Room> roomsAfter(String id) {
        return () -> rooms.tailMap(id, false).values().stream()
                .map(known -> known.room)
                .iterator();
    }

    public int count() {
        return rooms.size();
    }

    /** How many rooms of several people somebody has made that are still there. */
    public int countCreatedBy(UserId user) {
        return created.getOrDefault(user, Set.of()).size();
    }

    public Standing standing(RoomId id, Person person) {
        Kept known = rooms.get(id.value());
        Standing standing = known == null ? null : known.standings.get(person.id());
        return standing == null ? Standing.of(person) : standing;
    }

    /** Of those who are something in particular, in the order of their ids. */
    public List<Standing> standings(RoomId id) {
        Kept known = rooms.get(id.value());
        return known == null ? List.of() : List.copyOf(known.standings.values());
    }

    /** The rooms in which somebody is something in particular. */
    public Set<RoomId> roomsOf(UserId user) {
        return Set.copyOf(roomsOf.getOrDefault(user, Set.of()));
    }

    void applyRoom(Event event) {
        String id = String.valueOf(event.key());
        if (!event.isTombstone()) {
            Room room = ChatJson.room(ChatJson.parse(event.payload().text()));
            Kept known = rooms.computeIfAbsent(id, unknown -> new Kept(room));
            known.room = room;
            if (room.kind() != RoomKind.DIRECT) {
                add(created, room.createdBy().id(), room.id());
            }
            return;
        }
        Kept gone = rooms.remove(id);
        if (gone != null) {
            RoomId room = gone.room.id();
            gone.standings.keySet().forEach(user -> remove(roomsOf, user, room));
            remove(created, gone.room.createdBy().id(), room);
        }
    }

    /** Standings of a room that is gone were removed with it; what is left of them is ignored. */
    void applyStanding(Event event) {
        String key = String.valueOf(event.key());
        int space = key.indexOf(' ');
        RoomId room = new RoomId(key.substring(0, space));
        UserId user = new UserId(key.substring(space + 1));
        Kept known = rooms.get(room.value());
        if (known == null) {
            return;
        }
        if (event.isTombstone()) {
            known.standings.remove(user);
            remove(roomsOf, user, room);
        } else {
            JsonObject json = ChatJson.parse(event.payload().text());
            known.standings.put(user, ChatJson.standing(json));
            add(roomsOf, user, room);
        }
    }

    private static void add(Map<UserId, Set<RoomId>> index, UserId user, RoomId room) {
        index.computeIfAbsent(user, first -> ConcurrentHashMap.newKeySet()).add(room);
    }

    private static void remove(Map<UserId, Set<RoomId>> index, UserId user, RoomId room) {
        index.computeIfPresent(user, (same, rooms) -> {
            rooms.remove(room);
            return rooms.isEmpty() ? null : rooms;
        });
    }
}
