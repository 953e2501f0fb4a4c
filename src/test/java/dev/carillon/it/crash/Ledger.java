package dev.carillon.it.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that anybody was told of which event has which id: by an acknowledgement, on a stream, by a read. It notes at
 * once when two of them cannot both be true.
 *
 * <p>Threading: any thread.
 */
public final class Ledger {

    /** More of the same would not help. */
    private static final int MAX_COMPLAINTS = 20;

    private final NavigableMap<Long, Item> items = new TreeMap<>();
    private final Map<Item, Long> offsets = new HashMap<>();
    private final Set<Item> acknowledged = new HashSet<>();
    private final List<Request> requests = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private @Nullable String epoch;

    /** Somebody was told that this is the event with this id; returns the id's offset. */
    synchronized long saw(String who, String id, Item item) {
        int hyphen = id.indexOf('-');
        long offset = Long.parseLong(id.substring(hyphen + 1));
        if (epoch == null) {
            epoch = id.substring(0, hyphen);
        } else if (!epoch.equals(id.substring(0, hyphen))) {
            complain(who + " got " + id + " from a log that was " + epoch);
            return offset;
        }
        Item other = items.putIfAbsent(offset, item);
        if (other != null && !other.equals(item)) {
            complain(who + " got " + id + " for " + item + ", which had been given to " + other);
        }
        Long otherOffset = offsets.putIfAbsent(item, offset);
        if (otherOffset != null && otherOffset != offset) {
            complain(who + " got " + id + " for " + item + ", which has " + epoch + "-" + otherOffset + " too");
        }
        return offset;
    }

    synchronized void requested(Request request) {
        requests.add(request);
    }

    synchronized void acknowledged(String who, Request request, List<String> ids) {
        if (ids.size() != request.items().size()) {
            complain(who + " got " + ids + " for " + request);
            return;
        }
        long last = 0;
        for (int i = 0; i < ids.size(); i++) {
            Item item = request.items().get(i);
            acknowledged.add(item);
            long offset = saw(who, ids.get(i), item);
            if (last > 0 && offset != last + 1) {
                complain(who + " got " + ids + " for one batch");
            }
            last = offset;
        }
    }

    synchronized void complain(String complaint) {
        if (complaints.size() < MAX_COMPLAINTS) {
            complaints.add(complaint);
        }
    }

    public synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    synchronized int acknowledgedItems() {
        return acknowledged.size();
    }

    synchronized Set<Item> acknowledged() {
        return new HashSet<>(acknowledged);
    }

    /** By offset. */
    synchronized NavigableMap<Long, Item> known() {
        return new TreeMap<>(items);
    }

    synchronized List<Request> requests() {
        return List.copyOf(requests);
    }
}
