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
import org.jspecify.annotations.Nullable;

/** What was appended with a key, for as long as it counts as the same, and the newest of that only. Not thread-safe. */
final class RememberedKeys {

    private static final int MAX_KEYS = 100_000;

    private record Remembered(String fingerprint, List<EventId> ids, Instant until) {}

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
        return new Appended(before.ids, true);
    }

    void add(Append append, Appended appended, Instant now) {
        IdempotencyKey key = append.key();
        forget(now);
        if (key != null) {
            remembered.remove(key);
            remembered.put(key, new Remembered(append.fingerprint(), appended.ids(), now.plus(time)));
        }
    }

    private void forget(Instant now) {
        Iterator<Remembered> eldest = remembered.values().iterator();
        while (eldest.hasNext()
                && (remembered.size() >= MAX_KEYS || !eldest.next().until.isAfter(now))) {
            eldest.remove();
        }
    }
}
