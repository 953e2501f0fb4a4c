package dev.carillon.ticker;

import dev.carillon.api.Service;
import dev.carillon.ticker.model.Symbol;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All symbols, and the one lock under which they change. What holds it never waits: no disk, no network. */
@Service
class Listings {

    final ReentrantLock lock = new ReentrantLock();
    private final Map<Symbol, Listing> bySymbol = new LinkedHashMap<>();

    <T> T locked(Supplier<T> look) {
        lock.lock();
        try {
            return look.get();
        } finally {
            lock.unlock();
        }
    }

    // --- under the lock ---

    @Nullable
    Listing get(Symbol symbol) {
        return bySymbol.get(symbol);
    }

    void add(Listing listing) {
        bySymbol.put(listing.symbol, listing);
    }

    @Nullable
    Listing remove(Symbol symbol) {
        return bySymbol.remove(symbol);
    }

    int size() {
        return bySymbol.size();
    }

    Collection<Listing> all() {
        return bySymbol.values();
    }
}
