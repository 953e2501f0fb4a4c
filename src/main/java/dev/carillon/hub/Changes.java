package dev.carillon.hub;

import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What has changed and was not sent to everybody yet: for each key its newest event, in the order of the changes. A key that changes
 * again moves to the end, and its older event is gone.
 *
 * <p>Threading: its shard's alone.
 */
final class Changes {

    /** One change; those after it are newer. */
    static final class Change {

        ConflatedEvent event;
        long sequence;
        private @Nullable Change before;
        private @Nullable Change after;

        private Change(ConflatedEvent event) {
            this.event = event;
        }

        @Nullable
        Change after() {
            return after;
        }
    }

    private final IdentityHashMap<Latest, Change> byKey = new IdentityHashMap<>(8);
    private @Nullable Change oldest;
    private @Nullable Change newest;
    private long tail;

    /** Sequence number that the next change gets. */
    long tail() {
        return tail;
    }

    int size() {
        return byKey.size();
    }

    /** Whether it takes the place of an older one of the same key. */
    boolean put(ConflatedEvent event) {
        Change change = byKey.get(event.latest);
        boolean replaces = change != null;
        if (change == null) {
            change = new Change(event);
            byKey.put(event.latest, change);
        } else {
            unlink(change);
            change.event = event;
        }
        change.sequence = tail++;
        change.before = newest;
        change.after = null;
        if (newest == null) {
            oldest = change;
        } else {
            newest.after = change;
        }
        newest = change;
        return replaces;
    }

    /** The first that stands at this number or after it; null if there is none. */
    @Nullable
    Change firstFrom(long sequence) {
        Change found = null;
        Change change = newest;
        while (change != null && change.sequence >= sequence) {
            found = change;
            change = change.before;
        }
        return found;
    }

    /** Whether this key has one that stands at this number or after it. */
    boolean has(Latest latest, long sequence) {
        Change change = byKey.get(latest);
        return change != null && change.sequence >= sequence;
    }

    long countFrom(long sequence) {
        long count = 0;
        for (Change change = newest; change != null && change.sequence >= sequence; change = change.before) {
            count++;
        }
        return count;
    }

    void dropBefore(long sequence) {
        Change change = oldest;
        while (change != null && change.sequence < sequence) {
            drop(change);
            change = oldest;
        }
    }

    /** Drops the oldest one, of which there is one, and tells its number. */
    long loseOldest() {
        Change lost = oldest;
        if (lost == null) {
            throw new IllegalStateException("nothing has changed");
        }
        drop(lost);
        return lost.sequence;
    }

    private void drop(Change change) {
        unlink(change);
        byKey.remove(change.event.latest);
    }

    private void unlink(Change change) {
        if (change.before == null) {
            oldest = change.after;
        } else {
            change.before.after = change.after;
        }
        if (change.after == null) {
            newest = change.before;
        } else {
            change.after.before = change.before;
        }
    }
}
