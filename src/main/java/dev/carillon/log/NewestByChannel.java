package dev.carillon.log;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Remembers an offset for each channel, the newest that it was told.
 *
 * <p>Bounded: of the channels with the smallest offsets only the newest offset of them all is kept, and counts for every
 * channel. Not thread-safe.
 */
public final class NewestByChannel {

    /** Channels that are told apart. */
    public static final int MAX_CHANNELS = 65_536;

    private final Map<ChannelName, Long> newest = new HashMap<>();
    private final TreeMap<Long, ChannelName> byOffset = new TreeMap<>();
    private long newestOfForgotten;

    /** An offset belongs to one channel. */
    public void put(ChannelName channel, long offset) {
        Long before = newest.get(channel);
        if (before != null && before >= offset) {
            return;
        }
        if (before != null) {
            byOffset.remove(before);
        }
        newest.put(channel, offset);
        byOffset.put(offset, channel);
        if (newest.size() > MAX_CHANNELS) {
            Map.Entry<Long, ChannelName> eldest = byOffset.pollFirstEntry();
            newest.remove(eldest.getValue());
            forget(eldest.getKey());
        }
    }

    /** From now on every channel counts as if it had this offset, unless it has a newer one. */
    public void forget(long offset) {
        newestOfForgotten = Math.max(newestOfForgotten, offset);
    }

    /** The newest offset of the channels that are not told apart; 0 if there are none. */
    public long newestOfForgotten() {
        return newestOfForgotten;
    }

    /** The newest offset after this place of a channel that the selectors choose; 0 if there is none. */
    public long newestAfter(long after, SelectorSet selectors) {
        long found = Math.max(newestOfForgotten, newestChosen(Math.max(after, newestOfForgotten), selectors));
        return found > after ? found : 0;
    }

    private long newestChosen(long after, SelectorSet selectors) {
        if (selectors.selectors().stream().noneMatch(Selector::isPattern)) {
            long found = 0;
            for (Selector name : selectors.selectors()) {
                found = Math.max(found, newest.getOrDefault(new ChannelName(name.value()), 0L));
            }
            return found;
        }
        for (Map.Entry<Long, ChannelName> channel :
                byOffset.descendingMap().headMap(after, false).entrySet()) {
            if (selectors.matches(channel.getValue())) {
                return channel.getKey();
            }
        }
        return 0;
    }
}
