package dev.carillon.log;

import dev.carillon.event.Entry;
import dev.carillon.event.SelectorSet;
import java.util.ArrayList;
import java.util.List;

/** Collects the entries of one page. Not thread-safe. */
public final class Selection {

    private final SelectorSet selectors;
    private final PageLimit limit;
    private final List<Entry> found = new ArrayList<>();
    private long weight;

    public Selection(SelectorSet selectors, PageLimit limit) {
        this.selectors = selectors;
        this.limit = limit;
    }

    /** Takes the entry if it matches; false if the page is full and the entry was not examined. */
    public boolean take(Entry entry) {
        if (!selectors.matches(entry.event().channel())) {
            return true;
        }
        long heavier = weight + entry.event().weightInBytes();
        if (found.size() == limit.entries() || (heavier > limit.bytes() && !found.isEmpty())) {
            return false;
        }
        weight = heavier;
        found.add(entry);
        return true;
    }

    /** What was taken, in the order in which it was taken. */
    public List<Entry> entries() {
        return found;
    }
}
