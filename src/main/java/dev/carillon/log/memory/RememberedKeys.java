package dev.carillon.log.memory;

import dev.carillon.event.EventId;
import dev.carillon.event.IdempotencyKey;
import dev.carillon.event.IdempotencyKeyReusedException;
import dev.carillon.log.Append;
import dev.carillon.log.Appended;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What was appended with a key, for as long as it counts as the same, and the newest of that only. Not thread-safe. */
final class RememberedKeys {

    /** A few hundred bytes each. */
    static final int MAX_KEYS = 100_000;

    /** Of the ids only the first, for the others follow it: those of so many batches would take gigabytes. */
    private record Remembered(String fingerprint, EventId first, int count, Instant until) {

        List<EventId> ids() {
            return LongStream.range(first.offset(), first.offset() + count)
                    .mapToObj(first::at)
                    .toList();
        }
    }

    private final Duration time;
    private final Map<IdempotencyKey, Remembered> remembered = new LinkedHashMap<>();

    RememberedKeys(Duration time) {
        this.time = time;
    }

    /**
     * What came of it if it was appended before; else null.
     *
     * @throws IdempotencyKeyReusedException if the key came with other events
     */
    @Nullable
    Appended find(Append append, Instant now) {
        IdempotencyKey key = append.key();
        Remembered before = key == null ? null : remembered.get(key);
        if (key == null || before == null || !before.until.isAfter(now)) {
            return null;
        }
        if (!before.fingerprint.equals(append.fingerprint())) {
            throw new IdempotencyKeyReusedException(key);
        }
        return new Appended(before.ids(), true);
    }

    void add(Append append, Appended appended, Instant now) {
        IdempotencyKey key = append.key();
        List<EventId> ids = appended.ids();
        if (key != null && !ids.isEmpty()) {
            remembered.remove(key);
            remembered.put(key, new Remembered(append.fingerprint(), ids.get(0), ids.size(), now.plus(time)));
        }
        forget(now);
    }

    private void forget(Instant now) {
        Iterator<Remembered> eldestFirst = remembered.values().iterator();
        while (eldestFirst.hasNext()) {
            boolean expired = !eldestFirst.next().until.isAfter(now);
            if (!expired && remembered.size() <= MAX_KEYS) {
                return;
            }
            eldestFirst.remove();
        }
    }
}
