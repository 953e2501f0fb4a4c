package dev.carillon.ticker.compare;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The sessions that compare. Where there are as many as there may be, a new one takes the place of the one that was used least lately.
 *
 * <p>Threading: any thread.
 */
@ApplicationScoped
public class Comparisons {

    private final Map<String, Comparison> byId = new HashMap<>();

    synchronized void add(String id, Comparison comparison, int max, Instant usedSince) {
        byId.values().removeIf(each -> each.lastUse().isBefore(usedSince));
        if (byId.size() >= max) {
            byId.entrySet().stream()
                    .min(Comparator.comparing(entry -> entry.getValue().lastUse()))
                    .map(Map.Entry::getKey)
                    .ifPresent(byId::remove);
        }
        byId.put(id, comparison);
    }

    synchronized Optional<Comparison> find(String id, Instant usedSince) {
        byId.computeIfPresent(id, (key, found) -> found.lastUse().isBefore(usedSince) ? null : found);
        return Optional.ofNullable(byId.get(id));
    }
}
