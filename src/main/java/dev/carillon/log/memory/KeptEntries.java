package dev.carillon.log.memory;

import dev.carillon.event.ChannelName;
import dev.carillon.event.Entry;
import dev.carillon.log.LogStatus;
import dev.carillon.log.Retention;
import dev.carillon.log.RetentionRule;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The entries of the channels that one retention rule counts for. Not thread-safe. */
final class KeptEntries {

    private record Key(ChannelName channel, @Nullable String key) {}

    private final RetentionRule rule;

    /** In compacted channels only those that remove a key, for only they are ever trimmed. */
    private final TreeMap<Long, Entry> trimmable = new TreeMap<>();

    private final Map<Key, Entry> newestOfKeys = new HashMap<>();
    private long entries;
    private long bytes;

    KeptEntries(RetentionRule rule) {
        this.rule = rule;
    }

    /** Adds an entry; returns one that it makes obsolete. */
    @Nullable
    Entry add(Entry entry) {
        count(entry, 1);
        if (!rule.compacted()) {
            trimmable.put(entry.offset(), entry);
            return null;
        }
        if (entry.event().isTombstone()) {
            trimmable.put(entry.offset(), entry);
        }
        Entry obsolete = newestOfKeys.put(key(entry), entry);
        if (obsolete != null) {
            trimmable.remove(obsolete.offset());
            count(obsolete, -1);
        }
        return obsolete;
    }

    /** Removes the oldest entry that is over the limits; null if none is. */
    @Nullable
    Entry trim(Instant now) {
        Map.Entry<Long, Entry> oldest = trimmable.firstEntry();
        if (oldest == null || !isOver(oldest.getValue(), now)) {
            return null;
        }
        Entry gone = oldest.getValue();
        remove(gone);
        return gone;
    }

    /** Removes an entry that it has. */
    void remove(Entry gone) {
        trimmable.remove(gone.offset());
        if (rule.compacted()) {
            newestOfKeys.remove(key(gone));
        }
        count(gone, -1);
    }

    LogStatus.Kept status() {
        return new LogStatus.Kept(rule, entries, bytes);
    }

    private boolean isOver(Entry oldest, Instant now) {
        Retention limits = rule.limits();
        boolean tooOld = oldest.event().time().isBefore(limits.keepFrom(now));
        return rule.compacted()
                ? tooOld
                : tooOld || entries > limits.maxEntries() || (bytes > limits.maxBytes() && entries > 1);
    }

    private void count(Entry entry, int sign) {
        entries += sign;
        bytes += sign * entry.event().weightInBytes();
    }

    private static Key key(Entry entry) {
        return new Key(entry.event().channel(), entry.event().key());
    }
}
