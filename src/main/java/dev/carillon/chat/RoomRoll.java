package dev.carillon.chat;

import dev.carillon.api.Service;
import dev.carillon.chat.model.Actor;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Right;
import dev.carillon.chat.model.Role;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.model.Standing;
import dev.carillon.chat.state.RoomDirectory;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lists who belongs to a room, who is there, and who may not come in, in the order of their ids.
 *
 * <p>Threading: any thread. A page looks at everybody of the room, at most some ten thousand.
 */
@Service
public class RoomRoll {

    private final RoomDirectory rooms;
    private final Gatekeeper gatekeeper;
    private final Roster roster;
    private final InstantSource clock;

    @Inject
    public RoomRoll(RoomDirectory rooms, Gatekeeper gatekeeper, Roster roster, InstantSource clock) {
        this.rooms = rooms;
        this.gatekeeper = gatekeeper;
        this.roster = roster;
        this.clock = clock;
    }

    /** Some of the list; {@code next} is the last id, null if there is nothing more. */
    public record Page(List<Standing> standings, @Nullable String next) {}

    /** Whoever has a role or is there; only the latter if {@code online}. */
    public Page members(Actor actor, RoomId room, boolean online, String after, int limit) {
        gatekeeper.require(actor, room, Right.READ);
        TreeMap<String, Standing> all = new TreeMap<>();
        if (!online) {
            rooms.standings(room).stream()
                    .filter(standing -> standing.role() != Role.VISITOR)
                    .forEach(standing -> all.put(standing.person().id().value(), standing));
        }
        for (Person person : roster.present(room, Integer.MAX_VALUE)) {
            all.put(person.id().value(), rooms.standing(room, person));
        }
        return page(all.tailMap(after, false).values().stream(), limit);
    }

    public Page bans(Actor actor, RoomId room, String after, int limit) {
        gatekeeper.require(actor, room, Right.BAN);
        Stream<Standing> banned = rooms.standings(room).stream()
                .filter(standing -> standing.isBanned(clock.instant()))
                .filter(standing -> standing.person().id().value().compareTo(after) > 0);
        return page(banned, limit);
    }

    private static Page page(Stream<Standing> all, int limit) {
        List<Standing> found = all.limit(limit + 1L).toList();
        boolean more = found.size() > limit;
        List<Standing> shown = more ? found.subList(0, limit) : found;
        return new Page(shown, more ? shown.get(limit - 1).person().id().value() : null);
    }
}
