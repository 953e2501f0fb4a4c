package dev.carillon.log.sqlite;

import dev.carillon.event.ChannelName;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Names of channels by their number, which never changes, for all readers. Threading: any thread. */
final class ChannelNames {

    private static final int MAX_REMEMBERED = 65_536;

    private final ConcurrentHashMap<Long, ChannelName> names = new ConcurrentHashMap<>();

    @Nullable
    ChannelName get(long id) {
        return names.get(id);
    }

    void put(long id, ChannelName name) {
        if (names.size() >= MAX_REMEMBERED) {
            names.clear();
        }
        names.put(id, name);
    }
}
