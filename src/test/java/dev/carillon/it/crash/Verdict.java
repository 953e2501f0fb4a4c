package dev.carillon.it.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares what the log holds in the end with everything that anybody was ever told. */
public final class Verdict {

    private final CrashClients clients;
    private final NavigableMap<Long, Item> log;
    private final NavigableMap<Long, Item> known;

    /** {@code log} is a read of everything, when all clients have ended. */
    public Verdict(CrashClients clients, NavigableMap<Long, Item> log) {
        this.clients = clients;
        this.log = log;
        this.known = clients.ledger().known();
    }

    /** What was acknowledged, or seen by anybody, is there; the ledger knows that it is there once. */
    public void nothingOfTheKeptIsLost() {
        assertThat(lacking(log, items(Item.KEPT, known))).as("lost").isEmpty();
        Set<Item> there = new HashSet<>(log.values());
        assertThat(clients.ledger().acknowledged())
                .as("acknowledged")
                .filteredOn(item -> item.is(Item.KEPT) && !there.contains(item))
                .isEmpty();
    }

    /** Only the oldest are gone. */
    public void whatIsLeftOfTheTrimmedHasNoHole() {
        NavigableMap<Long, Item> left = items(Item.TRIMMED, log);
        assertThat(left).isNotEmpty();
        assertThat(lacking(left, items(Item.TRIMMED, known).tailMap(left.firstKey())))
                .as("lost")
                .isEmpty();
    }

    public void theStateIsTheNewestOfEachKey() {
        NavigableMap<Long, Item> state = items(Item.STATE, log);
        NavigableMap<Long, Item> newest = newestOfEachKey(items(Item.STATE, known));
        assertThat(lacking(state, newest)).as("lost").isEmpty();
        assertThat(lacking(newest, state)).as("obsolete").isEmpty();
    }

    /** Each connection published one thing after the other, and so they stand in the log. */
    public void everyPublishersEventsAreInItsOrder() {
        Map<Integer, Item> last = new HashMap<>();
        for (Item item : known.values()) {
            Item before = last.put(item.publisher(), item);
            if (before != null) {
                assertThat(item.number()).as(item + " comes after " + before).isGreaterThan(before.number());
            }
        }
    }

    /** As far as everything is kept: all of a batch, or nothing. */
    public void batchesAreWholeOrAbsent() {
        Set<Item> kept = new HashSet<>(items(Item.KEPT, log).values());
        for (Request request : clients.ledger().requests()) {
            List<Item> mine =
                    request.items().stream().filter(item -> item.is(Item.KEPT)).toList();
            List<Item> there = mine.stream().filter(kept::contains).toList();
            assertThat(there).as("of one batch").isIn(mine, List.of());
        }
    }

    /** Nothing twice, nothing out of order: that complains at once. Here: no hole that was not announced. */
    public void everySubscriberGotEverythingOrWasTold() {
        for (CrashSubscriber subscriber : clients.subscribers()) {
            NavigableMap<Long, Item> due = new TreeMap<>(known);
            due.values().removeIf(subscriber.wants().negate());
            for (CrashSubscriber.Range gap : subscriber.gaps()) {
                due.subMap(gap.after(), false, gap.through(), true).clear();
            }
            NavigableMap<Long, Item> seen = subscriber.seen();
            if (subscriber.wants().test(new Item(Item.STATE + "/0", 0, 0))) {
                // What a newer one has replaced need not be sent.
                due = newestOfEachKey(items(Item.STATE, due));
                seen = newestOfEachKey(items(Item.STATE, seen));
            }
            assertThat(lacking(seen, due)).as(subscriber + " lacks").isEmpty();
            if (!subscriber.wants().test(new Item(Item.TRIMMED + "/0", 0, 0))) {
                assertThat(subscriber.gaps()).as("gaps of " + subscriber).isEmpty();
            }
        }
    }

    /** What is due and not there. */
    private static NavigableMap<Long, Item> lacking(NavigableMap<Long, Item> there, SortedMap<Long, Item> due) {
        NavigableMap<Long, Item> lacking = new TreeMap<>(due);
        lacking.entrySet().removeAll(there.entrySet());
        return lacking;
    }

    private static NavigableMap<Long, Item> items(String kind, NavigableMap<Long, Item> all) {
        NavigableMap<Long, Item> some = new TreeMap<>(all);
        some.values().removeIf(item -> !item.is(kind));
        return some;
    }

    private static NavigableMap<Long, Item> newestOfEachKey(NavigableMap<Long, Item> state) {
        Map<List<String>, Long> newest = new HashMap<>();
        state.forEach((offset, item) -> newest.put(List.of(item.channel(), item.key()), offset));
        NavigableMap<Long, Item> some = new TreeMap<>(state);
        some.keySet().retainAll(new HashSet<>(new ArrayList<>(newest.values())));
        return some;
    }
}
