package dev.carillon.ticker.feed.kind;

import dev.carillon.api.Service;
import dev.carillon.ticker.feed.Feed;
import dev.carillon.ticker.feed.FeedConfig;
import dev.carillon.ticker.feed.FeedField;
import dev.carillon.ticker.feed.FeedKind;
import dev.carillon.ticker.feed.FeedOutlet;
import dev.carillon.ticker.model.Symbol;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** Invented prices. Each symbol walks by itself, so that a symbol more does not change the others. */
@Service
public class RandomWalkKind implements FeedKind {

    /** All symbols together: what is left of two cores then serves the readers. */
    private static final BigDecimal MAX_RATE = BigDecimal.valueOf(10_000);

    /** A quote a day. */
    private static final String MIN_RATE = "0.00001";

    private static final int MAX_DECIMALS = 8;

    @Override
    public String name() {
        return "random-walk";
    }

    @Override
    public List<FeedField> fields() {
        return List.of(
                FeedField.required("symbols", FeedField.Type.SYMBOLS, "whose prices they are"),
                FeedField.preset("start", FeedField.Type.DECIMAL, "100", "the first price, above 0"),
                FeedField.preset("volatility", FeedField.Type.DECIMAL, "0.001", "standard deviation of a step, 0 to 1"),
                FeedField.preset(
                        "rate",
                        FeedField.Type.DECIMAL,
                        "1",
                        "quotes a second for each symbol; 10000 for all of them together"),
                FeedField.optional("seed", FeedField.Type.INTEGER, "the same seed gives the same prices"),
                FeedField.preset("decimals", FeedField.Type.INTEGER, "2", "digits behind the point, 0 to 8"));
    }

    @Override
    public Feed prepare(FeedConfig config) {
        List<Symbol> symbols = config.symbols("symbols");
        BigDecimal rate = config.decimal("rate", MIN_RATE, MAX_RATE.toPlainString());
        BigDecimal all = rate.multiply(BigDecimal.valueOf(symbols.size()));
        if (all.compareTo(MAX_RATE) > 0) {
            throw config.wrong("rate", "at most " + MAX_RATE + " for all symbols together");
        }
        int decimals = (int) config.integer("decimals", 0, MAX_DECIMALS);
        BigDecimal start =
                config.decimal("start", BigDecimal.ONE.movePointLeft(decimals).toPlainString(), "1000000000");
        double volatility = config.decimal("volatility", "0", "1").doubleValue();
        Long seed = config.has("seed") ? config.integer("seed") : null;
        return outlet -> {
            long chosen = seed == null ? outlet.random().nextLong() : seed;
            List<Walk> walks = symbols.stream()
                    .map(symbol -> new Walk(symbol, start, volatility, decimals, chosen))
                    .toList();
            run(walks, all.doubleValue(), outlet);
        };
    }

    /** One symbol after the other, evenly over the second. */
    private static void run(List<Walk> walks, double perSecond, FeedOutlet outlet) throws InterruptedException {
        Pace pace = new Pace(perSecond);
        int next = 0;
        while (true) {
            for (long due = pace.due(outlet.now()); due > 0; due--) {
                outlet.quote(walks.get(next).next());
                next = (next + 1) % walks.size();
            }
            Duration wait = pace.untilNext(outlet.now());
            outlet.pause(wait);
        }
    }
}
