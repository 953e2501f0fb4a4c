package dev.carillon.boot;

import dev.carillon.api.FeatureChannels;
import dev.carillon.event.SelectorSet;
import dev.carillon.log.EventLog;
import dev.carillon.ticker.Ticker;
import dev.carillon.ticker.TickerSettings;
import dev.carillon.ticker.feed.run.Feeds;
import dev.carillon.ticker.store.TickerStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes what the ticker needs beside its own beans. See {@link Wiring}. */
@ApplicationScoped
public class TickerWiring {

    /** In the data directory. Quotes and candles are nowhere else. */
    private static final String STORE = "ticker.db";

    @Produces
    @Singleton
    TickerSettings tickerSettings(Settings settings) {
        return settings.ticker();
    }

    @Produces
    @Singleton
    FeatureChannels tickerChannels() {
        return new FeatureChannels(
                SelectorSet.of("ticker/**", "ticker-alerts/**"),
                "Publish quotes with POST /api/ticker/{symbol}, see docs/ticker.md.");
    }

    /** @param first makes the data directory and takes it, so that no other process has it */
    @Produces
    @Singleton
    TickerStore store(Settings settings, EventLog first) {
        LogSettings log = settings.log();
        return switch (log.kind()) {
            case SQLITE -> TickerStore.open(log.dataDir().resolve(STORE));
            case MEMORY -> TickerStore.inMemory();
        };
    }

    /** While beans are still there: what was taken last has to be on the disk before the store is closed. */
    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object application, Feeds feeds, Ticker ticker) {
        feeds.stop();
        ticker.stop();
    }

    void close(@Disposes TickerStore store) {
        store.close();
    }
}
