package dev.carillon.chat.state;

import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.UserId;
import dev.carillon.chat.text.Lookalikes;
import dev.carillon.chat.text.Mentions;
import dev.carillon.event.Event;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who has been here, and by which names they are found.
 *
 * <p>Threading: {@link ChatLog} applies events one after the other; any thread reads.
 */
@ApplicationScoped
public class PeopleDirectory {

    private final Map<UserId, Known> people = new ConcurrentHashMap<>();
    private final Map<UserId, Guest> guests = new ConcurrentHashMap<>();
    private final Map<String, Set<UserId>> byName = new ConcurrentHashMap<>();
    private final Map<String, Set<UserId>> byLook = new ConcurrentHashMap<>();

    public Optional<Known> person(UserId id) {
        return Optional.ofNullable(people.get(id));
    }

    public int countPeople() {
        return people.size();
    }

    /** Who has this name, as {@link Mentions#key} writes it. */
    public Set<UserId> named(String key) {
        return Set.copyOf(byName.getOrDefault(key, Set.of()));
    }

    /** Whether somebody else has a name that looks like this one. */
    public boolean isTaken(String skeleton, UserId except) {
        return byLook.getOrDefault(skeleton, Set.of()).stream().anyMatch(user -> !user.equals(except));
    }

    public Optional<Guest> guest(UserId id) {
        return Optional.ofNullable(guests.get(id));
    }

    public int countGuests() {
        return guests.size();
    }

    /** Those whose time is over. */
    public List<Guest> guestsExpiredBy(Instant now) {
        return guests.values().stream()
                .filter(guest -> !now.isBefore(guest.expiresAt()))
                .toList();
    }

    /** A guest who is gone is not known any more, whatever was on its way when he went. */
    void applyPerson(Event event) {
        UserId id = new UserId(String.valueOf(event.key()));
        if (id.isGuest() && !event.isTombstone() && !guests.containsKey(id)) {
            return;
        }
        Known before = event.isTombstone() ? people.remove(id) : null;
        if (!event.isTombstone()) {
            JsonObject json = ChatJson.parse(event.payload().text());
            Known now = new Known(ChatJson.person(json), ChatJson.time(json, "lastSeen"));
            before = people.put(id, now);
            if (before != null && Objects.equals(before.person(), now.person())) {
                return;
            }
            index(now.person());
        }
        if (before != null) {
            forget(before.person(), people.get(id));
        }
    }

    private void index(Person person) {
        add(byName, Mentions.key(person.name()), person.id());
        add(byLook, Lookalikes.skeleton(person.name()), person.id());
    }

    /** Takes a former name out of the index, unless it is found there by his new one too. */
    private void forget(Person former, @Nullable Known now) {
        String name = Mentions.key(former.name());
        String look = Lookalikes.skeleton(former.name());
        if (now == null || !Mentions.key(now.person().name()).equals(name)) {
            remove(byName, name, former.id());
        }
        if (now == null || !Lookalikes.skeleton(now.person().name()).equals(look)) {
            remove(byLook, look, former.id());
        }
    }

    void applyGuest(Event event) {
        UserId id = new UserId(String.valueOf(event.key()));
        if (event.isTombstone()) {
            guests.remove(id);
        } else {
            JsonObject json = ChatJson.parse(event.payload().text());
            guests.put(
                    id,
                    new Guest(
                            ChatJson.person(json),
                            json.getString("secretHash"),
                            Instant.parse(json.getString("expiresAt"))));
        }
    }

    private static void add(Map<String, Set<UserId>> index, String key, UserId user) {
        index.compute(key, (same, users) -> {
            Set<UserId> all = users == null ? ConcurrentHashMap.newKeySet() : users;
            all.add(user);
            return all;
        });
    }

    private static void remove(Map<String, Set<UserId>> index, String key, UserId user) {
        index.computeIfPresent(key, (same, users) -> {
            users.remove(user);
            return users.isEmpty() ? null : users;
        });
    }
}
