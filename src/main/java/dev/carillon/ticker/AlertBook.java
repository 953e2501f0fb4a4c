package dev.carillon.ticker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.carillon.ticker.model.Alert;
import dev.carillon.ticker.model.Crossing;
import dev.carillon.ticker.model.Owner;
import dev.carillon.ticker.model.Symbol;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The alerts that have not gone off. {@link Alerts} alone writes it. What a quote crosses is found without a look at the others.
 *
 * <p>Threading: any thread; one lock that is held for some microseconds, and under which nothing else is called.
 */
@ApplicationScoped
public class AlertBook {

    /** Alerts by their price, and by their id at each. */
    private static final class Levels {

        private final NavigableMap<BigDecimal, Map<String, Alert>> byPrice = new TreeMap<>();

        void add(Alert alert) {
            byPrice.computeIfAbsent(alert.price(), first -> new LinkedHashMap<>())
                    .put(alert.id(), alert);
        }

        void remove(Alert alert) {
            byPrice.computeIfPresent(alert.price(), (price, alerts) -> {
                alerts.remove(alert.id());
                return alerts.isEmpty() ? null : alerts;
            });
        }

        boolean isEmpty() {
            return byPrice.isEmpty();
        }

        /** Those above a price, up to another one. Most quotes cross nothing, so that is found out first. */
        List<Alert> upTo(BigDecimal before, BigDecimal now) {
            BigDecimal next = byPrice.higherKey(before);
            return next == null || next.compareTo(now) > 0 ? List.of() : all(byPrice.subMap(before, false, now, true));
        }

        /** Those below a price, down to another one. */
        List<Alert> downTo(BigDecimal before, BigDecimal now) {
            BigDecimal next = byPrice.lowerKey(before);
            return next == null || next.compareTo(now) < 0
                    ? List.of()
                    : all(byPrice.subMap(now, true, before, false).descendingMap());
        }

        private static List<Alert> all(Map<BigDecimal, Map<String, Alert>> levels) {
            List<Alert> alerts = new ArrayList<>();
            levels.values().forEach(level -> alerts.addAll(level.values()));
            return alerts;
        }
    }

    /** Those of one symbol. One that may be crossed either way stands in both. */
    private static final class Watched {
        private final Levels up = new Levels();
        private final Levels down = new Levels();
    }

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<Symbol, Watched> bySymbol = new HashMap<>();

    @GuardedBy("lock")
    private final Map<Owner, Map<String, Alert>> byOwner = new HashMap<>();

    /** Alerts that are about to be added. */
    @GuardedBy("lock")
    private final Map<Owner, Integer> coming = new HashMap<>();

    /** Takes a place for one more alert, unless there would be more than {@code max}; {@link #leave} gives it back. */
    boolean reserve(Owner owner, int max) {
        synchronized (lock) {
            int there = byOwner.getOrDefault(owner, Map.of()).size();
            if (there + coming.getOrDefault(owner, 0) >= max) {
                return false;
            }
            coming.merge(owner, 1, Integer::sum);
            return true;
        }
    }

    /** Gives a place back. */
    void leave(Owner owner) {
        synchronized (lock) {
            coming.computeIfPresent(owner, (who, count) -> count == 1 ? null : count - 1);
        }
    }

    /** From now on it can go off. */
    void add(Alert alert) {
        synchronized (lock) {
            byOwner.computeIfAbsent(alert.owner(), first -> new LinkedHashMap<>())
                    .put(alert.id(), alert);
            Watched watched = bySymbol.computeIfAbsent(alert.symbol(), first -> new Watched());
            if (alert.crosses() != Crossing.DOWN) {
                watched.up.add(alert);
            }
            if (alert.crosses() != Crossing.UP) {
                watched.down.add(alert);
            }
        }
    }

    /** Whether it was there, and has not gone off. */
    boolean remove(Alert alert) {
        synchronized (lock) {
            Map<String, Alert> own = byOwner.getOrDefault(alert.owner(), Map.of());
            if (!own.containsKey(alert.id())) {
                return false;
            }
            own.remove(alert.id());
            if (own.isEmpty()) {
                byOwner.remove(alert.owner());
            }
            Watched watched = bySymbol.get(alert.symbol());
            if (watched != null) {
                watched.up.remove(alert);
                watched.down.remove(alert);
                if (watched.up.isEmpty() && watched.down.isEmpty()) {
                    bySymbol.remove(alert.symbol());
                }
            }
            return true;
        }
    }

    /** Takes out what goes off when the price goes from the one to the other, in the order in which it comes to them. */
    List<Alert> take(Symbol symbol, BigDecimal before, BigDecimal now) {
        int way = now.compareTo(before);
        if (way == 0) {
            return List.of();
        }
        synchronized (lock) {
            Watched watched = bySymbol.get(symbol);
            if (watched == null) {
                return List.of();
            }
            List<Alert> crossed = way > 0 ? watched.up.upTo(before, now) : watched.down.downTo(before, now);
            crossed.forEach(this::remove);
            return crossed;
        }
    }

    /** Oldest first. */
    List<Alert> of(Owner owner) {
        synchronized (lock) {
            return List.copyOf(byOwner.getOrDefault(owner, Map.of()).values());
        }
    }

    Optional<Alert> find(Owner owner, String id) {
        synchronized (lock) {
            return Optional.ofNullable(byOwner.getOrDefault(owner, Map.of()).get(id));
        }
    }
}
