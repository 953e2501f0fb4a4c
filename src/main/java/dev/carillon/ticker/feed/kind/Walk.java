package dev.carillon.ticker.feed.kind;

import dev.carillon.ticker.model.Symbol;
import dev.carillon.ticker.model.Tick;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;

/**
 * Prices of one symbol: each is the one before times {@code e^(volatility * g)} with a normally distributed {@code g}, so it never falls to 0.
 *
 * <p>It computes with doubles, because a price that was rounded each time would stand still where a step is smaller than a digit; what it
 * says is rounded. {@code StrictMath} gives the same on every machine.
 *
 * <p>Threading: one thread.
 */
final class Walk {

    private static final int MAX_VOLUME = 1000;

    /** Far from the end of what a double counts exactly, and of the digits of a quote. */
    private static final double HIGHEST = 1e12;

    private final Symbol symbol;
    private final double volatility;
    private final int decimals;
    private final BigDecimal lowest;
    private final SplittableRandom random;
    private double level;

    Walk(Symbol symbol, BigDecimal start, double volatility, int decimals, long seed) {
        this.symbol = symbol;
        this.volatility = volatility;
        this.decimals = decimals;
        lowest = BigDecimal.ONE.movePointLeft(decimals);
        random = new SplittableRandom(seed ^ ((long) symbol.value().hashCode() << 32));
        level = start.doubleValue();
    }

    /** Begins with the start. */
    Tick next() {
        BigDecimal price = new BigDecimal(level).setScale(decimals, RoundingMode.HALF_EVEN);
        BigDecimal volume = BigDecimal.valueOf(1 + random.nextInt(MAX_VOLUME));
        double step = StrictMath.exp(volatility * random.nextGaussian());
        level = Math.min(Math.max(level * step, lowest.doubleValue()), HIGHEST);
        return new Tick(symbol, price.max(lowest), null, volume, null, null, null, null);
    }
}
