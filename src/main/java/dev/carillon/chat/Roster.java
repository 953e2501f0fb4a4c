package dev.carillon.chat;

import dev.carillon.api.Service;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.RoomId;
import dev.carillon.chat.model.UserId;
import dev.carillon.chat.state.ChatEvents;
import dev.carillon.chat.state.ChatJson;
import dev.carillon.chat.state.ChatLog;
import dev.carillon.chat.state.PeopleDirectory;
import dev.carillon.event.Event;
import dev.carillon.hub.Hub;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who is in which room, and how the others are told. Somebody is there as long as he has a connection, and for a grace time after
 * it, so that a change of page is not seen. In a small room everybody is told at once; in a large one the comings and goings of a
 * second are told together, so that nobody's join costs more than his share of one event.
 *
 * <p>Threading: any thread.
 */
@Service
public class Roster {

    /** In larger rooms nobody reads who comes and goes one by one. */
    public static final int SMALL_ROOM = 50;

    /** So many are named in one event at most; the others are counted. */
    static final int MAX_NAMED = 100;

    private static final System.Logger LOGGER = System.getLogger(Roster.class.getName());
    private static final Duration TOGETHER = Duration.ofSeconds(1);

    /** After a start: clients come back within twice {@code carillon.stream.retry}, and the server may be busy. */
    private static final Duration RETURN_TIME = Duration.ofSeconds(10);

    /** A stream, or a poll that waits. */
    public interface Connection {

        /** Ends it, after this event if there is one. */
        void end(@Nullable Event last);
    }

    private final Hub hub;
    private final ChatLog log;
    private final ChatEvents events;
    private final Members members;
    private final People people;
    private final PeopleDirectory directory;
    private final Presence presence;
    private final ChatSettings settings;
    private final ScheduledExecutorService scheduler;
    private final Map<RoomId, RoomRoster> rooms = new ConcurrentHashMap<>();
    private final Map<RoomId, Set<Connection>> viewers = new ConcurrentHashMap<>();

    @Inject
    public Roster(
            Hub hub,
            ChatLog log,
            ChatEvents events,
            Members members,
            People people,
            PeopleDirectory directory,
            Presence presence,
            ChatSettings settings,
            ScheduledExecutorService scheduler) {
        this.hub = hub;
        this.log = log;
        this.events = events;
        this.members = members;
        this.people = people;
        this.directory = directory;
        this.presence = presence;
        this.settings = settings;
        this.scheduler = scheduler;
    }

    /** What is returned ends it; it may be called more than once. */
    public Runnable join(RoomId room, Person person, Connection connection) {
        while (true) {
            RoomRoster roster = of(room);
            if (roster.join(person, connection)) {
                return () -> roster.leave(person, connection);
            }
            rooms.remove(room, roster);
        }
    }

    private RoomRoster of(RoomId room) {
        return rooms.computeIfAbsent(room, first -> new RoomRoster(settings.grace(), teller(room)));
    }

    /** Somebody who reads and is in no list. What is returned ends it. */
    public Runnable view(RoomId room, Connection connection) {
        viewers.computeIfAbsent(room, first -> ConcurrentHashMap.newKeySet()).add(connection);
        return () -> viewers.computeIfPresent(room, (same, those) -> {
            those.remove(connection);
            return those.isEmpty() ? null : those;
        });
    }

    /** Ends the streams of those who are in no list. */
    public void endViewers(RoomId room, @Nullable Event last) {
        Set<Connection> those = viewers.remove(room);
        if (those != null) {
            those.forEach(connection -> connection.end(last));
        }
    }

    /** After a restart: who was there has a little time to come back before the others are told that he left. */
    public void remember(RoomId room, UserId user) {
        Person person = directory.person(user).map(known -> known.person()).orElse(new Person(user, user.value()));
        of(room).remember(person, settings.grace().plus(RETURN_TIME));
    }

    /** Sends somebody away: his streams end after this event, and the others are told why. */
    public void expel(RoomId room, UserId user, String reason, Event last) {
        RoomRoster roster = rooms.get(room);
        if (roster != null) {
            roster.expel(user, reason).forEach(connection -> connection.end(last));
        }
    }

    /** Ends all streams of a room that is gone, as the log has just told them, and forgets who was there. */
    public void close(RoomId room) {
        endViewers(room, null);
        RoomRoster roster = rooms.remove(room);
        if (roster != null) {
            roster.retire();
            roster.present(Integer.MAX_VALUE).forEach(person -> {
                roster.expel(person.id(), RoomRoster.LEFT).forEach(connection -> connection.end(null));
            });
        }
    }

    public int online(RoomId room) {
        RoomRoster roster = rooms.get(room);
        return roster == null ? 0 : roster.size();
    }

    /** In the order in which they came, so many at most. */
    public List<Person> present(RoomId room, int limit) {
        RoomRoster roster = rooms.get(room);
        return roster == null ? List.of() : roster.present(limit);
    }

    public Optional<Person> present(RoomId room, UserId user) {
        RoomRoster roster = rooms.get(room);
        return roster == null ? Optional.empty() : roster.present(user);
    }

    /** Somebody who is there looks away, or back. Those in small rooms are told. */
    public void setStatus(Person person, Status status) {
        if (presence.set(person.id(), status)) {
            rooms.forEach((room, roster) -> {
                if (roster.size() <= SMALL_ROOM && roster.present(person.id()).isPresent()) {
                    log.tell(events.presence(room, person, status.label()));
                }
            });
        }
    }

    private RoomRoster.Teller teller(RoomId room) {
        return new RoomRoster.Teller() {
            @Override
            public void news(RoomRoster roster) {
                if (roster.beginTelling()) {
                    goOnTelling(room, roster);
                }
            }

            @Override
            public Runnable later(Duration time, Runnable task) {
                return Roster.this.later(time, task);
            }

            @Override
            public boolean isStopping() {
                return hub.isClosed() || hub.draining().isPresent();
            }

            @Override
            public void came(Person person) {
                presence.come(person.id());
            }

            @Override
            public void went(Person person) {
                presence.go(person.id());
            }
        };
    }

    private void goOnTelling(RoomId room, RoomRoster roster) {
        if (roster.size() <= SMALL_ROOM) {
            tell(room, roster);
        } else {
            later(TOGETHER, () -> tell(room, roster));
        }
    }

    private void tell(RoomId room, RoomRoster roster) {
        List<RoomRoster.News> news = roster.takeNews();
        if (news.isEmpty() || rooms.get(room) != roster) {
            told(room, roster);
            return;
        }
        List<Event> told = new ArrayList<>();
        int online = roster.size();
        add(
                told,
                room,
                ChatEvents.MEMBER_JOINED,
                news.stream().filter(item -> item.reason() == null).toList(),
                online);
        add(
                told,
                room,
                ChatEvents.MEMBER_LEFT,
                news.stream().filter(item -> item.reason() != null).toList(),
                online);
        keep(news);
        log.publish(told).whenComplete((done, failure) -> {
            if (failure != null) {
                LOGGER.log(System.Logger.Level.DEBUG, "who came and went was not told; it is tried again", failure);
                roster.giveBack(news);
                later(TOGETHER, () -> tell(room, roster));
            } else {
                told(room, roster);
            }
        });
    }

    private void told(RoomId room, RoomRoster roster) {
        if (rooms.get(room) == roster && roster.endTelling()) {
            goOnTelling(room, roster);
        } else if (roster.retireIfEmpty()) {
            rooms.remove(room, roster);
        }
    }

    /** If that cannot be kept, they are found by the names that they had before. */
    private void keep(List<RoomRoster.News> news) {
        List<Event> kept = new ArrayList<>();
        for (RoomRoster.News item : news) {
            kept.addAll(item.reason() == null ? people.meet(item.person()) : people.left(item.person(), events.now()));
        }
        for (int from = 0; from < kept.size(); from += MAX_NAMED) {
            log.publish(kept.subList(from, Math.min(kept.size(), from + MAX_NAMED)))
                    .whenComplete((done, failure) -> {
                        if (failure != null) {
                            LOGGER.log(System.Logger.Level.DEBUG, "who somebody is was not kept", failure);
                        }
                    });
        }
    }

    private void add(List<Event> told, RoomId room, String type, List<RoomRoster.News> news, int online) {
        if (!news.isEmpty()) {
            List<JsonObjectBuilder> named = news.stream()
                    .limit(MAX_NAMED)
                    .map(item -> item(room, item.person(), item.reason()))
                    .toList();
            told.add(events.members(room, type, named, online));
        }
    }

    private JsonObjectBuilder item(RoomId room, Person person, @Nullable String reason) {
        return reason == null
                ? members.document(room, person)
                : ChatJson.person(person).add("reason", reason);
    }

    /** What is returned calls it off. */
    private Runnable later(Duration time, Runnable task) {
        try {
            Future<?> scheduled = scheduler.schedule(task, time.toMillis(), TimeUnit.MILLISECONDS);
            return () -> scheduled.cancel(false);
        } catch (RejectedExecutionException stopping) {
            return () -> {};
        }
    }
}
