package dev.carillon.log.memory;

import dev.carillon.event.Entry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Entries by offset: a circular array that doubles when it is full. Beside each stands the latest time up to it, because
 * the times themselves need not ascend: publishers overtake each other, and a clock may be set back. Not thread-safe.
 */
final class EntryRing {

    private @Nullable Entry[] slots = new @Nullable Entry[64];
    private Instant[] latest = new Instant[64];
    private Instant latestAdded = Instant.MIN;
    private Instant latestRemoved = Instant.MIN;
    private long oldest = 1;
    private long head;

    long oldest() {
        return oldest;
    }

    long head() {
        return head;
    }

    long size() {
        return head - oldest + 1;
    }

    Entry get(long offset) {
        Entry entry = offset < oldest || offset > head ? null : slots[slot(offset)];
        if (entry == null) {
            throw new IllegalArgumentException("offset " + offset + " is not in " + oldest + ".." + head);
        }
        return entry;
    }

    void add(Entry entry) {
        if (size() == slots.length) {
            grow();
        }
        head = entry.offset();
        Instant time = entry.event().time();
        latestAdded = time.isAfter(latestAdded) ? time : latestAdded;
        slots[slot(head)] = entry;
        latest[slot(head)] = latestAdded;
    }

    Entry removeOldest() {
        Entry entry = get(oldest);
        latestRemoved = latest[slot(oldest)];
        slots[slot(oldest)] = null;
        oldest++;
        return entry;
    }

    /** The offset after which everything stands that was made at this time or later, even what was removed. */
    long offsetBefore(Instant time) {
        if (!latestRemoved.isBefore(time)) {
            return 0;
        }
        long low = oldest;
        long high = head + 1;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (latest[slot(middle)].isBefore(time)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    private void grow() {
        @Nullable Entry[] larger = new @Nullable Entry[slots.length * 2];
        Instant[] largerLatest = new Instant[larger.length];
        for (long offset = oldest; offset <= head; offset++) {
            int slot = (int) (offset & (larger.length - 1));
            larger[slot] = slots[slot(offset)];
            largerLatest[slot] = latest[slot(offset)];
        }
        slots = larger;
        latest = largerLatest;
    }

    private int slot(long offset) {
        return (int) (offset & (slots.length - 1));
    }
}
