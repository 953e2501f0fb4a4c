package dev.carillon.hub;

import dev.carillon.event.Entry;
import dev.carillon.event.SelectorSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Parts of the application that want to know when something was committed on their channels.
 *
 * <p>Threading: any thread adds and removes; the log's thread tells.
 */
final class CommitListeners {

    private record Listener(SelectorSet selectors, Runnable told) {}

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** As {@link Hub#onCommit}. */
    Runnable add(SelectorSet selectors, Runnable told) {
        Listener listener = new Listener(selectors, told);
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void tell(List<Entry> entries) {
        for (Listener listener : listeners) {
            for (Entry entry : entries) {
                if (listener.selectors.matches(entry.event().channel())) {
                    listener.told.run();
                    break;
                }
            }
        }
    }
}
