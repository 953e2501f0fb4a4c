package dev.carillon.log.memory;

import dev.carillon.event.Entry;
import org.jspecify.annotations.Nullable;

/** Entries by offset: a circular array that doubles when it is full. Not thread-safe. */
final class EntryRing {

    private @Nullable Entry[] slots = new @Nullable Entry[64];
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
        slots[slot(head)] = entry;
    }

    Entry removeOldest() {
        Entry entry = get(oldest);
        slots[slot(oldest)] = null;
        oldest++;
        return entry;
    }

    private void grow() {
        @Nullable Entry[] larger = new @Nullable Entry[slots.length * 2];
        for (long offset = oldest; offset <= head; offset++) {
            larger[(int) (offset & (larger.length - 1))] = slots[slot(offset)];
        }
        slots = larger;
    }

    private int slot(long offset) {
        return (int) (offset & (slots.length - 1));
    }
}
