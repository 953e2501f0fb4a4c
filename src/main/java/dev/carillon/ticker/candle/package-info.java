/**
 * Makes candles of quotes as they come: one {@link dev.carillon.ticker.candle.CandleBook} for each symbol. Plain Java; nothing
 * here waits or runs by itself.
 */
@NullMarked
package dev.carillon.ticker.candle;

import org.jspecify.annotations.NullMarked;
