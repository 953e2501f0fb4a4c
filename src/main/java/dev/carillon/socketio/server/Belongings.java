package dev.carillon.socketio.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.carillon.event.EventId;
import dev.carillon.event.Limit;
import dev.carillon.event.LimitExceededException;
import dev.carillon.event.Problem;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import dev.carillon.hub.Step;
import dev.carillon.hub.Subscriber;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a socket has: its rooms, the channels that it listens to, and what a bean remembers of it.
 *
 * <p>Threading: any thread.
 */
final class Belongings {

    /** One is what every socket of its namespace hears. */
    static final int MAX = Subscriber.MAX_INCLUDED - 1;

    /** A place for what it has before it hears anything. */
    private static final long NOT_YET = Long.MAX_VALUE;

    /** With the place in the log from which on it is in each: what was sent before is not for it, also when its client comes back. */
    @GuardedBy("this")
    private final Map<String, Long> rooms = new HashMap<>(2);

    /** The same. */
    @GuardedBy("this")
    private final Map<Selector, Long> channels = new HashMap<>(2);

    @GuardedBy("this")
    private final Map<String, JsonValue> attributes = new HashMap<>(2);

    @GuardedBy("this")
    private EventId begin = new EventId("0", 0);

    @GuardedBy("this")
    private boolean hears;

    synchronized void take(Recovery.Remembered remembered) {
        begin = remembered.begin();
        rooms.putAll(remembered.rooms());
        channels.putAll(remembered.channels());
        attributes.putAll(remembered.attributes());
    }

    /** From now on it hears what it has. */
    synchronized void hears(EventId now, boolean isNew) {
        begin = isNew ? now : begin;
        hears = true;
        rooms.replaceAll((room, place) -> place == NOT_YET ? now.offset() : place);
        channels.replaceAll((channel, place) -> place == NOT_YET ? now.offset() : place);
    }

    @GuardedBy("this")
    private long place(long now) {
        return hears ? now : NOT_YET;
    }

    synchronized boolean join(String room, long now) {
        if (rooms.containsKey(room)) {
            return false;
        }
        requireRoomFor(1);
        rooms.put(room, place(now));
        return true;
    }

    synchronized boolean leave(String room) {
        return rooms.remove(room) != null;
    }

    synchronized Set<String> rooms() {
        return Set.copyOf(rooms.keySet());
    }

    /** Those of them that are new. */
    synchronized SelectorSet listen(SelectorSet more, long after) {
        SelectorSet added = more.minus(channels());
        requireRoomFor(added.selectors().size());
        added.selectors().forEach(channel -> channels.put(channel, place(after)));
        return added;
    }

    /** Rooms and channels. */
    synchronized int size() {
        return rooms.size() + channels.size();
    }

    @GuardedBy("this")
    private void requireRoomFor(int more) {
        int all = size() + more;
        if (all > MAX) {
            throw new LimitExceededException(
                    Limit.SELECTORS,
                    Problem.TOO_MANY_SELECTORS,
                    "A socket is in at most " + MAX + " rooms, selectors of channels included.",
                    "With this it would be " + all + ".",
                    "Leave some, or open a second connection.");
        }
    }

    synchronized void ignore(SelectorSet some) {
        channels.keySet().removeAll(some.selectors());
    }

    synchronized SelectorSet channels() {
        return SelectorSet.of(channels.keySet());
    }

    synchronized Map<String, JsonValue> attributes() {
        return Map.copyOf(attributes);
    }

    synchronized void attribute(String name, @Nullable JsonValue value) {
        if (value == null) {
            attributes.remove(name);
        } else {
            attributes.put(name, value);
        }
    }

    /** All that it hears. */
    synchronized SelectorSet everything(Served served) {
        Set<Selector> all = new HashSet<>(channels.keySet());
        all.addAll(served.channels().selectors());
        rooms.keySet().forEach(room -> all.addAll(served.room(room).selectors()));
        return SelectorSet.of(all);
    }

    /** The same, as it has grown since a place in the log. */
    synchronized List<Step> everythingAfter(Served served, long after) {
        NavigableMap<Long, Set<Selector>> added = new TreeMap<>();
        added.put(after, new HashSet<>(served.channels().selectors()));
        channels.forEach((channel, place) -> added.computeIfAbsent(Math.max(place, after), any -> new HashSet<>())
                .add(channel));
        rooms.forEach((room, place) -> added.computeIfAbsent(Math.max(place, after), any -> new HashSet<>())
                .addAll(served.room(room).selectors()));
        List<Step> steps = new ArrayList<>();
        SelectorSet all = SelectorSet.none();
        for (var more : added.entrySet()) {
            all = all.plus(SelectorSet.of(more.getValue()));
            steps.add(new Step(all, more.getKey()));
        }
        return steps;
    }

    /** How many steps these are, at most. */
    synchronized int stepsAfter(long after) {
        return 1
                + (int) Stream.concat(rooms.values().stream(), channels.values().stream())
                        .filter(place -> place > after)
                        .distinct()
                        .count();
    }

    synchronized Recovery.Remembered remembered(String key, String sid, String namespace, String subject) {
        JsonObjectBuilder kept = Json.createObjectBuilder();
        attributes.forEach(kept::add);
        return new Recovery.Remembered(key, sid, namespace, subject, begin, rooms, channels, kept.build());
    }
}
