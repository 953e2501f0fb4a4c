package dev.carillon.ticker;

import dev.carillon.api.Service;
import dev.carillon.ticker.store.SavedSymbol;
import dev.carillon.ticker.store.TickerStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;

/** Starts the ticker with what it knew before, and ends it. */
@Service
public class Ticker {

    private static final System.Logger LOGGER = System.getLogger(Ticker.class.getName());

    private final TickerStore store;
    private final Quotes quotes;
    private final Alerts alerts;
    private final Keeper keeper;

    @Inject
    Ticker(TickerStore store, Quotes quotes, Alerts alerts, Keeper keeper) {
        this.store = store;
        this.quotes = quotes;
        this.alerts = alerts;
        this.keeper = keeper;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        alerts.start();
        List<SavedSymbol> saved = store.symbols();
        quotes.restore(saved, store.journal(), store.version());
        keeper.start();
        LOGGER.log(System.Logger.Level.DEBUG, "ticker runs symbols={0}", saved.size());
    }

    /** Everything that was taken is on the disk when it returns. Whoever made the store closes it. */
    public void stop() {
        keeper.stop();
    }
}
