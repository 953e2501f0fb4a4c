package dev.carillon.chat;

import dev.carillon.api.Service;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.UserId;
import dev.carillon.chat.state.ChatEvents;
import dev.carillon.chat.state.Known;
import dev.carillon.chat.state.PeopleDirectory;
import dev.carillon.event.Event;
import dev.carillon.event.InvalidRequestException;
import dev.carillon.event.Problem;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;

/**
 * Gets to know people, so that they can be mentioned and found when they are away.
 *
 * <p>Threading: any thread.
 */
@Service
public class People {

    /** Some 300 bytes each. Who comes after them can do everything, but is found only while he is there. */
    private static final int MAX_PEOPLE = 100_000;

    private final PeopleDirectory directory;
    private final ChatEvents events;

    @Inject
    public People(PeopleDirectory directory, ChatEvents events) {
        this.directory = directory;
        this.events = events;
    }

    /** What has to be kept of somebody who shows up: nothing, if he is known by this name. */
    public List<Event> meet(Person person) {
        Known known = directory.person(person.id()).orElse(null);
        if (person.isGuest() && directory.guest(person.id()).isEmpty()) {
            return List.of();
        }
        if (known != null && known.person().equals(person)) {
            return List.of();
        }
        if (known == null && directory.countPeople() >= MAX_PEOPLE) {
            return List.of();
        }
        return List.of(events.known(new Known(person, known == null ? null : known.lastSeen())));
    }

    /** What has to be kept of somebody who has left. He may have another name than he came with. */
    public List<Event> left(Person person, Instant when) {
        return directory
                .person(person.id())
                .map(known -> List.of(events.known(new Known(known.person(), when))))
                .orElse(List.of());
    }

    /** The same by the name that he has now. */
    Person named(Person person) {
        return directory.person(person.id()).map(Known::person).orElse(person);
    }

    /** Somebody who may be invited before he has come for the first time; a guest has to be there. */
    Person invited(UserId id) {
        return id.isGuest() || directory.person(id).isPresent() ? require(id).person() : new Person(id, id.value());
    }

    public Known require(UserId id) {
        return directory
                .person(id)
                .orElseThrow(() -> new InvalidRequestException(
                        Problem.NO_SUCH_PERSON,
                        "A person is somebody who has been in the chat.",
                        "Nobody with the id " + id + " has.",
                        "Use an id that the chat has told."));
    }
}
