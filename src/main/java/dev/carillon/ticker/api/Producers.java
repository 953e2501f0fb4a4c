package dev.carillon.ticker.api;

import dev.carillon.api.Service;
import dev.carillon.security.Access;
import dev.carillon.security.Caller;
import dev.carillon.security.Origin;
import dev.carillon.security.PublishRates;
import dev.carillon.ticker.model.Symbol;
import dev.carillon.ticker.model.Tick;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What producers may do, and how much of it: as whoever publishes events.
 *
 * <p>Threading: request threads.
 */
@Service
public class Producers {

    private final PublishRates rates;

    @Inject
    Producers(PublishRates rates) {
        this.rates = rates;
    }

    /** Counts a request before it is read. */
    void request(HttpServletRequest request) {
        rates.request(Origin.of(request), Math.max(0, request.getContentLengthLong()));
    }

    void require(HttpServletRequest request, Symbol symbol) {
        Access.requirePublish(Caller.of(request), symbol.channel());
    }

    /** Counts the quotes beside the first one, too. */
    void require(HttpServletRequest request, List<Tick> ticks) {
        rates.furtherEvents(Origin.of(request), ticks.size() - 1);
        Set<Symbol> symbols = new HashSet<>();
        for (Tick tick : ticks) {
            if (symbols.add(tick.symbol())) {
                require(request, tick.symbol());
            }
        }
    }
}
