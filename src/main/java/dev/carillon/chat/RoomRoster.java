package dev.carillon.chat;

import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is in one room.
 *
 * <p>Threading: any thread; everything happens under its lock, and nothing under it waits. What it finds out is told to the {@link
 * Teller}, outside of the lock, by whoever called.
 */
final class RoomRoster {

    /** Why somebody is not there any more. API. */
    static final String LEFT = "left";

    /**
     * What is still to be told of somebody.
     *
     * @param reason why he went; null if he came
     */
    record News(Person person, @Nullable String reason) {}

    /** Does what takes time. */
    interface Teller {

        /** There is news, which {@link RoomRoster#takeNews()} gives. */
        void news(RoomRoster roster);

        /** Does something after this time; what is returned calls it off. */
        Runnable later(Duration time, Runnable task);

        /** Whether it is the server that lets everybody go: they come back, here or after the restart. */
        boolean isStopping();

        void came(Person person);

        void went(Person person);
    }

    private static final class Attendee {
        private Person person;
        private final Set<Roster.Connection> connections = new HashSet<>(2);
        private @Nullable Runnable leaving;

        Attendee(Person person) {
            this.person = person;
        }
    }

    private final Duration grace;
    private final Teller teller;
    private final Map<UserId, Attendee> attendees = new LinkedHashMap<>();
    private final Map<UserId, News> news = new LinkedHashMap<>();

    private boolean retired;
    private boolean telling;

    RoomRoster(Duration grace, Teller teller) {
        this.grace = grace;
        this.teller = teller;
    }

    /** False if it is used no more: there is, or will be, another one for the room. */
    boolean join(Person person, Roster.Connection connection) {
        boolean isNew;
        synchronized (this) {
            if (retired) {
                return false;
            }
            Attendee attendee = attendees.get(person.id());
            isNew = attendee == null;
            if (attendee == null) {
                attendee = new Attendee(person);
                attendees.put(person.id(), attendee);
                note(new News(person, null));
            }
            // He may have another name than in his other tab.
            attendee.person = person;
            stopLeaving(attendee);
            attendee.connections.add(connection);
        }
        if (isNew) {
            teller.came(person);
            teller.news(this);
        }
        return true;
    }

    /** Somebody of whom it is known that he was there before the server started. */
    synchronized void remember(Person person, Duration time) {
        Attendee attendee = new Attendee(person);
        if (attendees.putIfAbsent(person.id(), attendee) == null) {
            attendee.leaving = teller.later(time, () -> graceOver(person.id()));
            teller.came(person);
        }
    }

    void leave(Person person, Roster.Connection connection) {
        synchronized (this) {
            Attendee attendee = attendees.get(person.id());
            if (attendee != null
                    && attendee.connections.remove(connection)
                    && attendee.connections.isEmpty()
                    && attendee.leaving == null) {
                attendee.leaving = teller.later(grace, () -> graceOver(person.id()));
            }
        }
    }

    private void graceOver(UserId user) {
        Person gone = null;
        synchronized (this) {
            Attendee attendee = attendees.get(user);
            if (attendee != null && attendee.connections.isEmpty()) {
                if (teller.isStopping()) {
                    attendee.leaving = teller.later(grace, () -> graceOver(user));
                } else {
                    gone = remove(attendee, LEFT);
                }
            }
        }
        tell(gone);
    }

    /** He is out at once. His connections are to be closed by the caller. */
    List<Roster.Connection> expel(UserId user, String reason) {
        List<Roster.Connection> connections = List.of();
        Person gone = null;
        synchronized (this) {
            Attendee attendee = attendees.get(user);
            if (attendee != null) {
                connections = new ArrayList<>(attendee.connections);
                gone = remove(attendee, reason);
            }
        }
        tell(gone);
        return connections;
    }

    private Person remove(Attendee attendee, String reason) {
        stopLeaving(attendee);
        attendees.remove(attendee.person.id());
        note(new News(attendee.person, reason));
        return attendee.person;
    }

    /** Who came and went before anybody was told, or went and came, is no news. */
    private void note(News item) {
        News untold = news.remove(item.person.id());
        if (untold == null) {
            news.put(item.person.id(), item);
        }
    }

    private void tell(@Nullable Person gone) {
        if (gone != null) {
            teller.went(gone);
            teller.news(this);
        }
    }

    private static void stopLeaving(Attendee attendee) {
        if (attendee.leaving != null) {
            attendee.leaving.run();
            attendee.leaving = null;
        }
    }

    /** What is to be told, once. If there is nothing, nobody sees to it any more. */
    synchronized List<News> takeNews() {
        List<News> all = List.copyOf(news.values());
        news.clear();
        return all;
    }

    /** Nobody knows whether it was told. What has happened since replaces it, and is told in any case. */
    synchronized void giveBack(List<News> untold) {
        List<News> newer = List.copyOf(news.values());
        news.clear();
        untold.forEach(item -> news.put(item.person.id(), item));
        newer.forEach(item -> news.put(item.person.id(), item));
    }

    synchronized int size() {
        return attendees.size();
    }

    /**
     * Whether somebody has to see to it that the news is told, until {@link #endTelling()}; false if somebody does already. Two at
     * a time could tell that somebody came after it was told that he went.
     */
    synchronized boolean beginTelling() {
        boolean begins = !telling;
        telling = true;
        return begins;
    }

    /** Whether there is more by now; then it is still being told. */
    synchronized boolean endTelling() {
        telling = !news.isEmpty();
        return telling;
    }

    /** Whether nobody is there and nothing is to be told; then it is used no more. */
    synchronized boolean retireIfEmpty() {
        retired |= attendees.isEmpty() && news.isEmpty() && !telling;
        return retired;
    }

    synchronized void retire() {
        retired = true;
    }

    /** In the order in which they came, so many at most. */
    synchronized List<Person> present(int limit) {
        return attendees.values().stream()
                .limit(limit)
                .map(attendee -> attendee.person)
                .toList();
    }

    synchronized Optional<Person> present(UserId user) {
        return Optional.ofNullable(attendees.get(user)).map(attendee -> attendee.person);
    }
}
