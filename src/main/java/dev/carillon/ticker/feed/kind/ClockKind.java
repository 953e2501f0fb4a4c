package dev.carillon.ticker.feed.kind;

import dev.carillon.api.Service;
import dev.carillon.ticker.feed.Feed;
import dev.carillon.ticker.feed.FeedConfig;
import dev.carillon.ticker.feed.FeedField;
import dev.carillon.ticker.feed.FeedKind;
import dev.carillon.ticker.feed.FeedOutlet;
import dev.carillon.ticker.model.Symbol;
import dev.carillon.ticker.model.Tick;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The time, as a price: at once, and then at each whole multiple of its interval. */
@Service
public class ClockKind implements FeedKind {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofDays(1);

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public List<FeedField> fields() {
        return List.of(
                FeedField.preset("symbol", FeedField.Type.TEXT, "CLOCK", "whose price it is"),
                FeedField.preset("every", FeedField.Type.DURATION, "PT2S", "time between two quotes, PT0.1S to P1D"));
    }

    @Override
    public Feed prepare(FeedConfig config) {
        Symbol symbol = config.symbol("symbol");
        Duration every = config.duration("every", SHORTEST, LONGEST);
        return outlet -> run(symbol, every, outlet);
    }

    private static void run(Symbol symbol, Duration every, FeedOutlet outlet) throws InterruptedException {
        while (true) {
            outlet.quote(Tick.of(symbol, BigDecimal.valueOf(outlet.now().getEpochSecond())));
            outlet.pause(untilNext(outlet.now(), every));
        }
    }

    private static Duration untilNext(Instant now, Duration every) {
        long millis = every.toMillis();
        return Duration.ofMillis(millis - Math.floorMod(now.toEpochMilli(), millis));
    }
}
