package dev.carillon.log.memory;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Entry;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers how far each channel was trimmed, so that a reader is told of a gap only where one of its own events is gone.
 *
 * <p>Bounded: of the channels that were trimmed longest ago only the newest offset of them all is kept, and counts for every
 * channel. Not thread-safe.
 */
final class TrimmedChannels {

    private static final int MAX_CHANNELS = 65_536;

    private final Map<ChannelName, Long> newest = new LinkedHashMap<>();
    private long newestOfForgotten;

    void add(Entry gone) {
        // Put at the end: the map stays in the order of the offsets, so the eldest is the smallest of all.
        newest.remove(gone.event().channel());
        newest.put(gone.event().channel(), gone.offset());
        if (newest.size() > MAX_CHANNELS) {
            var eldest = newest.entrySet().iterator();
            newestOfForgotten = Math.max(newestOfForgotten, eldest.next().getValue());
            eldest.remove();
        }
    }

    /** Offset of the newest trimmed entry after this place that the selectors choose; 0 if there is none. */
    long newestAfter(long after, SelectorSet selectors) {
        long found = newestOfForgotten;
        boolean onlyNames = selectors.selectors().stream().noneMatch(Selector::isPattern);
        if (onlyNames) {
            for (Selector name : selectors.selectors()) {
                found = Math.max(found, newest.getOrDefault(new ChannelName(name.value()), 0L));
            }
        } else {
            for (Map.Entry<ChannelName, Long> channel : newest.entrySet()) {
                if (channel.getValue() > found && selectors.matches(channel.getKey())) {
                    found = channel.getValue();
                }
            }
        }
        return found > after ? found : 0;
    }
}
