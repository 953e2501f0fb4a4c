package dev.carillon.ticker.store;

import dev.carillon.ticker.candle.CandleState;
import dev.carillon.ticker.model.Quote;
import dev.carillon.ticker.model.Symbol;

/** All that the ticker has to know of a symbol to go on after a restart. */
public record SavedSymbol(Quote newest, CandleState candles) {

    public Symbol symbol() {
        return newest.symbol();
    }
}
