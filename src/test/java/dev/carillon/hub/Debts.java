package dev.carillon.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a reader has to get, and what it may get beside that, by the ids of events. */
final class Debts {

    /** How often it has to get an event because it was published while its channel was included. */
    private final TreeMap<Long, Integer> due = new TreeMap<>();

    /** The same because it was asked for of the past: then it has to get it unless the channel is excluded before. */
    private final TreeMap<Long, Integer> asked = new TreeMap<>();

    /** How often it may get it beside that. */
    private final Map<Long, Integer> possible = new HashMap<>();

    void due(long offset) {
        due.merge(offset, 1, Integer::sum);
    }

    void asked(long offset) {
        asked.merge(offset, 1, Integer::sum);
    }

    void possible(long offset) {
        possible.merge(offset, 1, Integer::sum);
    }

    /** Nobody wants this past any more. */
    void waive(long offset) {
        while (take(asked, offset)) {
            possible(offset);
        }
    }

    /** It has lost it, and was told so. */
    void forgive(long offset) {
        while (take(due, offset)) {
            possible(offset);
        }
    }

    void got(long offset) {
        assertThat(take(due, offset) || take(asked, offset) || take(possible, offset))
                .as("not asked for, or repeated: %d", offset)
                .isTrue();
    }

    /** The oldest that is missing; a large number if nothing is. */
    long oldest() {
        long oldest = due.isEmpty() ? Long.MAX_VALUE : due.firstKey();
        return asked.isEmpty() ? oldest : Math.min(oldest, asked.firstKey());
    }

    void clear() {
        due.clear();
        asked.clear();
        possible.clear();
    }

    private static boolean take(Map<Long, Integer> from, long offset) {
        Integer count = from.get(offset);
        if (count == null) {
            return false;
        }
        if (count == 1) {
            from.remove(offset);
        } else {
            from.put(offset, count - 1);
        }
        return true;
    }
}
