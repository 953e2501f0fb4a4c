package dev.carillon.hub;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Event;
import dev.carillon.event.Selector;
import dev.carillon.event.SelectorSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest event of each key of all conflating channels, for whoever comes. Of too many keys the one that changed longest ago is
 * forgotten.
 *
 * <p>Threading: its shard's alone.
 */
final class LatestEvents {

    private static final int FIRST_KEYS = 2;

    private final int maxKeys;
    private final Map<ChannelName, Map<@Nullable String, Latest>> channels = new HashMap<>();

    /** In the order of their last change. */
    private final LinkedHashMap<Latest, Latest> byAge = new LinkedHashMap<>(16, 0.75f, true);

    LatestEvents(int maxKeys) {
        this.maxKeys = maxKeys;
    }

    /** Its key says this from now on. After a tombstone it is known no more, but those who listen are told. */
    Latest put(Event event) {
        Map<@Nullable String, Latest> keys =
                channels.computeIfAbsent(event.channel(), channel -> new HashMap<>(FIRST_KEYS));
        Latest latest = keys.get(event.key());
        if (latest == null) {
            latest = new Latest(event);
            keys.put(event.key(), latest);
        } else {
            latest.is(event);
        }
        byAge.put(latest, latest);
        if (event.isTombstone()) {
            forget(latest);
        } else if (byAge.size() > maxKeys) {
            forget(byAge.keySet().iterator().next());
        }
        return latest;
    }

    private void forget(Latest latest) {
        byAge.remove(latest);
        Map<@Nullable String, Latest> keys = channels.get(latest.key.channel());
        if (keys != null) {
            keys.remove(latest.key.key());
            if (keys.isEmpty()) {
                channels.remove(latest.key.channel());
            }
        }
    }

    /** What the channels that the selectors choose say at this moment. */
    List<ConflatedEvent> matching(SelectorSet selectors) {
        List<ConflatedEvent> events = new ArrayList<>();
        if (selectors.selectors().stream().anyMatch(Selector::isPattern)) {
            Iterator<Latest> oldestFirst = byAge.keySet().iterator();
            while (oldestFirst.hasNext()) {
                Latest latest = oldestFirst.next();
                if (selectors.matches(latest.key.channel())) {
                    events.add(latest.event);
                }
            }
            return events;
        }
        for (Selector name : selectors.selectors()) {
            Map<@Nullable String, Latest> keys = channels.get(new ChannelName(name.value()));
            if (keys != null) {
                keys.values().forEach(latest -> events.add(latest.event));
            }
        }
        return events;
    }
}
