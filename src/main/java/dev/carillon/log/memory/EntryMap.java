package dev.carillon.log.memory;

import dev.carillon.event.Entry;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Entries by offset, with holes. Beside each stands the latest time up to it, because the times themselves need not ascend:
 * publishers overtake each other, and a clock may be set back. Not thread-safe.
 */
final class EntryMap {

    /** An entry, and the latest time of all entries up to it, those included that were removed. */
    record Slot(Entry entry, Instant latest) {}

    private final TreeMap<Long, Slot> slots = new TreeMap<>();
    private Instant latestAdded = Instant.MIN;
    private Instant latestRemoved = Instant.MIN;
    private long head;

    long oldest() {
        return slots.isEmpty() ? head + 1 : slots.firstKey();
    }

    long head() {
        return head;
    }

    void add(Entry entry) {
        Instant time = entry.event().time();
        latestAdded = time.isAfter(latestAdded) ? time : latestAdded;
        head = entry.offset();
        slots.put(head, new Slot(entry, latestAdded));
    }

    void remove(Entry entry) {
        Slot removed = slots.remove(entry.offset());
        if (removed != null && removed.latest.isAfter(latestRemoved)) {
            latestRemoved = removed.latest;
        }
    }

    Collection<Slot> after(long offset) {
        return slots.tailMap(offset, false).values();
    }

    Collection<Slot> before(long offset) {
        return slots.headMap(offset, false).descendingMap().values();
    }

    /** The offset after which everything stands that was made at this time or later, even what was removed. */
    long offsetBefore(Instant time) {
        long low = 0;
        long high = head;
        while (low < high) {
            long middle = high - (high - low) / 2;
            Map.Entry<Long, Slot> slot = slots.floorEntry(middle);
            if (slot == null || slot.getValue().latest.isBefore(time)) {
                low = middle;
            } else {
                high = slot.getKey() - 1;
            }
        }
        if (latestRemoved.isBefore(time)) {
            Map.Entry<Long, Slot> next = slots.higherEntry(low);
            return next == null ? head : next.getKey() - 1;
        }
        Map.Entry<Long, Slot> last = slots.floorEntry(low);
        return last == null ? 0 : last.getKey();
    }
}
