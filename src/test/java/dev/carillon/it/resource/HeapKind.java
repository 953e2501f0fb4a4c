package dev.carillon.it.resource;

import dev.carillon.ticker.feed.Feed;
import dev.carillon.ticker.feed.FeedConfig;
import dev.carillon.ticker.feed.FeedField;
import dev.carillon.ticker.feed.FeedKind;
import dev.carillon.ticker.model.Symbol;
import dev.carillon.ticker.model.Tick;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** How much memory the server uses, in bytes. */
@ApplicationScoped
public class HeapKind implements FeedKind {

    @Override
    public String name() {
        return "heap";
    }

    @Override
    public List<FeedField> fields() {
        return List.of(
                FeedField.required("symbol", FeedField.Type.TEXT, "whose price it is"),
                FeedField.preset("every", FeedField.Type.DURATION, "PT1S", "time between two quotes, PT0.1S to PT1H"));
    }

    @Override
    public Feed prepare(FeedConfig config) {
        Symbol symbol = config.symbol("symbol");
        Duration every = config.duration("every", Duration.ofMillis(100), Duration.ofHours(1));
        return outlet -> {
            while (true) {
                Runtime java = Runtime.getRuntime();
                outlet.quote(Tick.of(symbol, BigDecimal.valueOf(java.totalMemory() - java.freeMemory())));
                outlet.pause(every);
            }
        };
    }
}
