package dev.carillon.ticker.store;

import dev.carillon.ticker.model.Tick;

/**
 * A quote as the ticker took it. What follows from it (candles, the day's volume) is worked out again.
 *
 * @param tick with the time and the sequence that it got
 */
public record Taken(Tick tick, long version) {

    public Taken {
        if (tick.time() == null || tick.sequence() == null) {
            throw new IllegalArgumentException("what was taken has a time and a sequence");
        }
    }
}
